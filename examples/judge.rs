//! Measures the rules: `judge FOLDER` judges the catalog in a folder by each rule in turn, and prints
//! what each takes, the slowest first; then by all of them, with the judgement that comes of it.
//! The times are those that one processor worked, as Linux counts them.
//! `contributing/measuring` in the book says more.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program of its own"
)]

use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use eventbook::document::values::date::Date;
use eventbook::lint;
use eventbook::lint::rule::Check;
use eventbook::lint::rules::RULES;
use eventbook::study::Study;

/// How often each rule is run; the fastest counts, since everything else only adds to it.
const RUNS: usize = 5;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: judge FOLDER");
        return ExitCode::from(2);
    };
    let checked = match eventbook::check(&folder, Date::today()) {
        Ok(checked) => checked,
        Err(failure) => {
            eprintln!("{}: {failure:?}", folder.display());
            return ExitCode::from(2);
        }
    };
    let mut times: Vec<(Duration, &str, usize)> = Vec::new();
    for rule in RULES {
        let Check::Design(check) = rule.check else { continue };
        let mut fastest = Duration::MAX;
        let mut opinions = 0;
        for _ in 0..RUNS {
            let start = on_processor();
            opinions = black_box(check(&checked.study)).len();
            fastest = fastest.min(on_processor() - start);
        }
        times.push((fastest, rule.name, opinions));
    }
    times.sort_by(|a, b| b.cmp(a));
    let all: Duration = times.iter().map(|(time, _, _)| *time).sum();
    for (time, name, opinions) in times {
        println!("{:9.3} ms  {name}: {opinions} opinions", time.as_secs_f64() * 1000.0);
    }
    println!(
        "{:9.3} ms  all rules, {} events",
        all.as_secs_f64() * 1000.0,
        checked.study.catalog.events.rows().len()
    );
    match whole(&checked.study) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// Measures the judgement as a whole, on one thread.
fn whole(study: &Study) -> Result<(), rayon::ThreadPoolBuildError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    let mut fastest = Duration::MAX;
    let mut opinions = 0;
    for _ in 0..RUNS {
        let (time, judgement) = pool.install(|| {
            let start = on_processor();
            let judgement = black_box(lint::judge(study, Vec::new()));
            (on_processor() - start, judgement)
        });
        fastest = fastest.min(time);
        opinions = judgement.findings.len() + judgement.passes.len() + judgement.unknowns.len();
    }
    println!("{:9.3} ms  the judgement: {opinions} opinions", fastest.as_secs_f64() * 1000.0);
    Ok(())
}

/// How long this thread has run on a processor. Waiting for one does not count, so a busy machine
/// measures the same. Linux tells it in nanoseconds, as the first number of this file.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let time = told.split(' ').next().and_then(|time| time.parse().ok());
    Duration::from_nanos(time.unwrap_or_default())
}

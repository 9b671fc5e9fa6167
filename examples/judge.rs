//! Measures the rules: `judge FOLDER` judges the catalog in a folder by each rule in turn, and prints
//! what each takes, the slowest first; then by all of them together, which is how they are run and
//! faster than their sum; then all of them with the judgement that comes of it.
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
use eventbook::lint::rule::Rule;
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
    match rayon::ThreadPoolBuilder::new().num_threads(1).build() {
        Ok(pool) => pool.install(|| measure(&checked.study)),
        Err(failure) => {
            eprintln!("{failure}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Measures each rule, and then the judgement as a whole. On one thread: its time is all there is.
fn measure(study: &Study) {
    let mut times: Vec<(Duration, &str, usize)> = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.check.is_of_design()) {
        let (time, opinions) = fastest(|| lint::said_by(study, &[rule])[0].len());
        times.push((time, rule.name, opinions));
    }
    times.sort_by(|a, b| b.cmp(a));
    for (time, name, opinions) in times {
        println!("{:9.3} ms  {name}: {opinions} opinions", milliseconds(time));
    }
    let all: Vec<&Rule> = RULES.iter().collect();
    let (time, opinions) =
        fastest(|| lint::said_by(study, &all).iter().map(Vec::len).sum::<usize>());
    println!("{:9.3} ms  all rules: {opinions} opinions", milliseconds(time));
    let (time, opinions) = fastest(|| {
        let judgement = lint::judge(study, Vec::new());
        judgement.findings.len() + judgement.passes.len() + judgement.unknowns.len()
    });
    println!("{:9.3} ms  the judgement: {opinions} opinions", milliseconds(time));
}

/// The fastest of several runs, and what each gives.
fn fastest(run: impl Fn() -> usize) -> (Duration, usize) {
    let (mut fastest, mut given) = (Duration::MAX, 0);
    for _ in 0..RUNS {
        let start = on_processor();
        given = black_box(run());
        fastest = fastest.min(on_processor() - start);
    }
    (fastest, given)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// How long this thread has run on a processor. Waiting for one does not count, so a busy machine
/// measures the same. Linux tells it in nanoseconds, as the first number of this file.
fn on_processor() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let time = told.split(' ').next().and_then(|time| time.parse().ok());
    Duration::from_nanos(time.unwrap_or_default())
}

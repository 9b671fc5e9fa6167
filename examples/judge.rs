//! Measures the rules: `judge FOLDER` judges the catalog in a folder by each rule in turn, and prints
//! what each takes, the slowest first. Nothing runs beside it, so the times are those of one core.
//! `contributing/measuring` in the book says more.
#![expect(clippy::print_stderr, clippy::print_stdout, reason = "a program of its own")]

use std::hint::black_box;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use eventbook::document::values::date::Date;
use eventbook::lint::rule::Check;
use eventbook::lint::rules::RULES;

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
            let start = Instant::now();
            opinions = black_box(check(&checked.study)).len();
            fastest = fastest.min(start.elapsed());
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
    ExitCode::SUCCESS
}

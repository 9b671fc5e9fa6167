//! Tries eventbook on mutants of a catalog: `mutate [--count N] [--from SEED] CATALOG`. Each is built
//! by the binary beside this one, in a child process; what ends in anything but an exit code is kept.
//! `contributing/measuring` in the book says more.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "a program of its own, outside of the pipeline"
)]

#[path = "../tests/suite/mutants/mod.rs"]
mod mutants;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use mutants::run::Bench;
use mutants::stage::Stage;
use mutants::{Files, Mutant, files_below, mutant};

const USAGE: &str = "usage: mutate [--count N] [--from SEED] CATALOG";

/// Two at once: a mutant's build is itself parallel.
const WORKERS: usize = 2;

/// What the command line asks for.
struct Order {
    count: u64,
    from: u64,
    catalog: PathBuf,
}

/// What has come out so far.
#[derive(Default)]
struct Tally {
    tried: u64,
    stages: BTreeMap<Stage, u64>,
    harms: BTreeMap<(&'static str, Stage), u64>,
    faults: u64,
}

fn main() -> ExitCode {
    let Some(order) = order(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    match run(&order) {
        Ok(tally) => {
            print(&tally);
            if tally.faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn order(mut arguments: impl Iterator<Item = String>) -> Option<Order> {
    let mut order = Order { count: 10_000, from: 0, catalog: PathBuf::new() };
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--count" => order.count = arguments.next()?.parse().ok()?,
            "--from" => order.from = arguments.next()?.parse().ok()?,
            folder => order.catalog = PathBuf::from(folder),
        }
    }
    (!order.catalog.as_os_str().is_empty()).then_some(order)
}

fn run(order: &Order) -> std::io::Result<Tally> {
    let files = files_below(&order.catalog)?;
    if files.is_empty() {
        return Err(std::io::Error::other("the catalog has no files"));
    }
    // An example lies in a folder beside the binary.
    let examples = std::env::current_exe()?;
    let beside = examples.parent().and_then(Path::parent).map(|folder| folder.join("eventbook"));
    let program = beside.filter(|program| program.exists()).ok_or_else(|| {
        std::io::Error::other("there is no eventbook beside this program: run `cargo build` first")
    })?;
    let memory = Path::new("/dev/shm");
    let below = if memory.is_dir() { memory.to_path_buf() } else { std::env::temp_dir() };
    let work = below.join(format!("eventbook-mutants-{}", std::process::id()));
    let (next, tally) = (AtomicU64::new(order.from), Mutex::new(Tally::default()));
    let last = order.from + order.count;
    let worker = |number: usize| -> std::io::Result<()> {
        let bench = Bench::new(work.join(number.to_string()), &files, &program)?;
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= last {
                return Ok(());
            }
            let mutant = mutant(&files, seed);
            let outcome = bench.run(&mutant)?;
            let mut tally = tally.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            tally.tried += 1;
            if tally.tried % 500 == 0 {
                eprintln!("{} tried", tally.tried);
            }
            match outcome {
                Ok(stage) => {
                    *tally.stages.entry(stage).or_default() += 1;
                    *tally.harms.entry((mutant.harm, stage)).or_default() += 1;
                }
                Err(fault) => {
                    tally.faults += 1;
                    report(seed, &mutant, &files, &fault);
                }
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            (0..WORKERS).map(|number| scope.spawn(move || worker(number))).collect();
        let gone = || std::io::Error::other("a worker panicked");
        let mut results = workers.into_iter().map(|worker| worker.join());
        results.try_for_each(|result| result.unwrap_or_else(|_| Err(gone())))
    })?;
    std::fs::remove_dir_all(&work)?;
    Ok(tally.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn report(seed: u64, mutant: &Mutant, files: &Files, fault: &str) {
    println!("--from {seed} --count 1: {}: {fault}", mutant.harm);
    for (path, bytes) in &mutant.changes {
        let before = files.get(path).map_or(0, Vec::len);
        println!("  {path}: {before} bytes, now {:?}", bytes.as_ref().map(Vec::len));
    }
}

/// What a stage means, in words.
fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Refused => "refused as a whole, no site",
        Stage::Unreadable => "a file not parsed, a site of the rest",
        Stage::Flawed => "findings from reading, a site of the rest",
        Stage::Whole => "all read and resolved, a site of the whole catalog",
    }
}

fn print(tally: &Tally) {
    for (stage, count) in &tally.stages {
        println!("{count:>6}  {}", words(*stage));
    }
    println!("{:>6}  panics, hangs and other ends", tally.faults);
    println!("\nof each harm: refused, unreadable, flawed, whole");
    let names: std::collections::BTreeSet<&str> =
        tally.harms.keys().map(|(harm, _)| *harm).collect();
    for harm in names {
        let stages = [Stage::Refused, Stage::Unreadable, Stage::Flawed, Stage::Whole];
        let counts = stages.map(|stage| tally.harms.get(&(harm, stage)).copied().unwrap_or(0));
        println!("  {counts:?}  {harm}");
    }
}

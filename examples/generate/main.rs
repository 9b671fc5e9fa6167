//! Writes a catalog of any size, to measure eventbook by: `generate N FOLDER [--seed S]`. The same
//! arguments give the same bytes. `contributing/measuring` in the book says what is in it.

mod shop;

use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "usage: generate N FOLDER [--seed S]\n\
    N is the number of events, from 1 on; FOLDER is new or empty; S is a whole number";

/// What the command line asks for.
struct Order {
    events: usize,
    folder: PathBuf,
    seed: u64,
}

#[expect(clippy::print_stderr, reason = "a command line program says why it ends")]
fn main() -> ExitCode {
    let Some(order) = order(&std::env::args().skip(1).collect::<Vec<_>>()) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let files = shop::files(order.events, order.seed);
    match shop::folder::write(&order.folder, &files) {
        Ok(()) => {
            eprintln!("{} files in {}", files.len(), order.folder.display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: cannot write {}: {error}", order.folder.display());
            ExitCode::from(2)
        }
    }
}

fn order(arguments: &[String]) -> Option<Order> {
    let (events, folder, seed) = match arguments {
        [events, folder] => (events, folder, 1),
        [events, folder, flag, seed] if flag == "--seed" => (events, folder, seed.parse().ok()?),
        _ => return None,
    };
    let events = events.parse().ok().filter(|events| *events > 0)?;
    Some(Order { events, folder: PathBuf::from(folder), seed })
}

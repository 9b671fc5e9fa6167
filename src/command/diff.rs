//! `diff`: what differs between two states of a catalog, and whom that breaks.

use std::path::PathBuf;

use clap::Args;
use eventbook::report::diff::{DiffReport, End};
use eventbook::report::diffs;
use eventbook::states::{self, Asked, State};
use eventbook::{diff, lint};

use crate::command::exit::Exit;
use crate::command::judge::{self, Gate};
use crate::command::print;

/// The ways to name what is compared.
const HELP: &str = "\
BASE and HEAD are each a commit, branch or tag, or a folder with an eventbook.yaml:
  eventbook diff             the work tree with where it parted from the default branch
  eventbook diff main        the work tree with where it parted from main
  eventbook diff v1 v2       two commits as they are
  eventbook diff old/ new/   two folders, without git";

/// Say what a branch changes, and whom that breaks.
#[derive(Debug, Args)]
#[command(after_help = HELP)]
pub(crate) struct Diff {
    /// The older state. Default: where the work tree parted from the default branch.
    #[arg(value_name = "BASE")]
    base: Option<String>,

    /// The newer state. Default: the work tree as it lies on the disk.
    #[arg(value_name = "HEAD", requires = "base")]
    head: Option<String>,

    /// The folder of the catalog, or one below it.
    #[arg(long, value_name = "DIR", default_value = ".", env = "EVENTBOOK_DIR")]
    dir: PathBuf,

    #[command(flatten)]
    gate: Gate,

    /// How the report is printed: text, json or markdown.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "EVENTBOOK_FORMAT",
          value_parser = diffs::FORMATS.iter().map(|format| format.name).collect::<Vec<_>>())]
    format: String,
}

/// Prints the report and says whether anything in it fails.
pub(crate) fn run(command: &Diff) -> Exit {
    let asked = match (command.base.as_deref(), command.head.as_deref()) {
        (Some(base), Some(head)) => Asked::Between(base, head),
        (Some(base), None) => Asked::Since(base),
        (None, _) => Asked::Branch,
    };
    let states = match states::of(&command.dir, asked, command.gate.today()) {
        Ok(states) => states,
        Err(failure) => return judge::failed(failure),
    };
    let (before, after) = (&states.base.checked.study, &states.head.checked.study);
    let diff = diff::of(before, after, &states.base.name);
    let findings = lint::compare(&diff);
    let report = DiffReport {
        diff: &diff,
        findings: &findings,
        new_findings: states.new_findings(),
        base: end(&states.base),
        head: end(&states.head),
    };
    let format = diffs::find(&command.format).expect("the parser takes only known formats");
    print::result(&(format.print)(&report), command.gate.exit(&findings))
}

fn end(state: &State) -> End<'_> {
    End { name: &state.name, commit: state.commit.as_deref() }
}

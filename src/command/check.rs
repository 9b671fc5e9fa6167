//! `check`: validate and judge a catalog.

use clap::Args;
use eventbook::report::checklist::ChecklistReport;
use eventbook::report::checklists;
use eventbook::report::format::Report;
use eventbook::report::formats;

use crate::command::exit::Exit;
use crate::command::judge::Judge;
use crate::command::print;

/// Validate and judge a catalog.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    judge: Judge,

    /// How the report is printed: text or json, and markdown for `--readiness`.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "EVENTBOOK_FORMAT",
          value_parser = names())]
    format: String,

    /// Print how ready the catalog and each service are, line by line, instead of the findings.
    #[arg(long)]
    readiness: bool,
}

/// The names of all formats, each once.
fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = formats::FORMATS.iter().map(|format| format.name).collect();
    let more = checklists::FORMATS.iter().map(|format| format.name);
    let more: Vec<&str> = more.filter(|name| !names.contains(name)).collect();
    names.extend(more);
    names
}

/// Prints the report and says whether the catalog passes.
pub(crate) fn run(command: &Check) -> Exit {
    let report = if command.readiness { readiness } else { findings };
    report(command)
}

fn findings(command: &Check) -> Exit {
    let Some(format) = formats::find(&command.format) else {
        return unknown(command, "needs `--readiness`");
    };
    let checked = match command.judge.check() {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    let report = Report::of(&checked.study.sources, &checked.judgement).styled(true);
    print::result(&(format.print)(&report), command.judge.exit(checked))
}

fn readiness(command: &Check) -> Exit {
    let Some(format) = checklists::find(&command.format) else {
        return unknown(command, "cannot show `--readiness`");
    };
    let checked = match command.judge.check() {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    let report = ChecklistReport::of(&checked.study, &checked.judgement).styled(true);
    print::result(&(format.print)(&report), command.judge.exit(checked))
}

/// Says that a format and what is to be printed do not go together.
fn unknown(command: &Check, why: &str) -> Exit {
    print::notice(&format!("error: the format `{}` {why}\n", command.format));
    Exit::Failed
}

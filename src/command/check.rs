//! `check`: validate and judge a catalog.

use clap::Args;
use eventbook::report::format::Report;
use eventbook::report::formats;

use crate::command::baseline::BaselineOptions;
use crate::command::exit::Exit;
use crate::command::fix::FixOptions;
use crate::command::judge::Judge;
use crate::command::print;

/// Validate and judge a catalog.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    judge: Judge,

    /// How the report is printed: text or json.
    #[arg(long, value_name = "FORMAT", default_value = "text", env = "EVENTBOOK_FORMAT",
          value_parser = formats::FORMATS.iter().map(|format| format.name).collect::<Vec<_>>())]
    format: String,

    #[command(flatten)]
    baseline: BaselineOptions,

    #[command(flatten)]
    fix: FixOptions,
}

/// Prints the report and says whether the catalog passes.
pub(crate) fn run(command: &Check) -> Exit {
    if command.fix.only_shows() {
        return command.fix.show(&command.judge);
    }
    let checked = match command.fix.check(&command.judge) {
        Ok(checked) => checked,
        Err(exit) => return exit,
    };
    if command.baseline.writes() {
        return command.baseline.write(checked);
    }
    let judgement = match command.baseline.judgement(checked) {
        Ok(judgement) => judgement,
        Err(exit) => return exit,
    };
    let format = formats::find(&command.format).expect("the parser takes only known formats");
    let report = Report::of(&checked.study.sources, judgement).styled(true);
    print::result(&(format.print)(&report), command.judge.gate.exit(&judgement.findings))
}

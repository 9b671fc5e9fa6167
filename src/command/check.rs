//! `check`: validate and judge a catalog.

use clap::Args;
use eventbook::Checked;
use eventbook::finding::Level;
use eventbook::lint::verdict::Judgement;
use eventbook::report::checklist::ChecklistReport;
use eventbook::report::checklists;
use eventbook::report::format::Report;

use crate::command::baseline::BaselineOptions;
use crate::command::exit::Exit;
use crate::command::fix::FixOptions;
use crate::command::judge::Judge;
use crate::command::print;
use crate::command::reports::Reports;

/// Validate and judge a catalog.
#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    judge: Judge,

    #[command(flatten)]
    reports: Reports,

    /// More warnings than this fail, whatever `--fail-on` says.
    #[arg(long, value_name = "NUMBER", env = "EVENTBOOK_MAX_WARNINGS")]
    max_warnings: Option<usize>,

    #[command(flatten)]
    baseline: BaselineOptions,

    #[command(flatten)]
    fix: FixOptions,

    /// Print how ready the catalog and each service are, line by line, instead of the findings.
    #[arg(long, conflicts_with_all = ["output", "quiet"])]
    readiness: bool,
}

/// Tells the report and says whether the catalog passes.
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
    if let Err(exit) = command.baseline.spared(checked, command.reports.files()) {
        return exit;
    }
    let judgement = match command.baseline.judgement(checked) {
        Ok(judgement) => judgement,
        Err(exit) => return exit,
    };
    if command.readiness {
        return readiness(command, checked, judgement);
    }
    let report = Report::of(&checked.study.sources, judgement);
    let exit = limited(command, &report, command.judge.gate.exit(&judgement.findings));
    command.reports.tell(&report, exit)
}

/// The exit where too many warnings fail too.
fn limited(command: &Check, report: &Report<'_>, exit: Exit) -> Exit {
    let too_many = command.max_warnings.is_some_and(|most| report.count(Level::Warn) > most);
    match exit {
        Exit::Clean if too_many => Exit::Findings,
        exit => exit,
    }
}

/// Tells how ready the catalog is, in one of the formats that can.
fn readiness(command: &Check, checked: &Checked, judgement: &Judgement) -> Exit {
    let name = command.reports.format();
    let Some(format) = checklists::find(name) else {
        print::notice(&format!("error: the format `{name}` cannot show `--readiness`\n"));
        return Exit::Failed;
    };
    let report = ChecklistReport::of(&checked.study, judgement).styled(true);
    print::result(&(format.print)(&report), command.judge.gate.exit(&judgement.findings))
}

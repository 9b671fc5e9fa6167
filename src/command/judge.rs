//! What `check`, `build` and `diff` share: where the catalog lies, on which day it is judged, and
//! from which level on findings fail.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use eventbook::document::values::date::Date;
use eventbook::finding::{Finding, Level};
use eventbook::report::format::Report;
use eventbook::report::formats;
use eventbook::{Checked, Failure};

use crate::command::exit::Exit;
use crate::command::print;
use crate::command::profile::ProfileOption;

/// The catalog and how it is judged.
#[derive(Debug, Args)]
pub(crate) struct Judge {
    /// The folder of the catalog, or one below it.
    #[arg(value_name = "DIR", default_value = ".", env = "EVENTBOOK_DIR")]
    pub(crate) dir: PathBuf,

    #[command(flatten)]
    pub(crate) gate: Gate,

    #[command(flatten)]
    pub(crate) profile: ProfileOption,
}

/// On which day a catalog is judged, and what fails.
#[derive(Debug, Args)]
pub(crate) struct Gate {
    /// The level from which on findings fail.
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t, env = "EVENTBOOK_FAIL_ON")]
    pub(crate) fail_on: FailOn,

    /// The same as `--fail-on warn`.
    #[arg(long, conflicts_with = "fail_on")]
    pub(crate) strict: bool,

    /// The day on which allowances are judged: year-month-day. Default: today.
    #[arg(long, value_name = "DATE", env = "EVENTBOOK_TODAY")]
    pub(crate) today: Option<Date>,
}

/// The level from which on findings fail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Only critical findings fail.
    Critical,
    /// Errors fail too.
    #[default]
    Error,
    /// Warnings fail too.
    Warn,
    /// Everything that is found fails.
    Info,
    /// Nothing fails.
    Never,
}

impl Judge {
    /// Reads and judges the catalog; where that cannot be done, says why on stderr.
    ///
    /// What is known is never given back: the program ends soon after, and the system takes all of
    /// it at once, faster than we could piece by piece.
    pub(crate) fn check(&self) -> Result<&'static Checked, Exit> {
        let checked = self.profile.check(&self.dir, self.gate.today()).map_err(failed)?;
        Ok(Box::leak(Box::new(checked)))
    }

    /// The exit code that the findings deserve.
    pub(crate) fn exit(&self, checked: &Checked) -> Exit {
        self.gate.exit(&checked.judgement.findings)
    }
}

impl Gate {
    /// The day on which is judged.
    pub(crate) fn today(&self) -> Date {
        self.today.unwrap_or_else(Date::today)
    }

    /// The exit code that findings deserve.
    pub(crate) fn exit(&self, findings: &[Finding]) -> Exit {
        let fail_on = if self.strict { FailOn::Warn } else { self.fail_on };
        let level = match fail_on {
            FailOn::Critical => Level::Critical,
            FailOn::Error => Level::Error,
            FailOn::Warn => Level::Warn,
            FailOn::Info => Level::Info,
            FailOn::Never => return Exit::Clean,
        };
        let fails = |finding: &Finding| finding.counts() && finding.level >= level;
        if findings.iter().any(fails) { Exit::Findings } else { Exit::Clean }
    }
}

/// Says why a job on a catalog could not be done.
pub(crate) fn failed(failure: Failure) -> Exit {
    failed_on("catalog", failure)
}

/// Says why a job could not be done; `whole` is what the files are that it was about.
pub(crate) fn failed_on(whole: &'static str, failure: Failure) -> Exit {
    match failure {
        Failure::Broken(error) => print::notice(&format!("error: {error}\n")),
        Failure::Settings { sources, findings } => {
            let report = Report::of_findings(whole, &sources, &findings).styled(true);
            print::notice(&(formats::FORMATS[0].print)(&report));
        }
    }
    Exit::Failed
}

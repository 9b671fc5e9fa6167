//! What the exit code says.

use std::process::ExitCode;

/// The exit codes, for the help.
pub(crate) const HELP: &str = "\
Exit codes:
  0  clean
  1  findings at or above the level (--fail-on)
  2  the job could not be done: usage, settings, reading or writing
  3  undecided: neither a proof nor a payload was found (compat)
  101  a bug of eventbook itself";

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done, and nothing counts.
    Clean,
    /// Done, and findings at or above the level count.
    Findings,
    /// The job could not be done.
    Failed,
    /// Done, and the answer is not known.
    Undecided,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Clean => ExitCode::SUCCESS,
            Exit::Findings => ExitCode::from(1),
            Exit::Failed => ExitCode::from(2),
            Exit::Undecided => ExitCode::from(3),
        }
    }
}

//! How much is judged, where that is said on the command line.

use std::path::Path;

use clap::{Args, ValueEnum};
use eventbook::config::Profile;
use eventbook::document::values::date::Date;
use eventbook::{Checked, Failure};

/// The profile of a run.
#[derive(Debug, Args)]
pub(crate) struct ProfileOption {
    /// How much is judged. Default: what `profile` in eventbook.yaml says, or else recommended.
    #[arg(long, value_enum, value_name = "PROFILE", env = "EVENTBOOK_PROFILE")]
    profile: Option<Word>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// Gates, and errors that make a catalog wrong in itself.
    Minimal,
    /// All rules.
    Recommended,
    /// All rules, and a warning for each check that could not be made.
    Strict,
}

impl ProfileOption {
    /// Reads and judges a catalog under the profile.
    pub(crate) fn check(&self, dir: &Path, today: Date) -> Result<Checked, Failure> {
        eventbook::check_as(dir, today, self.profile())
    }

    /// The profile; none where the settings have the word.
    pub(crate) fn profile(&self) -> Option<Profile> {
        self.profile.map(|word| match word {
            Word::Minimal => Profile::Minimal,
            Word::Recommended => Profile::Recommended,
            Word::Strict => Profile::Strict,
        })
    }
}

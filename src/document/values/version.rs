//! Versions: an integer, major.minor or a semantic version, kept as it was written.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// A version. `1`, `1.0` and `1.0.0` are the same version; `1.10` is later than `1.9`.
#[derive(Debug, Clone)]
pub struct Version {
    text: String,
    /// The version in three parts.
    pub semantic: semver::Version,
}

/// The format of [`Version`].
pub const FORMAT: Format =
    Format { name: "version", check: |text| text.parse::<Version>().map(drop) };

text_value!(
    Version,
    FORMAT,
    "A version: an integer, major.minor or a semantic version. `1` means `1.0.0`.",
    ["string", "number"],
    ["1", "2.1", "1.4.0"]
);

impl Version {
    /// Whether this version may break what an earlier one promised: another major version, or below
    /// 1.0 another minor one, as in Cargo's ranges.
    pub fn is_new_major(&self, older: &Version) -> bool {
        self.line() != older.line()
    }

    /// The first version that may break what this one promised, as briefly as it is said: `v2`.
    pub fn next_major(&self) -> String {
        match self.semantic.major {
            0 => format!("v0.{}", self.semantic.minor.saturating_add(1)),
            major => format!("v{}", major.saturating_add(1)),
        }
    }

    /// The range of the versions that keep what this one promised, as briefly as it is said: `^2`.
    pub fn range(&self) -> String {
        match self.line() {
            (0, minor) => format!("^0.{minor}"),
            (major, _) => format!("^{major}"),
        }
    }

    fn line(&self) -> (u64, u64) {
        let semantic = &self.semantic;
        (semantic.major, if semantic.major == 0 { semantic.minor } else { 0 })
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let dots = text.split(['-', '+']).next().unwrap_or(text).matches('.').count();
        let padded = match (dots, text.find(['-', '+'])) {
            (0, None) => format!("{text}.0.0"),
            (1, None) => format!("{text}.0"),
            _ => text.to_owned(),
        };
        let semantic = semver::Version::parse(&padded).map_err(|_| {
            "is not a version; write an integer, major.minor or a semantic version, like `2` or `1.4.0`"
                .to_owned()
        })?;
        Ok(Version { text: text.to_owned(), semantic })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.semantic == other.semantic
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        self.semantic.cmp(&other.semantic)
    }
}

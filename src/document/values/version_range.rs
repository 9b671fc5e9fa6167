//! Ranges of versions that a consumer's code reads, in the syntax of Cargo.

use std::fmt;
use std::str::FromStr;

use crate::document::values::version::Version;
use crate::document::values::{Format, text_value};

/// A range such as `^2` or `>=1, <3`. A bare `2` means `^2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRange {
    text: String,
    range: semver::VersionReq,
}

impl VersionRange {
    /// Whether a version lies in the range. A pre-release does only where the range names one of
    /// the same version, as in Cargo.
    pub fn admits(&self, version: &Version) -> bool {
        self.range.matches(&version.semantic)
    }

    /// Whether there is a version after which none lies in the range: `^2` and `>=1, <3`, not `>=1`.
    pub fn ends(&self) -> bool {
        let last = semver::Version::new(u64::MAX, u64::MAX, u64::MAX);
        !self.range.matches(&last)
    }
}

/// The format of [`VersionRange`].
pub const FORMAT: Format =
    Format { name: "version-range", check: |text| text.parse::<VersionRange>().map(drop) };

text_value!(
    VersionRange,
    FORMAT,
    "The versions that a consumer's code reads, such as `^2` or `>=1, <3`.",
    ["string", "number"],
    ["^2", ">=1, <3"]
);

impl FromStr for VersionRange {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let range = semver::VersionReq::parse(text).map_err(|_| {
            "is not a range of versions; write it like `^2`, `1.4` or `>=1, <3`".to_owned()
        })?;
        Ok(VersionRange { text: text.to_owned(), range })
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_ends_or_goes_on() {
        for (range, ends) in [
            ("^2", true),
            ("1", true),
            (">=1, <3", true),
            ("=1.0", true),
            (">=1", false),
            ("*", false),
        ] {
            assert_eq!(
                range.parse::<VersionRange>().map(|range| range.ends()),
                Ok(ends),
                "{range}"
            );
        }
    }
}

//! Ranges of versions that a consumer's code reads, in the syntax of Cargo.

use std::fmt;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// A range such as `^2` or `>=1, <3`. A bare `2` means `^2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRange {
    text: String,
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
        semver::VersionReq::parse(text).map_err(|_| {
            "is not a range of versions; write it like `^2`, `1.4` or `>=1, <3`".to_owned()
        })?;
        Ok(VersionRange { text: text.to_owned() })
    }
}

impl fmt::Display for VersionRange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

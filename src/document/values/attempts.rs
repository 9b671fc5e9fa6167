//! How often a message is tried: a number that counts the first try, or without end.

use std::fmt;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// A number of tries, the first included, or `unlimited`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempts {
    /// So many tries in all.
    Limited(u32),
    /// It is tried until it succeeds.
    Unlimited,
}

/// The format of [`Attempts`].
pub const FORMAT: Format =
    Format { name: "attempts", check: |text| text.parse::<Attempts>().map(drop) };

text_value!(
    Attempts,
    FORMAT,
    "All tries, the first included, or `unlimited`.",
    ["integer", "string"],
    [4, "unlimited"]
);

impl FromStr for Attempts {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "unlimited" {
            return Ok(Attempts::Unlimited);
        }
        match text.parse() {
            Ok(number) if number > 0 => Ok(Attempts::Limited(number)),
            _ => Err("is not a number of tries; write 1 or more, or `unlimited`".to_owned()),
        }
    }
}

impl fmt::Display for Attempts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Attempts::Limited(number) => number.fmt(formatter),
            Attempts::Unlimited => formatter.write_str("unlimited"),
        }
    }
}

//! Time limits: a duration, or `none` where it is known that there is none.

use std::fmt;
use std::str::FromStr;

use crate::document::values::duration::Duration;
use crate::document::values::{Format, text_value};

/// A duration or `none`.
#[derive(Debug, Clone, PartialEq)]
pub enum TimeLimit {
    /// Known to be missing.
    None,
    /// This long.
    After(Duration),
}

/// The format of [`TimeLimit`].
pub const FORMAT: Format =
    Format { name: "time-limit", check: |text| text.parse::<TimeLimit>().map(drop) };

text_value!(
    TimeLimit,
    FORMAT,
    "A time limit: a duration such as `30s`, or `none` where there is none.",
    "string",
    ["30s", "none"]
);

impl FromStr for TimeLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "none" { Ok(TimeLimit::None) } else { text.parse().map(TimeLimit::After) }
    }
}

impl fmt::Display for TimeLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TimeLimit::None => formatter.write_str("none"),
            TimeLimit::After(duration) => duration.fmt(formatter),
        }
    }
}

//! The last day of an allowance: a date, or never.

use std::fmt;
use std::str::FromStr;

use crate::document::values::date::Date;
use crate::document::values::{Format, text_value};

/// A date or `never`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The last day.
    Day(Date),
    /// It does not end.
    Never,
}

/// The format of [`Until`].
pub const FORMAT: Format = Format { name: "until", check: |text| text.parse::<Until>().map(drop) };

text_value!(
    Until,
    FORMAT,
    "The last day: a date such as `2027-06-30`, or `never`.",
    "string",
    ["2027-06-30", "never"]
);

impl Until {
    /// Whether the last day lies before today.
    pub fn is_past(self, today: Date) -> bool {
        matches!(self, Until::Day(day) if day < today)
    }

    /// How many days are left after today; none where it does not end.
    pub fn days_left(self, today: Date) -> Option<i64> {
        match self {
            Until::Day(day) => Some(today.days_until(day)),
            Until::Never => None,
        }
    }
}

impl FromStr for Until {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "never" => Ok(Until::Never),
            _ => text
                .parse()
                .map(Until::Day)
                .map_err(|reason: String| format!("{reason}, or `never`")),
        }
    }
}

impl fmt::Display for Until {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Until::Day(day) => day.fmt(formatter),
            Until::Never => formatter.write_str("never"),
        }
    }
}

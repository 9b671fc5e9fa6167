//! How long a thing is kept: a duration, or for ever.

use std::fmt;
use std::str::FromStr;

use crate::document::values::duration::Duration;
use crate::document::values::{Format, text_value};

/// A duration or `forever`.
#[derive(Debug, Clone, PartialEq)]
pub enum Retention {
    /// This long.
    For(Duration),
    /// For ever.
    Forever,
}

/// The format of [`Retention`].
pub const FORMAT: Format =
    Format { name: "retention", check: |text| text.parse::<Retention>().map(drop) };

text_value!(
    Retention,
    FORMAT,
    "How long: a duration such as `7d`, or `forever`.",
    "string",
    ["7d", "forever"]
);

impl Retention {
    /// Whether this is at least as long as another.
    pub fn covers(&self, other: &Retention) -> bool {
        self.milliseconds() >= other.milliseconds()
    }

    /// How long, behind a verb: "for 7d", "for ever".
    pub fn words(&self) -> String {
        match self {
            Retention::For(duration) => format!("for {duration}"),
            Retention::Forever => "for ever".to_owned(),
        }
    }

    /// The length in milliseconds, where for ever is the longest there is.
    pub fn milliseconds(&self) -> u64 {
        match self {
            Retention::For(duration) => duration.milliseconds,
            Retention::Forever => u64::MAX,
        }
    }
}

impl FromStr for Retention {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "forever" { Ok(Retention::Forever) } else { text.parse().map(Retention::For) }
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Retention::For(duration) => duration.fmt(formatter),
            Retention::Forever => formatter.write_str("forever"),
        }
    }
}

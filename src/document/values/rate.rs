//! Rates of messages, `40/s`.

use std::fmt;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// A number of messages in a second, minute, hour or day, kept as it was written.
#[derive(Debug, Clone)]
pub struct Rate {
    text: String,
    /// Messages a second.
    pub per_second: f64,
}

/// The format of [`Rate`].
pub const FORMAT: Format = Format { name: "rate", check: |text| text.parse::<Rate>().map(drop) };

text_value!(
    Rate,
    FORMAT,
    "A rate of messages: a number, `/`, and `s`, `m`, `h` or `d`.",
    "string",
    ["40/s", "3/h"]
);

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "is not a rate; write it like `40/s`, `10/m`, `3/h` or `1/d`".to_owned();
        let (number, unit) = text.split_once('/').ok_or_else(wrong)?;
        let seconds = match unit.trim() {
            "s" => 1.0,
            "m" | "min" => 60.0,
            "h" => 3600.0,
            "d" => 86_400.0,
            _ => return Err(wrong()),
        };
        let number: f64 = number.trim().parse().map_err(|_| wrong())?;
        if !number.is_finite() || number < 0.0 {
            return Err(wrong());
        }
        Ok(Rate { text: text.to_owned(), per_second: number / seconds })
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

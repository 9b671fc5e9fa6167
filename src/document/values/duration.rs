//! Durations: `30s`, `5m`, `7d`, `PT30S`, kept as they were written.

use std::fmt;
use std::str::FromStr;

use jiff::{Span, SpanRelativeTo, Unit};

use crate::document::values::{Format, text_value};

/// A length of time. A day is 24 hours and a week 7 days; months and years have no fixed length.
#[derive(Debug, Clone)]
pub struct Duration {
    text: String,
    /// The length in milliseconds.
    pub milliseconds: u64,
}

/// The format of [`Duration`].
pub const FORMAT: Format =
    Format { name: "time-span", check: |text| text.parse::<Duration>().map(drop) };

text_value!(
    Duration,
    FORMAT,
    "A duration: a number and `ms`, `s`, `m`, `h`, `d` or `w`, or ISO 8601 such as `PT30S`.",
    "string",
    ["30s", "5m", "7d", "PT30S"]
);

impl FromStr for Duration {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || "is not a duration; write it like `500ms`, `30s`, `5m`, `7d` or `PT30S`".to_owned();
        let span: Span = text.parse().map_err(|_| wrong())?;
        let total = span.total((Unit::Millisecond, SpanRelativeTo::days_are_24_hours()));
        let total = total.map_err(|_| {
            "has months or years, which have no fixed length; write it in days".to_owned()
        })?;
        // 1e15 ms are 30,000 years; beyond it sums of durations could overflow.
        if !(0.0..1e15).contains(&total) {
            return Err(wrong());
        }
        Ok(Duration { text: text.to_owned(), milliseconds: total as u64 })
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Self) -> bool {
        self.milliseconds == other.milliseconds
    }
}

/// A length of time for a person, exact: "500 ms", "45 s", "5 min", "90 s", "3 h", "7 days".
pub fn words(milliseconds: u64) -> String {
    const UNITS: [(u64, &str); 4] =
        [(86_400_000, "days"), (3_600_000, "h"), (60_000, "min"), (1000, "s")];
    let whole = |(length, _): &&(u64, &str)| milliseconds.is_multiple_of(*length);
    match UNITS.iter().find(whole) {
        _ if milliseconds == 0 => "0 s".to_owned(),
        Some((86_400_000, _)) if milliseconds == 86_400_000 => "1 day".to_owned(),
        Some((length, unit)) => format!("{} {unit}", milliseconds / length),
        None if milliseconds > 1000 => {
            let text = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
            format!("{} s", text.trim_end_matches('0'))
        }
        None => format!("{milliseconds} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_said_in_the_longest_unit_that_is_exact() {
        for (milliseconds, said) in [
            (0, "0 s"),
            (500, "500 ms"),
            (1500, "1.5 s"),
            (45_000, "45 s"),
            (90_000, "90 s"),
            (300_000, "5 min"),
            (86_400_000, "1 day"),
            (604_800_000, "7 days"),
        ] {
            assert_eq!(words(milliseconds), said);
        }
    }

    #[test]
    fn the_usual_spellings_are_read() {
        let milliseconds = |text: &str| text.parse::<Duration>().map(|value| value.milliseconds);
        assert_eq!(milliseconds("500ms"), Ok(500));
        assert_eq!(milliseconds("30s"), Ok(30_000));
        assert_eq!(milliseconds("7d"), Ok(604_800_000));
        assert_eq!(milliseconds("PT30S"), Ok(30_000));
        assert_eq!(milliseconds("2w"), Ok(1_209_600_000));
        assert_eq!(milliseconds("1h 30m"), Ok(5_400_000));
        for text in ["30", "30 parsecs", "", "-5s", "1 year", "1e9d"] {
            assert!(milliseconds(text).is_err(), "{text}");
        }
    }
}

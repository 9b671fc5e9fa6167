//! Calendar dates, `2027-06-30`.

use std::fmt;
use std::str::FromStr;

use jiff::civil;

use crate::document::values::{Format, text_value};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(civil::Date);

/// The format of [`Date`].
pub const FORMAT: Format =
    Format { name: "calendar-date", check: |text| text.parse::<Date>().map(drop) };

text_value!(Date, FORMAT, "A date: year-month-day.", "string", ["2027-06-30"]);

impl Date {
    /// The day that it is now, in UTC, so that a build does not depend on the time zone.
    pub fn today() -> Self {
        Date(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// How many days later another date is; negative where it is earlier.
    pub fn days_until(self, other: Date) -> i64 {
        // Both lie between the years -9999 and 9999, so the days between them are a small number.
        other.0.duration_since(self.0).as_hours() / 24
    }

    /// Whether more than a year of the calendar lies between this day and a later one.
    pub fn is_over_a_year_before(self, later: Date) -> bool {
        // The last days that there are have no day a year later.
        let year = jiff::Span::new().years(1);
        self.0.checked_add(year).is_ok_and(|anniversary| anniversary < later.0)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "is not a date; write it like `2027-06-30`".to_owned();
        // The library takes times and zones too; a date here is only a date.
        if text.len() != 10 {
            return Err(wrong());
        }
        text.parse::<civil::Date>().map(Date).map_err(|_| wrong())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.0)
    }
}

//! Ids: safe as a file name on every system and as a part of a URL.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// The longest id, in characters.
const LONGEST: usize = 128;

/// A document's id, such as `order-service` or `OrderPlaced`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Id(String);

/// The format of [`Id`].
pub const FORMAT: Format = Format { name: "id", check: |text| text.parse::<Id>().map(drop) };

text_value!(
    Id,
    FORMAT,
    "An id: a letter or digit, then letters, digits, `.`, `_` or `-`.",
    "string",
    ["order-service", "OrderPlaced"]
);

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let safe = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if text.is_empty() {
            return Err("is empty".to_owned());
        }
        if let Some(bad) = text.chars().find(|c| !safe(*c)) {
            return Err(format!(
                "holds {bad:?}; an id has only letters, digits, `.`, `_` and `-` (what people read is its `title`)"
            ));
        }
        if !text.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            return Err("must begin with a letter or a digit".to_owned());
        }
        if text.ends_with('.') {
            return Err("must not end with a full stop".to_owned());
        }
        if text.len() > LONGEST {
            return Err(format!("is longer than {LONGEST} characters"));
        }
        if is_device(text) {
            return Err("is the name of a device on Windows and cannot be a folder".to_owned());
        }
        Ok(Id(text.to_owned()))
    }
}

/// Names that Windows keeps for devices, with or without an ending.
fn is_device(text: &str) -> bool {
    let stem = text.split('.').next().unwrap_or(text).to_ascii_lowercase();
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix).is_some_and(|digit| matches!(digit.as_bytes(), [b'0'..=b'9']))
    };
    matches!(stem.as_str(), "con" | "prn" | "aux" | "nul") || numbered("com") || numbered("lpt")
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

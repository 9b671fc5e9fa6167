//! Links to pages outside the catalog. Only schemes that a browser opens as a page or a letter.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use crate::document::values::{Format, text_value};

/// An `http`, `https` or `mailto` address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link(String);

/// The format of [`Link`].
pub const FORMAT: Format = Format { name: "link", check: |text| text.parse::<Link>().map(drop) };

text_value!(
    Link,
    FORMAT,
    "A link: an `https:`, `http:` or `mailto:` address.",
    "string",
    ["https://grafana.example.com/d/orders"]
);

/// Whether an address may stand in a page's `href`.
///
/// Browsers drop white space and control characters inside a scheme, so an address that holds
/// any is refused rather than cleaned.
pub fn is_safe(address: &str) -> bool {
    let clean = !address.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    let lower = address.to_ascii_lowercase();
    let web = ["https://", "http://"].iter().any(|scheme| {
        lower.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    });
    clean && (web || lower.strip_prefix("mailto:").is_some_and(|rest| !rest.is_empty()))
}

impl FromStr for Link {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_safe(text) {
            Ok(Link(text.to_owned()))
        } else {
            Err("is not a link; it must begin with `https://`, `http://` or `mailto:`".to_owned())
        }
    }
}

impl Deref for Link {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Link {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

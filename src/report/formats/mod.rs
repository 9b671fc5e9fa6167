//! The report formats, one file each.

pub mod concise;
pub mod json;
pub mod text;

use crate::report::format::Format;

/// All formats; the first is the default.
pub const FORMATS: &[Format] = &[text::FORMAT, concise::FORMAT, json::FORMAT];

/// The format of this name.
pub fn find(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

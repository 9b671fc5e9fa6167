//! The formats of comparisons, one file each.

pub mod json;
pub mod markdown;
pub mod text;

use crate::report::diff::DiffFormat;

/// All formats; the first is the default.
pub const FORMATS: &[DiffFormat] = &[text::FORMAT, json::FORMAT, markdown::FORMAT];

/// The format of this name.
pub fn find(name: &str) -> Option<&'static DiffFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

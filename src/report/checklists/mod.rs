//! The formats of the readiness checklist, one file each.

pub mod json;
pub mod markdown;
pub mod text;

use crate::report::checklist::ChecklistFormat;

/// All formats; the first is the default.
pub const FORMATS: &[ChecklistFormat] = &[text::FORMAT, json::FORMAT, markdown::FORMAT];

/// The format of this name.
pub fn find(name: &str) -> Option<&'static ChecklistFormat> {
    FORMATS.iter().find(|format| format.name == name)
}

//! What becomes of a file's bytes, wherever they were read: text, bytes of a theme, or a fault.

use crate::source::role::{self, Role};
use crate::source::{LARGEST_FILE, ReadFault, SourceFile};

/// A file of a catalog by the role that its path gives it.
pub(super) fn file(path: String, bytes: Vec<u8>, selected: bool) -> SourceFile {
    match role::of(&path) {
        Some(Role::Asset) => asset(path, bytes),
        _ => text(path, bytes, selected),
    }
}

fn asset(path: String, bytes: Vec<u8>) -> SourceFile {
    match too_large(&bytes) {
        Some(fault) => SourceFile::new(path, String::new(), false, Some(fault)),
        None => SourceFile::of_bytes(path, bytes),
    }
}

/// The fault of a file that has grown since its size was asked.
fn too_large(bytes: &[u8]) -> Option<ReadFault> {
    let bytes = bytes.len() as u64;
    (bytes > LARGEST_FILE).then_some(ReadFault::TooLarge { bytes })
}

/// A file that is text: a document, a schema, a template.
pub(super) fn text(path: String, bytes: Vec<u8>, selected: bool) -> SourceFile {
    if let Some(fault) = too_large(&bytes) {
        return SourceFile::new(path, String::new(), selected, Some(fault));
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let marked = text.starts_with('\u{feff}');
            let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
            SourceFile { marked, ..SourceFile::new(path, text, selected, None) }
        }
        Err(error) => {
            let offset = error.utf8_error().valid_up_to() as u32;
            let bytes = error.into_bytes();
            let utf16 = looks_like_utf16(&bytes);
            // Only the part that is text is kept: it is shown with the finding, never parsed.
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let text = if utf16 { String::new() } else { text };
            let fault = ReadFault::InvalidUtf8 { offset: if utf16 { 0 } else { offset }, utf16 };
            SourceFile::new(path, text, selected, Some(fault))
        }
    }
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF])
}

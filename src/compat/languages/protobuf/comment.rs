//! What the comments of a `.proto` file say of a declaration.

use prost_reflect::FileDescriptor;
use serde_json::{Map, Value, json};

/// Puts the comment above a declaration, or else the one beside it, into its schema.
pub(super) fn describe(schema: &mut Map<String, Value>, file: &FileDescriptor, path: &[i32]) {
    let info = file.file_descriptor_proto().source_code_info.iter();
    let location = info.flat_map(|info| &info.location).find(|location| location.path == path);
    let text = location
        .and_then(|found| found.leading_comments.as_deref().or(found.trailing_comments.as_deref()));
    let lines = text.unwrap_or_default().lines().map(str::trim);
    let text = lines.collect::<Vec<&str>>().join("\n").trim().to_owned();
    if !text.is_empty() {
        schema.insert("description".to_owned(), json!(text));
    }
}

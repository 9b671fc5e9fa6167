//! A payload's schema with all that it refers to: enough to read and compare it without a disk.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use crate::compat::language::Language;

/// A payload's schema that stands alone.
#[derive(Debug, Clone)]
pub struct Contract {
    /// The language that it is written in.
    pub language: &'static Language,
    /// The file that its relative references start from, from the root.
    pub path: String,
    /// The schema, references as written. One that is not JSON is its text, as a JSON string.
    pub schema: Arc<Value>,
    /// Every other file that it reaches, by path from the root; those that are not JSON as text.
    pub files: BTreeMap<String, Arc<Value>>,
    /// The message of a file that declares several.
    pub message: Option<String>,
}

impl Contract {
    /// Whether both say the same in the same words.
    pub fn is_same(&self, other: &Contract) -> bool {
        self.language.name == other.language.name
            && self.schema == other.schema
            && self.message == other.message
            && self.files == other.files
    }
}

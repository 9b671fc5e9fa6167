//! The contract of a document kind: what it is called, what it declares, and its JSON Schema.

use schemars::{Schema, SchemaGenerator};

/// A kind of document.
#[derive(Debug, Clone, Copy)]
pub struct Kind {
    /// The first key of such a document.
    pub name: &'static str,
    /// What it declares, in a sentence.
    pub sentence: &'static str,
    /// Its JSON Schema, from its Rust type.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

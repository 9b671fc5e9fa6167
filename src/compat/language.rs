//! The contract of a schema language: how its schemas are read, and how two of them are compared.

use serde_json::Value;

use crate::compat::answer::{Answer, Direction, Place, Remark};
use crate::compat::contract::Contract;
use crate::compat::policy::Policy;

/// A language that payload schemas are written in.
#[derive(Debug)]
pub struct Language {
    /// The word of settings and reports: `json-schema`.
    pub name: &'static str,
    /// The name that people know: `JSON Schema`.
    pub title: &'static str,
    /// The endings of its files, without the dot. A file with any other is JSON Schema.
    pub endings: &'static [&'static str],
    /// Whether a schema asks for the fields that a message must have. Protocol Buffers do not: a field
    /// that nobody set reads as its zero value, and whether somebody sets it no schema says.
    pub requires: bool,
    /// The schema as JSON Schema, by which its fields are laid out and messages, as JSON, are judged.
    /// It stands alone. A branch of `anyOf` that only spells another one differently has
    /// `x-alternative: true`, and is judged by but not laid out. A fault of no place is shown where
    /// a document names the schema.
    pub as_json_schema: fn(&Contract) -> Result<Value, Fault>,
    /// Whether a reader with the second schema reads everything that a writer with the first writes.
    /// The direction says which of the two is the old one, for the sentences; it changes no answer.
    pub reads: fn(&Contract, &Contract, Policy, Direction) -> Answer,
    /// What else people should know of the change from the first schema to the second.
    pub remarks: fn(&Contract, &Contract) -> Vec<Remark>,
}

/// Why a schema cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub place: Place,
    /// What is wrong, in a sentence without its full stop.
    pub message: String,
}

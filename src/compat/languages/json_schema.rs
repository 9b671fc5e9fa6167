//! JSON Schema, in all drafts from 04 on.
//!
//! The policies are changes to the two documents, so that what is proved and what a validator
//! confirms are the same question: is every value of the one a value of the other?

mod bundle;
mod cause;
mod close;
mod dialect;
mod filled;
mod keyword;
mod open;
mod parts;
mod phrase;
mod places;
mod question;
mod readable;
mod reference;
mod rejected;
mod sentence;
mod shared;
mod written;

use serde_json::Value;

use crate::compat::contract::Contract;
use crate::compat::language::{Fault, Language};

/// The language.
pub(super) const LANGUAGE: Language = Language {
    name: "json-schema",
    title: "JSON Schema",
    endings: &["json", "yaml", "yml"],
    requires: true,
    as_json_schema,
    reads: question::reads,
    remarks: |_, _| Vec::new(),
};

fn as_json_schema(contract: &Contract) -> Result<Value, Fault> {
    Ok((*contract.schema).clone())
}

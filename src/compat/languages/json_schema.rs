//! JSON Schema, in all drafts from 04 on.

use serde_json::Value;

use crate::compat::answer::{Answer, Direction, undecided};
use crate::compat::contract::Contract;
use crate::compat::language::{Fault, Language};
use crate::compat::policy::Policy;

/// The language.
pub(super) const LANGUAGE: Language = Language {
    name: "json-schema",
    title: "JSON Schema",
    endings: &["json", "yaml", "yml"],
    as_json_schema,
    reads,
    remarks: |_, _| Vec::new(),
};

fn as_json_schema(contract: &Contract) -> Result<Value, Fault> {
    Ok((*contract.schema).clone())
}

fn reads(writer: &Contract, reader: &Contract, _: Policy, _: Direction) -> Answer {
    match writer.is_same(reader) {
        true => Answer::Compatible,
        false => undecided("schemas that differ in any way"),
    }
}

//! What is claimed of proofs, held over many schemas: random ones, those of the official suite for
//! JSON Schema, and pairs whose true verdict is known.

mod known;
mod official;
mod properties;
mod random;
mod speed;

use std::collections::BTreeMap;
use std::sync::Arc;

use eventbook::compat::answer::{Answer, Direction};
use eventbook::compat::contract::Contract;
use eventbook::compat::languages::LANGUAGES;
use eventbook::compat::policy::Policy;
use serde_json::Value;

/// A JSON Schema as a contract of its own.
fn contract(schema: &Value) -> Contract {
    Contract {
        language: LANGUAGES[0],
        path: "schema.json".to_owned(),
        schema: Arc::new(schema.clone()),
        files: BTreeMap::new(),
        message: None,
    }
}

/// Whether a reader with the second schema reads all that the first one allows, by the bare words.
fn reads(writer: &Value, reader: &Value) -> Answer {
    let (writer, reader) = (contract(writer), contract(reader));
    (writer.language.reads)(&writer, &reader, Policy::EXACT, Direction::Backward)
}

/// The ordinary validator, made here and not by what is tested.
fn validator(schema: &Value) -> Option<jsonschema::Validator> {
    jsonschema::options().should_validate_formats(false).build(schema).ok()
}

/// A schema that does not say its draft and is none of the newest, as one of the draft before: that is
/// how many pairs at once are read.
fn stated(schema: &Value) -> Value {
    let mut stated = schema.clone();
    if let (None, Some(members)) = (validator(schema), stated.as_object_mut()) {
        let before = "https://json-schema.org/draft/2019-09/schema";
        members.entry("$schema").or_insert_with(|| before.into());
    }
    stated
}

/// Fails where a witness of an answer is not accepted by the writer's schema and rejected by the
/// reader's.
fn expect_confirmed(writer: &Value, reader: &Value, answer: &Answer) {
    let (Some(accepts), Some(rejects)) = (validator(writer), validator(reader)) else {
        panic!("a schema does not compile:\n{writer}\n{reader}");
    };
    for found in answer.breaks() {
        let witness = &found.witness;
        assert!(accepts.is_valid(witness), "{writer}\nrejects its own {witness}");
        assert!(!rejects.is_valid(witness), "{reader}\naccepts {witness}");
    }
}

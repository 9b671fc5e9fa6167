//! Many pairs of schemas, a line of JSON each, answered by a line of JSON each. Its own schema is
//! printed by `eventbook schema compat-pair-output`.

use std::collections::BTreeMap;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::compat;
use crate::compat::answer::Answer;
use crate::compat::contract::Contract;
use crate::compat::languages::LANGUAGES;
use crate::compat::policy::Policy;
use crate::document::schema::payload;
use crate::report::compared::lost;

/// Two schemas of a line.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    id: Value,
    original: Value,
    update: Value,
}

/// The answer to a line.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PairOutput {
    /// The `id` of the line, as it was.
    id: Value,
    /// Whether readers of the update read what was written with the original: `compatible`,
    /// `incompatible` or `undecided`.
    backward: &'static str,
    /// Whether readers of the original read what is written with the update.
    forward: &'static str,
    /// A payload for each direction that is incompatible.
    witness: Witnesses,
    /// What broke or what is in the way, for the first direction that is not compatible.
    reason: Option<String>,
}

/// A payload for each direction that is incompatible.
#[derive(Debug, Serialize, JsonSchema)]
struct Witnesses {
    /// One that the original allows and the update rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    backward: Option<Value>,
    /// One that the update allows and the original rejects.
    #[serde(skip_serializing_if = "Option::is_none")]
    forward: Option<Value>,
}

/// The answer to a line of JSON with `original`, `update` and, at will, an `id`.
///
/// Fails with what is wrong where the line is no such thing.
pub fn answer(line: &[u8], policy: Policy) -> Result<String, String> {
    let Asked { id, original, update } =
        serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let asked = Asked { id, original: payload::stated(original), update: payload::stated(update) };
    let sides = [("original", &asked.original), ("update", &asked.update)];
    for (name, schema) in sides {
        if !schema.is_object() && !schema.is_boolean() {
            return Err(format!("`{name}` is no schema: neither an object nor a boolean"));
        }
    }
    let lost = lost::number(line)
        .map(|number| format!("`{number}` is more than a number of 64 bits keeps"));
    let faults = lost.or_else(|| {
        sides.iter().find_map(|(name, schema)| {
            let fault = payload::fault(schema)?;
            let at = if fault.path.is_empty() { "/".to_owned() } else { fault.path };
            Some(format!("`{name}` is no valid JSON Schema at {at}: {}", fault.message))
        })
    });
    let output = match faults {
        Some(reason) => PairOutput {
            id: asked.id,
            backward: "undecided",
            forward: "undecided",
            witness: Witnesses { backward: None, forward: None },
            reason: Some(reason),
        },
        None => {
            let comparison =
                compat::compare(&contract(asked.original), &contract(asked.update), policy);
            let (backward, forward) = (&comparison.backward, &comparison.forward);
            let witness = |answer: &Answer| answer.breaks().first().map(|it| it.witness.clone());
            PairOutput {
                id: asked.id,
                backward: backward.word(),
                forward: forward.word(),
                witness: Witnesses { backward: witness(backward), forward: witness(forward) },
                reason: reason(backward).or_else(|| reason(forward)),
            }
        }
    };
    Ok(serde_json::to_string(&output).expect("an answer has only text and JSON"))
}

fn reason(answer: &Answer) -> Option<String> {
    match answer {
        Answer::Compatible => None,
        Answer::Incompatible(breaks) => breaks.first().map(|found| found.sentence.clone()),
        Answer::Undecided(obstacle) => Some(obstacle.reason.clone()),
    }
}

fn contract(mut schema: Value) -> Contract {
    // The address of a schema that stands alone is only its own; references to it lead home.
    let address = schema.as_object_mut().and_then(|object| {
        object.shift_remove("$id").or_else(|| object.shift_remove("id").filter(Value::is_string))
    });
    if let Some(address) = address.as_ref().and_then(Value::as_str) {
        localise(&mut schema, address.trim_end_matches('#'));
    }
    Contract {
        language: LANGUAGES[0],
        path: String::new(),
        schema: Arc::new(schema),
        files: BTreeMap::new(),
        message: None,
    }
}

/// Depth is bounded by the parser, so the recursion is.
fn localise(schema: &mut Value, address: &str) {
    match schema {
        Value::Object(object) => {
            for (key, value) in object {
                match value {
                    Value::String(text) if key == "$ref" && !address.is_empty() => {
                        let rest = text.strip_prefix(address).map(str::to_owned);
                        if let Some(rest) = rest.filter(|it| it.is_empty() || it.starts_with('#')) {
                            *text = if rest.is_empty() { "#".to_owned() } else { rest };
                        }
                    }
                    value => localise(value, address),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| localise(item, address)),
        _ => {}
    }
}

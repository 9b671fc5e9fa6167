//! The prover of inclusion: never wrong, whatever two schemas are, and always done.
//!
//! What it answers is held against an ordinary validator, which knows nothing of it.

mod adversarial;
mod causes;
mod drafts;
mod probes;
mod random;
mod schemas;

use eventbook::inclusion::{Escape, Inclusion, Reading, decide};
use jsonschema::{Draft, Validator};
use serde_json::Value;

/// What an ordinary validator makes of a schema. `items` with a list is of draft 7 where none is
/// stated.
fn validator(schema: &Value) -> Validator {
    let draft_7 = || jsonschema::options().with_draft(Draft::Draft7).build(schema);
    jsonschema::validator_for(schema).or_else(|_| draft_7()).expect("a schema of the test")
}

fn answer(old: &Value, new: &Value) -> Inclusion {
    decide(old, new, Reading::default())
}

/// What is wrong with the values of an answer, as the validator sees it.
fn wrong(old: &Value, new: &Value, escapes: &[Escape]) -> Option<String> {
    let (reads_old, reads_new) = (validator(old), validator(new));
    if escapes.is_empty() {
        return Some("a failure that shows no value".to_owned());
    }
    escapes.iter().find_map(|escape| {
        // As a reader gets it: printed and parsed.
        let value: Value = serde_json::from_str(&escape.value.to_string()).ok()?;
        let fault = match (reads_old.is_valid(&value), reads_new.is_valid(&value)) {
            (true, false) => None,
            (false, _) => Some("is not accepted by the old schema"),
            (true, true) => Some("is accepted by the new schema"),
        };
        let keyword = escape.keyword.is_empty() || new.pointer(&escape.keyword).is_some();
        let fault = fault.or((!keyword).then_some("names a keyword that is not there"));
        let fault = fault.or(value.pointer(&escape.at).is_none().then_some("has no such place"));
        fault.map(|fault| format!("{value} {fault}: {escape:?}\nold {old}\nnew {new}"))
    })
}

//! A second opinion on whether one schema takes all that another takes: the validator's own.

use jsonschema::canonical::{self, Containment};
use serde_json::Value;

/// Schemas with more values than this are not asked about.
const LARGEST: usize = 3_000;

/// Whether `wide` takes every value that `narrow` takes, as far as the validator's normal form can
/// prove it. Both documents stand alone; they are read by the draft that each states. Where the
/// answer is no, nothing is proved.
pub fn covers(wide: &Value, narrow: &Value, formats: bool) -> bool {
    if [wide, narrow].iter().any(|schema| size(schema) > LARGEST) {
        return false;
    }
    let read = |schema| {
        canonical::options().offline().should_validate_formats(formats).canonicalize(schema).ok()
    };
    let (Some(wide), Some(narrow)) = (read(wide), read(narrow)) else { return false };
    matches!(wide.covers(&narrow), Ok(Containment::Yes))
}

fn size(schema: &Value) -> usize {
    match schema {
        Value::Object(object) => 1 + object.values().map(size).sum::<usize>(),
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        _ => 1,
    }
}

//! Schemas that are surely valid by the rules of draft 2020-12, seen without the validator.
//!
//! Most schemas use a few keywords in the plainest way. Of any other nothing is said here.

use serde_json::{Map, Value};

/// The draft, as schemas state it; one that states none is read by it too.
const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The words of `type`.
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// Whether a document is surely a valid schema. Where the answer is no, nothing is known.
pub(super) fn is_well_formed(document: &Value) -> bool {
    let states_other = document.get("$schema").is_some_and(|stated| stated != DRAFT);
    !states_other && is_schema(document, true)
}

/// Depth is bounded where documents are read, so the recursion is.
fn is_schema(schema: &Value, is_root: bool) -> bool {
    match schema {
        Value::Bool(_) => true,
        Value::Object(object) => object.iter().all(|(key, value)| match key.as_str() {
            "$schema" => is_root,
            key => is_right(key, value),
        }),
        _ => false,
    }
}

fn is_right(key: &str, value: &Value) -> bool {
    match key {
        "type" => is_type(value),
        "properties" | "$defs" => value.as_object().is_some_and(are_schemas),
        "items" | "additionalProperties" | "not" => is_schema(value, false),
        "allOf" | "anyOf" | "oneOf" => value.as_array().is_some_and(|branches| {
            !branches.is_empty() && branches.iter().all(|branch| is_schema(branch, false))
        }),
        "required" => value.as_array().is_some_and(|names| differ(names)),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            value.is_u64()
        }
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        "multipleOf" => value.as_f64().is_some_and(|number| number > 0.0),
        "enum" | "examples" => value.is_array(),
        // The draft takes any text for a pattern: that it is none is only an annotation.
        "title" | "description" | "$comment" | "format" | "pattern" => value.is_string(),
        "uniqueItems" | "deprecated" | "readOnly" | "writeOnly" => value.is_boolean(),
        "const" | "default" => true,
        key => key.starts_with("x-"),
    }
}

fn are_schemas(schemas: &Map<String, Value>) -> bool {
    schemas.values().all(|schema| is_schema(schema, false))
}

fn is_type(value: &Value) -> bool {
    let is_word = |word: &Value| word.as_str().is_some_and(|word| TYPES.contains(&word));
    match value {
        Value::Array(words) => !words.is_empty() && words.iter().all(is_word) && differ(words),
        word => is_word(word),
    }
}

/// Whether names are texts of which none stands twice. Very many are left to the validator.
fn differ(names: &[Value]) -> bool {
    let earlier = |at: usize| names.get(..at).unwrap_or_default();
    names.len() <= 100
        && names
            .iter()
            .enumerate()
            .all(|(at, name)| name.is_string() && !earlier(at).contains(name))
}

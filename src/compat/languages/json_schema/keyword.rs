//! A pointer into a schema, read as a person would: which keyword it names, of which schema.

use serde_json::{Map, Value};

use crate::pointer;

/// A keyword of a schema.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Keyword<'a> {
    /// The pointer to the schema that states it.
    pub(super) schema: String,
    /// Its name; empty where the schema as a whole is meant, such as `false`.
    pub(super) name: String,
    /// What it says.
    pub(super) value: &'a Value,
    /// The keywords beside it.
    pub(super) beside: Option<&'a Map<String, Value>>,
    /// The next segment of the pointer, where it leads into what is no schema.
    pub(super) inside: Option<String>,
}

/// What a keyword holds.
enum Holds {
    Schema,
    Names,
    List,
    Data,
}

fn holds(keyword: &str) -> Holds {
    match keyword {
        "properties" | "patternProperties" | "dependentSchemas" | "dependencies" | "$defs"
        | "definitions" => Holds::Names,
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Holds::List,
        "items"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else" => Holds::Schema,
        _ => Holds::Data,
    }
}

/// The keyword that a pointer into a document names.
pub(super) fn keyword<'a>(document: &'a Value, pointer: &str) -> Keyword<'a> {
    let segments: Vec<String> = pointer::steps(pointer).collect();
    let (mut at, mut schema) = (String::new(), document);
    let mut rest = segments.as_slice();
    loop {
        let whole = Keyword {
            schema: at.clone(),
            name: String::new(),
            value: schema,
            beside: schema.as_object(),
            inside: None,
        };
        let Some((name, below)) = rest.split_first() else { return whole };
        let Some(value) = schema.get(name) else { return whole };
        let next = below.first();
        let step = match (holds(name), value) {
            (Holds::Names, Value::Object(held)) => {
                next.and_then(|next| Some((held.get(next).filter(|it| !it.is_array())?, 2)))
            }
            (Holds::List | Holds::Schema, Value::Array(held)) => {
                next.and_then(|next| Some((held.get(next.parse::<usize>().ok()?)?, 2)))
            }
            (Holds::Schema, value) if !below.is_empty() => Some((value, 1)),
            _ => None,
        };
        match step {
            Some((inner, taken)) => {
                for segment in &rest[..taken] {
                    pointer::push(&mut at, segment);
                }
                rest = &rest[taken..];
                schema = inner;
            }
            None => {
                let inside = next.cloned();
                return Keyword { name: name.clone(), value, inside, ..whole };
            }
        }
    }
}

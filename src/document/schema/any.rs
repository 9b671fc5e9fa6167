//! One JSON Schema for documents of every kind. An editor knows a file by its name alone, and the
//! files of a catalog may be called as their authors like: so it gets one schema for all of them,
//! which finds the kind by the keys.

use serde_json::{Map, Value, json};

use crate::document::kinds::KINDS;
use crate::document::schema::shape;

/// The schema of a document of any kind: exactly one of the kinds' own schemas holds. Their
/// definitions stand side by side, each under the name of its kind: `event.Consumer`.
pub fn any() -> Value {
    let mut definitions = Map::new();
    for kind in KINDS {
        let mut schema = shape(kind).schema.clone();
        let own = schema.as_object_mut().and_then(|schema| schema.remove("$defs"));
        moved(&mut schema, kind.name);
        if let Some(Value::Object(own)) = own {
            for (name, mut definition) in own {
                moved(&mut definition, kind.name);
                definitions.insert(format!("{}.{name}", kind.name), definition);
            }
        }
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("$schema");
        }
        definitions.insert(kind.name.to_owned(), schema);
    }
    let kinds: Vec<Value> =
        KINDS.iter().map(|kind| json!({ "$ref": format!("#/$defs/{}", kind.name) })).collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A document of an event catalog",
        "type": "object",
        "oneOf": kinds,
        "$defs": definitions,
    })
}

/// Turns the references of a kind's schema to where its definitions stand now.
fn moved(schema: &mut Value, kind: &str) {
    match schema {
        Value::Object(parts) => {
            for (key, part) in parts {
                match part {
                    Value::String(target) if key == "$ref" => {
                        if let Some(name) = target.strip_prefix("#/$defs/") {
                            *target = format!("#/$defs/{kind}.{name}");
                        }
                    }
                    part => moved(part, kind),
                }
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(|part| moved(part, kind)),
        _ => {}
    }
}

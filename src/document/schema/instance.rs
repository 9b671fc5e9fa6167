//! Trees to the JSON that a schema of ours means: a plain scalar is text where text is asked for,
//! so that `version: 1.10` stays `1.10` and `country: NO` stays `NO`.

use serde_json::{Map, Value};

use crate::document::schema::resolve;
use crate::document::tree::{Data, Node};

/// The document as JSON, read with its schema in hand.
pub fn instance(document: &Node, schema: &Value) -> Value {
    value(document, schema, schema)
}

fn value(node: &Node, schema: &Value, root: &Value) -> Value {
    let schema = resolve(root, schema);
    match &node.data {
        Data::Scalar { text, plain: true } if takes(schema, root, "string") && !text.is_empty() => {
            Value::String(text.clone())
        }
        Data::Scalar { .. } => node.json(),
        Data::Sequence(items) => {
            let branch = branch(schema, root, "array");
            let of_items = branch.and_then(|branch| branch.get("items")).unwrap_or(&Value::Null);
            items.iter().map(|item| value(item, of_items, root)).collect()
        }
        Data::Mapping(entries) => {
            let branch = branch(schema, root, "object");
            let of = |key: &str, sub: &str| branch.and_then(|branch| branch.get(key)?.get(sub));
            let rest = branch.and_then(|branch| branch.get("additionalProperties"));
            let object = entries.iter().map(|entry| {
                let of_value = of("properties", &entry.key).or(rest).unwrap_or(&Value::Null);
                (entry.key.clone(), value(&entry.value, of_value, root))
            });
            Value::Object(object.collect::<Map<_, _>>())
        }
    }
}

/// Whether a schema takes a type in any of its branches. One that says nothing takes all, but
/// then the scalar's own meaning decides, so that answers no.
fn takes(schema: &Value, root: &Value, kind: &str) -> bool {
    branch(schema, root, kind).is_some()
}

/// The branch of a schema that takes a type: itself, or one of `anyOf` and `oneOf`.
pub fn branch<'a>(schema: &'a Value, root: &'a Value, kind: &str) -> Option<&'a Value> {
    let schema = resolve(root, schema);
    let own = match schema.get("type") {
        Some(Value::String(name)) => name == kind,
        Some(Value::Array(names)) => names.iter().any(|name| name == kind),
        _ => false,
    };
    if own {
        return Some(schema);
    }
    let branches =
        ["anyOf", "oneOf"].iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
    branches.into_iter().find_map(|inner| branch(inner, root, kind))
}

//! The types that ProtoJSON writes in a way of their own: scalars and the well-known messages.
//!
//! Source: the table of <https://protobuf.dev/programming-guides/json/>.

use prost_reflect::Kind;
use serde_json::{Map, Value, json};

/// A scalar as JSON Schema.
pub(super) fn scalar(kind: &Kind) -> Value {
    match kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            json!({ "type": "integer", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        Kind::Uint32 | Kind::Fixed32 => {
            json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX })
        }
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => json!({
            "type": ["string", "integer"], "format": "int64", "pattern": "^-?[0-9]{1,19}$",
            "minimum": i64::MIN, "maximum": i64::MAX,
        }),
        Kind::Uint64 | Kind::Fixed64 => json!({
            "type": ["string", "integer"], "format": "uint64", "pattern": "^[0-9]{1,20}$",
            "minimum": 0, "maximum": u64::MAX,
        }),
        Kind::Float | Kind::Double => {
            json!({ "type": ["number", "string"], "pattern": "^(NaN|-?Infinity)$" })
        }
        Kind::Bytes => json!({
            "type": "string", "contentEncoding": "base64", "pattern": "^[A-Za-z0-9+/_-]*={0,2}$",
        }),
        // Messages and enums are the caller's.
        Kind::String | Kind::Message(_) | Kind::Enum(_) => json!({ "type": "string" }),
    }
}

/// A well-known message as JSON Schema; none for every other message.
pub(super) fn schema(name: &str) -> Option<Map<String, Value>> {
    let schema = match name.strip_prefix("google.protobuf.")? {
        "Timestamp" => json!({ "type": "string", "format": "date-time" }),
        "Duration" => json!({ "type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,9})?s$" }),
        "FieldMask" => json!({ "type": "string" }),
        "Struct" => json!({ "type": "object" }),
        "ListValue" => json!({ "type": "array" }),
        "Value" => json!({}),
        "Empty" => json!({ "type": "object", "additionalProperties": false }),
        "Any" => json!({
            "type": "object",
            "properties": { "@type": { "type": "string" } },
            "required": ["@type"],
        }),
        wrapper => nullable(scalar(&wrapped(wrapper)?)),
    };
    schema.as_object().cloned()
}

/// Whether ProtoJSON writes a message in a way of its own.
pub(super) fn is_one(name: &str) -> bool {
    schema(name).is_some()
}

fn wrapped(name: &str) -> Option<Kind> {
    Some(match name {
        "DoubleValue" => Kind::Double,
        "FloatValue" => Kind::Float,
        "Int64Value" => Kind::Int64,
        "UInt64Value" => Kind::Uint64,
        "Int32Value" => Kind::Int32,
        "UInt32Value" => Kind::Uint32,
        "BoolValue" => Kind::Bool,
        "StringValue" => Kind::String,
        "BytesValue" => Kind::Bytes,
        _ => return None,
    })
}

/// A wrapper is its value or `null`.
fn nullable(mut schema: Value) -> Value {
    if let Some(kind) = schema.get_mut("type") {
        let mut kinds = match kind.take() {
            Value::Array(kinds) => kinds,
            one => vec![one],
        };
        kinds.push(json!("null"));
        *kind = Value::Array(kinds);
    }
    schema
}

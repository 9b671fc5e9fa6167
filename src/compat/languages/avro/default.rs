//! Whether a field's default is a value of its type, as the table of the specification's section
//! "Complex Types", "Records", has it.

use serde_json::Value;

use crate::compat::languages::avro::parse::Wrong;
use crate::compat::languages::avro::schema::{Id, Kind, Primitive, Schema};

/// Fails at a default that is none.
pub(super) fn check(schema: &Schema) -> Result<(), Wrong> {
    for (_, of) in schema.iter() {
        let Kind::Record(_, fields) = &of.kind else { continue };
        for field in fields {
            let Some(default) = &field.default else { continue };
            if !fits(schema, field.of, default) {
                let pointer = format!("{}/default", field.pointer);
                let of = schema.word(field.of);
                let message = format!("the default of `{}` is no value of {of}", field.name);
                return Err((pointer, message));
            }
        }
    }
    Ok(())
}

/// Whether JSON is a default for a type. It is no deeper than the JSON is.
pub(super) fn fits(schema: &Schema, id: Id, json: &Value) -> bool {
    match &schema.of(id).kind {
        Kind::Primitive(primitive) => match primitive {
            Primitive::Null => json.is_null(),
            Primitive::Boolean => json.is_boolean(),
            Primitive::Int => json.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
            Primitive::Long => json.is_i64(),
            Primitive::Float | Primitive::Double => json.is_number() || is_special(json),
            Primitive::Bytes => json.as_str().is_some_and(is_bytes),
            Primitive::String => json.is_string(),
        },
        Kind::Array(items) => {
            json.as_array().is_some_and(|list| list.iter().all(|item| fits(schema, *items, item)))
        }
        Kind::Map(values) => json
            .as_object()
            .is_some_and(|map| map.values().all(|value| fits(schema, *values, value))),
        // Since 1.12 any branch may have the default; before, the first.
        Kind::Union(branches) => branches.iter().any(|branch| fits(schema, *branch, json)),
        Kind::Record(_, fields) => json.as_object().is_some_and(|object| {
            fields.iter().all(|field| match object.get(&field.name) {
                Some(value) => fits(schema, field.of, value),
                None => field.default.is_some(),
            })
        }),
        Kind::Enum(_, symbols, _) => {
            json.as_str().is_some_and(|text| symbols.iter().any(|symbol| symbol == text))
        }
        Kind::Fixed(_, size) => {
            json.as_str().is_some_and(|text| is_bytes(text) && text.chars().count() == *size)
        }
    }
}

/// Numbers that JSON has no numerals for.
fn is_special(json: &Value) -> bool {
    matches!(json.as_str(), Some("NaN" | "INF" | "-INF" | "Infinity" | "-Infinity"))
}

/// Bytes are text whose characters are the bytes.
fn is_bytes(text: &str) -> bool {
    text.chars().all(|c| u32::from(c) <= 0xFF)
}

//! What a document means by the name of a field: one of the payload, of the envelope, or a header.
//!
//! A bare name is looked for in the payload, then in the envelope. `payload.x`, `envelope.x` and
//! `header.x` say which is meant.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::Envelope;
use crate::catalog::field::{self, Field};
use crate::catalog::payload::Payload;
use crate::document::kinds::envelope::FIELDS;
use crate::finding::is_slip;

/// What a name means in the messages of one version of an event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Meaning<'a> {
    /// A field of the payload.
    Payload(&'a Field),
    /// A field of the envelope.
    Envelope,
    /// A header beside the message: nothing in a catalog says which there are.
    Header,
    /// A bare name that both the payload and the envelope have.
    Both(&'a Field),
    /// Neither has it, and all fields are known by name.
    Absent,
    /// It cannot be told: the payload's fields are not stated, or not all of them by name.
    Unknown,
}

/// What `name` means, where messages have this payload and this envelope. Without an envelope the
/// fields around the payload are those that every catalog has.
pub fn meaning<'a>(
    payload: Option<&'a Payload>,
    envelope: Option<&'a Envelope>,
    name: &str,
) -> Meaning<'a> {
    match name.split_once('.') {
        Some(("payload", path)) => in_payload(payload, path),
        Some(("envelope", path)) => in_envelope(envelope, path),
        Some(("header", _)) => Meaning::Header,
        _ => {
            let field = payload.and_then(|payload| named(payload, name));
            match (field, in_envelope(envelope, name)) {
                (Some(field), Meaning::Envelope) => Meaning::Both(field),
                (Some(field), _) => Meaning::Payload(field),
                (None, Meaning::Envelope) => Meaning::Envelope,
                (None, Meaning::Absent) => in_payload(payload, name),
                // An envelope may carry more than its document says, but hardly what a field of the
                // payload is called but for a slip.
                (None, unknown) => match in_payload(payload, name) {
                    Meaning::Absent if payload.is_some_and(|one| is_slip_of(&one.fields, name)) => {
                        Meaning::Absent
                    }
                    _ => unknown,
                },
            }
        }
    }
}

/// Whether every message has the field at this path: it and all that it lies in are required, and
/// none may be null.
pub fn is_certain(payload: &Payload, path: &str) -> bool {
    let ends = path.match_indices(['.', '[']).map(|(at, _)| at).chain([path.len()]);
    let mut steps = ends.filter_map(|end| field::find(&payload.fields, &path[..end]));
    !path.contains("[]") && steps.all(|field| field.required && !field.is_nullable())
}

/// What a path means in the payload alone.
pub fn in_payload<'a>(payload: Option<&'a Payload>, path: &str) -> Meaning<'a> {
    let Some(payload) = payload else { return Meaning::Unknown };
    match named(payload, path) {
        Some(field) => Meaning::Payload(field),
        None if payload.fields.is_empty() || !is_plain(payload, &payload.schema, path) => {
            Meaning::Unknown
        }
        None => Meaning::Absent,
    }
}

/// The field at a path, under the names of its layout or under others that the schema has for them.
fn named<'a>(payload: &'a Payload, path: &str) -> Option<&'a Field> {
    let found = field::find(&payload.fields, path);
    if found.is_some() || !has_other_names(payload) {
        return found;
    }
    let mut others = BTreeMap::new();
    other_names(&payload.schema, &mut others);
    let steps = path.split('.').map(|step| {
        let name = step.trim_end_matches("[]");
        let known = others.get(name).copied().unwrap_or(name);
        format!("{known}{}", &step[name.len()..])
    });
    let path: Vec<String> = steps.collect();
    (!others.is_empty()).then(|| field::find(&payload.fields, &path.join("."))).flatten()
}

/// Whether fields may have names that the layout does not show. In JSON Schema each has one, and most
/// schemas are JSON Schema.
fn has_other_names(payload: &Payload) -> bool {
    payload.contract.language.name != "json-schema"
}

/// The other names of fields, each with the one that the layout has for it.
fn other_names<'a>(schema: &'a Value, found: &mut BTreeMap<&'a str, &'a str>) {
    match schema {
        Value::Object(parts) => {
            let patterns = parts.get("patternProperties").and_then(Value::as_object);
            found.extend(patterns.into_iter().flatten().filter_map(other_name));
            parts.values().for_each(|part| other_names(part, found));
        }
        Value::Array(items) => items.iter().for_each(|item| other_names(item, found)),
        _ => {}
    }
}

/// A pattern that is a name alone and leads to a field that is laid out under another. So do the names
/// of a file of Protocol Buffers, which are other ones in JSON.
fn other_name<'a>((pattern, value): (&'a String, &'a Value)) -> Option<(&'a str, &'a str)> {
    let name = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let is_name = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let (_, same) = value.get("$ref")?.as_str()?.rsplit_once("/properties/")?;
    is_name.then_some((name, same))
}

fn is_slip_of(fields: &[Field], name: &str) -> bool {
    field::all(fields).any(|field| is_slip(name, &field.path))
}

fn in_envelope<'a>(envelope: Option<&'a Envelope>, path: &str) -> Meaning<'a> {
    let name = |field: &str| {
        let mapped = envelope.map_or(field, |envelope| envelope.stated.name(field));
        field == path || mapped == path
    };
    let there = |field: &str| envelope.is_none_or(|one| one.stated.lacks(field).is_none());
    if FIELDS.into_iter().any(|field| name(field) && there(field)) {
        return Meaning::Envelope;
    }
    match envelope.and_then(|envelope| envelope.schema.as_ref()) {
        Some(schema) => match in_payload(Some(schema), path) {
            Meaning::Payload(_) => Meaning::Envelope,
            other => other,
        },
        // One that is stated without a schema may carry more than its mapping names.
        None if envelope.is_some() => Meaning::Unknown,
        None => Meaning::Absent,
    }
}

/// Whether the schema lays out by name all fields that the object at a path's end can have.
fn is_plain(payload: &Payload, schema: &Value, path: &str) -> bool {
    let nested = path.contains('.');
    match schema {
        Value::Object(parts) => {
            // Names that are only other ones of fields are no part of their own.
            let mut own = parts.iter().filter(|(key, value)| {
                let patterns = value.as_object().filter(|_| *key == "patternProperties");
                let is_other = |one| other_name(one).is_some();
                !has_other_names(payload) || patterns.is_none_or(|all| !all.iter().all(is_other))
            });
            own.all(|(key, part)| {
                !HIDING.contains(&key.as_str()) && (!nested || is_plain(payload, part, path))
            })
        }
        Value::Array(items) => !nested || items.iter().all(|item| is_plain(payload, item, path)),
        _ => true,
    }
}

/// The keywords behind which an object may have fields that the layout does not show.
const HIDING: [&str; 7] =
    ["oneOf", "anyOf", "if", "patternProperties", "dependentSchemas", "$ref", "$dynamicRef"];

//! What a document means by the name of a field: one of the payload, of the envelope, or a header.
//!
//! A bare name is looked for in the payload, then in the envelope. `payload.x`, `envelope.x` and
//! `header.x` say which is meant.

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
            let field = payload.and_then(|payload| field::find(&payload.fields, name));
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
    match field::find(&payload.fields, path) {
        Some(field) => Meaning::Payload(field),
        None if payload.fields.is_empty() || !is_plain(&payload.schema, path) => Meaning::Unknown,
        None => Meaning::Absent,
    }
}

fn is_slip_of(fields: &[Field], name: &str) -> bool {
    fields.iter().any(|field| is_slip(name, &field.path) || is_slip_of(&field.children, name))
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
fn is_plain(schema: &Value, path: &str) -> bool {
    let nested = path.contains('.');
    match schema {
        Value::Object(parts) => {
            let hides = parts.keys().any(|key| HIDING.contains(&key.as_str()));
            !hides && (!nested || parts.values().all(|part| is_plain(part, path)))
        }
        Value::Array(items) => !nested || items.iter().all(|item| is_plain(item, path)),
        _ => true,
    }
}

/// The keywords behind which an object may have fields that the layout does not show.
const HIDING: [&str; 7] =
    ["oneOf", "anyOf", "if", "patternProperties", "dependentSchemas", "$ref", "$dynamicRef"];

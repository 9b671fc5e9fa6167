//! A value for a schema that stands alone, to complete a payload with.
//!
//! Events have many fields of few kinds, so what was found for a kind is kept for the thread. What
//! is found follows from the schema alone, and nothing shows what was kept.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::compat::languages::json_schema::bundle::alone;
use crate::compat::languages::json_schema::close::closed;
use crate::compat::languages::json_schema::readable::texts;
use crate::compat::languages::json_schema::shared::{is_plain_array, is_plain_object};
use crate::compat::policy::{Formats, Policy, Writer};
use crate::document::schema::payload;
use crate::inclusion::{self, Reading};

/// So many schemas are kept for a thread, of each draft and policy.
const MOST_KEPT: usize = 1_000;

/// Arrays of more items are not put together.
const LONGEST: u64 = 20;

/// Under what a value is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    /// The `$schema` that the schema is read by; empty where none is stated.
    pub(super) draft: &'a str,
    /// What a writer writes.
    pub(super) policy: Policy,
}

/// What was found for schemas, by what they were read by.
type Kept = BTreeMap<(String, bool, bool), HashMap<Value, Option<Value>>>;

thread_local! {
    static KEPT: RefCell<Kept> = const { RefCell::new(BTreeMap::new()) };
}

/// A value that a writer with this schema may write, as an ordinary validator confirms; none where
/// none was found.
pub(super) fn value(schema: &Value, asked: &Asked<'_>) -> Option<Value> {
    if let Some(object) = schema.as_object() {
        let of = |name: &str| object.get("type").and_then(Value::as_str) == Some(name);
        if of("object") && is_plain_object(object) && !counts_fields(object) {
            return put_together(object, asked);
        }
        if of("array") && is_plain_array(object) {
            let least = object.get("minItems").map_or(Some(0), Value::as_u64)?;
            let most = object.get("maxItems").map_or(Some(least), Value::as_u64)?;
            let count = (least <= most && least <= LONGEST).then_some(least)?;
            let items = object.get("items")?;
            return (0..count)
                .map(|_| value(items, asked))
                .collect::<Option<_>>()
                .map(Value::Array);
        }
    }
    let Policy { writer, formats, .. } = asked.policy;
    let by = (asked.draft.to_owned(), writer == Writer::DeclaredOnly, formats == Formats::Assert);
    KEPT.with_borrow_mut(|kept| {
        let kept = kept.entry(by).or_default();
        if let Some(found) = kept.get(schema) {
            return found.clone();
        }
        let found = found(schema, asked);
        if kept.len() < MOST_KEPT {
            kept.insert(schema.clone(), found.clone());
        }
        found
    })
}

/// Whether it matters how many fields an object has, or which others.
fn counts_fields(schema: &Map<String, Value>) -> bool {
    ["minProperties", "maxProperties", "dependentRequired"]
        .iter()
        .any(|key| schema.contains_key(*key))
}

/// An object with the fields that are required.
fn put_together(schema: &Map<String, Value>, asked: &Asked<'_>) -> Option<Value> {
    let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    let field = |name: &Value| {
        let name = name.as_str()?;
        let field = schema.get("properties")?.get(name)?;
        Some((name.to_owned(), value(field, asked)?))
    };
    required.map(field).collect::<Option<Map<String, Value>>>().map(Value::Object)
}

/// A value that was proved to be one, and that the validator takes.
fn found(schema: &Value, asked: &Asked<'_>) -> Option<Value> {
    let mut schema = schema.as_object()?.clone();
    let shown = texts(schema.get("examples"), schema.get("format"));
    if !asked.draft.is_empty() {
        schema.insert("$schema".to_owned(), Value::String(asked.draft.to_owned()));
    }
    let mut bundle = alone(Arc::new(Value::Object(schema)));
    if asked.policy.writer == Writer::DeclaredOnly {
        bundle = closed(bundle)?;
    }
    let formats = asked.policy.formats == Formats::Assert;
    let found = inclusion::value(&bundle.document, Reading { formats })?;
    let validator = payload::standing(&bundle.document, formats).ok()?;
    if found == "" {
        let mut shown = shown.into_iter().map(Value::String);
        if let Some(readable) = shown.find(|text| validator.accepts(text)) {
            return Some(readable);
        }
    }
    validator.accepts(&found).then_some(found)
}

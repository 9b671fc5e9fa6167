//! What two schemas say in the same words of the same field, taken out of both.
//!
//! Where both ask the same of a field, and nothing else in either asks anything of what is inside,
//! that field decides nothing: a payload that the writer may write satisfies it by both. So the
//! question is asked of what is left, which is little where a schema was only edited. An inclusion
//! of what is left is one of the whole. A payload that breaks what is left breaks the whole once
//! these fields hold a value as asked, which is put there.
//!
//! Only plain schemas of objects and arrays are gone into, from the root by `properties` and
//! `items`: in them each keyword speaks of one part alone.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::filled::{Asked, value};
use crate::compat::languages::json_schema::open::concerns;
use crate::compat::policy::Policy;
use crate::inclusion::Escape;

/// Two documents that share fields.
#[derive(Debug)]
pub(super) struct Shared {
    writer: Arc<Value>,
    reader: Arc<Value>,
    policy: Policy,
}

/// Both documents without what they share, and what that is; none where nothing can be taken out.
pub(super) fn apart(
    writer: &Bundle,
    reader: &Bundle,
    policy: Policy,
) -> Option<(Bundle, Bundle, Shared)> {
    let stand_alone = writer.embedded.is_empty() && reader.embedded.is_empty();
    let same_draft = writer.document.get("$schema") == reader.document.get("$schema");
    let (old, new) = (&writer.document, &reader.document);
    if !stand_alone || !same_draft || looks_inside(old, true) || looks_inside(new, true) {
        return None;
    }
    let shared = Shared { writer: Arc::clone(old), reader: Arc::clone(new), policy };
    let (old, new) = shared.without(old, new)?;
    Some((writer.replaced(Arc::new(old)), reader.replaced(Arc::new(new)), shared))
}

impl Shared {
    /// The payload with a value as asked in each field that was taken out, where it has the field;
    /// none where no such value is known.
    pub(super) fn completed(&self, mut escape: Escape) -> Option<Escape> {
        self.fill(&mut escape.value, &self.writer, &self.reader)?;
        Some(escape)
    }

    /// Two schemas of the same place without what they share; none where nothing can be taken out.
    fn without(&self, old: &Value, new: &Value) -> Option<(Value, Value)> {
        let (old, new) = (old.as_object()?, new.as_object()?);
        if is_plain_array(old) && is_plain_array(new) {
            let (items, others) = self.without(old.get("items")?, new.get("items")?)?;
            return Some((with(old, "items", items), with(new, "items", others)));
        }
        let (fields, others) = fields(old, new)?;
        let mut kept: Vec<(&String, Value)> = Vec::with_capacity(others.len());
        let mut changed: Map<String, Value> = Map::with_capacity(fields.len());
        let mut any = false;
        for (name, schema) in others {
            let left = fields.get(name).and_then(|field| match self.is_shared(field, schema) {
                true => Some((anything(), anything())),
                false => self.without(field, schema),
            });
            any |= left.is_some();
            match left {
                Some((field, schema)) => {
                    changed.insert(name.clone(), field);
                    kept.push((name, schema));
                }
                None => kept.push((name, schema.clone())),
            }
        }
        if !any {
            return None;
        }
        let own = fields.iter().map(|(name, field)| {
            let left = changed.get_mut(name).map(Value::take);
            (name.clone(), left.unwrap_or_else(|| field.clone()))
        });
        let own = Value::Object(own.collect());
        let others = kept.into_iter().map(|(name, schema)| (name.clone(), schema));
        let others = Value::Object(others.collect());
        Some((with(old, "properties", own), with(new, "properties", others)))
    }

    fn fill(&self, payload: &mut Value, old: &Value, new: &Value) -> Option<()> {
        let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return Some(()) };
        match payload {
            Value::Array(items) if is_plain_array(old) && is_plain_array(new) => {
                let (Some(old), Some(new)) = (old.get("items"), new.get("items")) else {
                    return Some(());
                };
                items.iter_mut().try_for_each(|item| self.fill(item, old, new))
            }
            Value::Object(members) => {
                let Some((fields, others)) = fields(old, new) else { return Some(()) };
                for (name, member) in members {
                    let (Some(field), Some(schema)) = (fields.get(name), others.get(name)) else {
                        continue;
                    };
                    match self.is_shared(field, schema) {
                        true => *member = self.value(field)?,
                        false => self.fill(member, field, schema)?,
                    }
                }
                Some(())
            }
            _ => Some(()),
        }
    }

    fn value(&self, schema: &Value) -> Option<Value> {
        let draft = self.writer.get("$schema").and_then(Value::as_str).unwrap_or_default();
        value(schema, &Asked { draft, policy: self.policy })
    }

    /// Whether two schemas of a field are the same and mean the same, whoever reads by them.
    fn is_shared(&self, old: &Value, new: &Value) -> bool {
        let says_much = old.as_object().is_some_and(|object| !object.is_empty());
        says_much && old == new && !refers(old) && !concerns(old, self.policy)
    }
}

fn anything() -> Value {
    Value::Object(Map::new())
}

/// A schema with another value of a keyword.
fn with(schema: &Map<String, Value>, keyword: &str, value: Value) -> Value {
    let others = schema.iter().filter(|(key, _)| *key != keyword);
    let mut changed: Map<String, Value> =
        others.map(|(key, value)| (key.clone(), value.clone())).collect();
    changed.insert(keyword.to_owned(), value);
    Value::Object(changed)
}

/// The fields of two schemas that are plain.
fn fields<'v>(
    old: &'v Map<String, Value>,
    new: &'v Map<String, Value>,
) -> Option<(&'v Map<String, Value>, &'v Map<String, Value>)> {
    let plain = is_plain_object(old) && is_plain_object(new);
    let fields = |schema: &'v Map<String, Value>| schema.get("properties")?.as_object();
    fields(old).zip(fields(new)).filter(|_| plain)
}

/// Whether a schema asks of the fields of an object only by their names, each alone.
pub(super) fn is_plain_object(schema: &Map<String, Value>) -> bool {
    schema.keys().all(|key| match key.as_str() {
        "required"
        | "properties"
        | "additionalProperties"
        | "minProperties"
        | "maxProperties"
        | "dependentRequired" => true,
        key => is_plain(key),
    })
}

/// Whether a schema asks the same of each item of an array, and of their count.
pub(super) fn is_plain_array(schema: &Map<String, Value>) -> bool {
    let items = schema.get("items").is_some_and(Value::is_object);
    items
        && schema
            .keys()
            .all(|key| matches!(key.as_str(), "items" | "minItems" | "maxItems") || is_plain(key))
}

/// Whether a keyword stands beside those of objects and arrays without asking anything of parts.
fn is_plain(key: &str) -> bool {
    matches!(
        key,
        "type"
            | "$schema"
            | "$id"
            | "$defs"
            | "definitions"
            | "$comment"
            | "title"
            | "description"
            | "default"
            | "examples"
            | "deprecated"
            | "readOnly"
            | "writeOnly"
    ) || (key.starts_with("x-") && key != "x-open-enum")
}

/// Whether a reference of a document may lead into what is taken out: to anything but definitions.
fn looks_inside(schema: &Value, is_root: bool) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match (key.as_str(), value) {
            ("$ref", Value::String(to)) => {
                !to.starts_with("#/$defs/") && !to.starts_with("#/definitions/")
            }
            ("$id" | "id", Value::String(_)) => !is_root,
            (_, Value::String(_)) => is_moving(key),
            ("const" | "enum" | "default" | "examples" | "example", _) => false,
            (_, value) => looks_inside(value, false),
        }),
        Value::Array(items) => items.iter().any(|item| looks_inside(item, false)),
        _ => false,
    }
}

/// Whether what a schema means depends on where it stands.
fn refers(schema: &Value) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match value {
            Value::String(_) => matches!(key.as_str(), "$ref" | "$schema") || is_moving(key),
            value => refers(value),
        }),
        Value::Array(items) => items.iter().any(refers),
        _ => false,
    }
}

fn is_moving(key: &str) -> bool {
    matches!(key, "$recursiveRef" | "$dynamicRef" | "$anchor" | "$dynamicAnchor")
}

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

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::dialect::Dialect;
use crate::compat::languages::json_schema::filled::{Asked, value};
use crate::compat::languages::json_schema::open::concerns;
use crate::compat::policy::{Policy, Writer};
use crate::inclusion::Escape;

/// Two documents that share fields.
#[derive(Debug)]
pub(super) struct Shared {
    writer: Arc<Value>,
    reader: Arc<Value>,
    policy: Policy,
}

/// Two documents whose fields can be told apart; none where references may lead anywhere in them.
pub(super) fn shared(writer: &Bundle, reader: &Bundle, policy: Policy) -> Option<Shared> {
    let stand_alone = writer.embedded.is_empty() && reader.embedded.is_empty();
    let same_draft = writer.document.get("$schema") == reader.document.get("$schema");
    let (old, new) = (&writer.document, &reader.document);
    if !stand_alone || !same_draft || looks_inside(old, true) || looks_inside(new, true) {
        return None;
    }
    Some(Shared { writer: Arc::clone(old), reader: Arc::clone(new), policy })
}

impl Shared {
    /// Both documents without what they share; none where nothing can be taken out.
    pub(super) fn apart(&self, writer: &Bundle, reader: &Bundle) -> Option<(Bundle, Bundle)> {
        let (old, new) = self.without(&self.writer, &self.reader)?;
        Some((writer.replaced(Arc::new(old)), reader.replaced(Arc::new(new))))
    }

    /// The payload with a value as asked in each field that was taken out, where it has the field;
    /// none where no such value is known.
    pub(super) fn completed(&self, mut escape: Escape) -> Option<Escape> {
        self.fill(&mut escape.value, &self.writer, &self.reader)?;
        Some(escape)
    }

    /// Whether all that the reader asks is said by the writer in the same words, or asked of fields
    /// that the writer never writes. So it is with fields that were added to an event.
    pub(super) fn is_all(&self) -> bool {
        let is_known = |otherwise| Dialect::of(&self.reader, otherwise);
        let unstated = self.reader.get("$schema").is_none();
        (unstated || is_known(Dialect::Draft4) == is_known(Dialect::Draft2020))
            && self.includes(&self.writer, &self.reader)
    }

    fn includes(&self, old: &Value, new: &Value) -> bool {
        let (Some(old), Some(new)) = (old.as_object(), new.as_object()) else { return false };
        let counts = ["type", "minItems", "maxItems", "minProperties", "maxProperties"];
        let same = counts.iter().chain(&["dependentRequired"]);
        let mut same = same.filter_map(|key| new.get_key_value(*key));
        if !same.all(|(key, said)| old.get(key) == Some(said)) {
            return false;
        }
        if is_plain_array(old) && is_plain_array(new) {
            let items = old.get("items").zip(new.get("items"));
            return items
                .is_some_and(|(old, new)| self.is_shared(old, new) || self.includes(old, new));
        }
        let Some((fields, others)) = fields(old, new) else { return false };
        let names = |schema: &Map<String, Value>| schema.get("required").cloned();
        if new.contains_key("additionalProperties") || names(old) != names(new) {
            return false;
        }
        others.iter().all(|(name, schema)| match fields.get(name) {
            Some(field) => self.is_shared(field, schema) || self.includes(field, schema),
            None => self.never_writes(old, name),
        })
    }

    /// Whether the writer's schema of an object leaves out a field, so that it is never written.
    fn never_writes(&self, schema: &Map<String, Value>, name: &str) -> bool {
        let declares = schema.get("properties").and_then(Value::as_object);
        let asks = ["required", "dependentRequired"].iter().filter_map(|key| schema.get(*key));
        let names = |asked: &Value| match asked {
            Value::Array(names) => names.iter().any(|it| it.as_str() == Some(name)),
            _ => true,
        };
        self.policy.writer == Writer::DeclaredOnly
            && !schema.contains_key("additionalProperties")
            && declares.is_some_and(|fields| !fields.is_empty() && !fields.contains_key(name))
            && !asks.into_iter().any(names)
    }

    /// Two schemas of the same place without what they share; none where nothing can be taken out.
    fn without(&self, old: &Value, new: &Value) -> Option<(Value, Value)> {
        let (old, new) = (old.as_object()?, new.as_object()?);
        if is_plain_array(old) && is_plain_array(new) {
            let (items, others) = self.without(old.get("items")?, new.get("items")?)?;
            return Some((with(old, "items", items), with(new, "items", others)));
        }
        let (fields, others) = fields(old, new)?;
        // A field need not even be declared where nothing is asked of those that are not.
        let open = self.policy.writer == Writer::Anything
            && [old, new].iter().all(|schema| !schema.contains_key("additionalProperties"));
        let mut dropped: Vec<&str> = Vec::new();
        let mut kept: Vec<(&String, Value)> = Vec::with_capacity(others.len());
        let mut changed: Map<String, Value> = Map::with_capacity(fields.len());
        let mut any = false;
        for (name, schema) in others {
            let field = fields.get(name);
            let shared = field.is_some_and(|field| self.is_shared(field, schema));
            if shared && open {
                dropped.push(name);
                continue;
            }
            let left = field.and_then(|field| match shared {
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
        if !any && dropped.is_empty() {
            return None;
        }
        let dropped: HashSet<&str> = dropped.into_iter().collect();
        let own = fields.iter().filter(|(name, _)| !dropped.contains(name.as_str()));
        let own = own.map(|(name, field)| {
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

/// A schema with another value of a keyword, which keeps its place among the others.
fn with(schema: &Map<String, Value>, keyword: &str, value: Value) -> Value {
    let mut value = Some(value);
    let changed = schema.iter().map(|(key, said)| {
        let other = if key == keyword { value.take() } else { None };
        (key.clone(), other.unwrap_or_else(|| said.clone()))
    });
    Value::Object(changed.collect())
}

/// The schemas of fields by their names.
type Fields<'v> = &'v Map<String, Value>;

/// The fields of two schemas that are plain.
fn fields<'v>(
    old: &'v Map<String, Value>,
    new: &'v Map<String, Value>,
) -> Option<(Fields<'v>, Fields<'v>)> {
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

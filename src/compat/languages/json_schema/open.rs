//! What a consumer does that its schema does not say, as changes to its schema.
//!
//! `reader: ignores-unknown`: a field that the schema declares nowhere at its place never rejects,
//! so `additionalProperties: false` and `unevaluatedProperties: false` reject only what is declared
//! there by another branch. So the branches of a `oneOf` that tell themselves apart by their fields
//! still do: a consumer picks the one that it picked before the unknown field came.
//!
//! `x-open-enum: true` beside an `enum`: the consumer has an answer for values that it does not
//! know, of the same type. `defaults: applied-by-reader`: a required field that has a default is
//! filled before it is missed.
//!
//! What stands below `not` and `if` is left as it is: there, to accept more would be to reject more.
//! Every change is made in place, so a pointer leads to the same keyword before and after it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value};

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::parts::{NodeId, Nodes};
use crate::compat::languages::json_schema::places::{Place, Places, places};
use crate::compat::policy::{Defaults, Policy, Reader, Writer};

/// What is changed in one schema.
#[derive(Debug, Default)]
struct Change {
    /// It rejects no other fields than these, which are declared beside it.
    foreign: Option<Vec<String>>,
    /// It takes other values than its `enum` lists.
    opens_enum: bool,
    /// These are filled, and not missed.
    filled: Vec<String>,
}

/// The document as a consumer with this policy reads by it; none where it is too large to tell.
pub(super) fn opened(bundle: Bundle, policy: Policy) -> Option<Bundle> {
    if !concerns(&bundle.document, policy) {
        return Some(bundle);
    }
    let changes = {
        let mut places = places(&bundle)?;
        changes(&mut places, policy)
    };
    if changes.is_empty() {
        return Some(bundle);
    }
    let mut document = (*bundle.document).clone();
    for (pointer, change) in changes {
        if let Some(schema) = document.pointer_mut(&pointer).and_then(Value::as_object_mut) {
            change.apply(schema, bundle.dialect.nothing());
        }
    }
    Some(bundle.with(Arc::new(document)))
}

/// Whether enums that say that they are open are.
fn opens_enums(policy: Policy) -> bool {
    let exact = policy.writer == Writer::Anything
        && policy.reader == Reader::Strict
        && policy.defaults == Defaults::Annotation;
    !exact
}

/// Whether a document has a keyword that the policy reads otherwise.
pub(super) fn concerns(schema: &Value, policy: Policy) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| {
            let changes = match key.as_str() {
                "additionalProperties" | "unevaluatedProperties" => {
                    policy.reader == Reader::IgnoresUnknown && *value == Value::Bool(false)
                }
                "x-open-enum" => opens_enums(policy) && *value == Value::Bool(true),
                "default" => policy.defaults == Defaults::AppliedByReader,
                _ => false,
            };
            changes || concerns(value, policy)
        }),
        Value::Array(items) => items.iter().any(|item| concerns(item, policy)),
        _ => false,
    }
}

/// What is changed, by the pointer to each schema.
fn changes(places: &mut Places<'_>, policy: Policy) -> BTreeMap<String, Change> {
    let mut found: BTreeMap<NodeId, Change> = BTreeMap::new();
    let Places { nodes, list } = places;
    for place in list.iter() {
        for part in &place.parts.nodes {
            let Some(object) = nodes.keywords(*part) else { continue };
            let is_false = |key: &str| object.get(key) == Some(&Value::Bool(false));
            let closed = is_false("additionalProperties") || is_false("unevaluatedProperties");
            if closed && policy.reader == Reader::IgnoresUnknown {
                let own = match is_false("unevaluatedProperties") {
                    true => nodes.closure(&[*part]).nodes,
                    false => vec![*part],
                };
                let own: Vec<_> = own.into_iter().filter_map(|id| nodes.keywords(id)).collect();
                if let Some(foreign) = foreign(nodes, place, &own) {
                    found.entry(*part).or_default().foreign.get_or_insert_default().extend(foreign);
                }
            }
            if opens_enums(policy) && object.get("x-open-enum") == Some(&Value::Bool(true)) {
                found.entry(*part).or_default().opens_enum = object.contains_key("enum");
            }
            if policy.defaults == Defaults::AppliedByReader {
                let filled = filled(nodes, *part);
                if !filled.is_empty() {
                    found.entry(*part).or_default().filled = filled;
                }
            }
        }
    }
    found.into_iter().map(|(id, change)| (nodes.pointer(id), change)).collect()
}

/// The fields of a place that schemas beside this one declare; none where they are declared by
/// pattern or cannot be known, and then the schema stays as it is. A field that is only required is
/// declared by nobody, and where all others have a schema of their own none is foreign.
fn foreign(
    nodes: &Nodes<'_>,
    place: &Place<'_>,
    own: &[&Map<String, Value>],
) -> Option<Vec<String>> {
    let says = |key: &str, name: &str| {
        let mut held = own.iter().filter_map(|object| object.get(key));
        held.any(|held| held.get(name).is_some())
    };
    let by_own = |pattern: &str| says("patternProperties", pattern);
    if place.parts.is_opaque || !place.patterns.iter().all(|(pattern, _)| by_own(pattern)) {
        return None;
    }
    let others = own.iter().filter_map(|object| object.get("additionalProperties"));
    if others.into_iter().any(|said| *said != Value::Bool(false)) {
        return Some(Vec::new());
    }
    let parts = place.parts.nodes.iter().filter_map(|id| nodes.keywords(*id)?.get("properties"));
    let beside: Vec<&Value> = parts.collect();
    let is_declared = |name: &str| beside.iter().any(|held| held.get(name).is_some());
    let fields = place.fields.iter().map(|(name, _)| *name);
    let foreign = fields.filter(|name| is_declared(name) && !says("properties", name));
    Some(foreign.map(str::to_owned).collect())
}

/// The fields that a schema requires and that state a default.
fn filled(nodes: &mut Nodes<'_>, part: NodeId) -> Vec<String> {
    let properties = nodes.named(part, "properties");
    let mut filled = Vec::new();
    for (name, schema) in properties {
        let of = nodes.closure(&[schema]).nodes;
        if of.into_iter().any(|id| nodes.schema(id).get("default").is_some()) {
            filled.push(name.to_owned());
        }
    }
    filled
}

impl Change {
    fn apply(self, schema: &mut Map<String, Value>, nothing: Value) {
        if let Some(foreign) = self.foreign {
            for key in ["additionalProperties", "unevaluatedProperties"] {
                if let Some(said) = schema.get_mut(key).filter(|said| **said == Value::Bool(false))
                {
                    *said = Value::Bool(true);
                }
            }
            let properties =
                schema.entry("properties").or_insert_with(|| Value::Object(Map::new()));
            for name in foreign {
                if let Some(properties) = properties.as_object_mut() {
                    properties.entry(name).or_insert_with(|| nothing.clone());
                }
            }
        }
        if self.opens_enum {
            let values = schema.shift_remove("enum").unwrap_or_default();
            let types = types(values.as_array().map(Vec::as_slice).unwrap_or_default());
            schema.entry("type").or_insert(types);
        }
        for key in ["required", "dependentRequired", "dependencies"] {
            match schema.get_mut(key) {
                Some(Value::Array(names)) => without(names, &self.filled),
                Some(Value::Object(held)) => {
                    held.values_mut()
                        .filter_map(Value::as_array_mut)
                        .for_each(|names| without(names, &self.filled));
                }
                _ => {}
            }
        }
    }
}

fn without(names: &mut Vec<Value>, filled: &[String]) {
    names.retain(|name| name.as_str().is_none_or(|name| !filled.iter().any(|it| it == name)));
}

/// The types of values, each once.
fn types(values: &[Value]) -> Value {
    let mut types: Vec<Value> = Vec::new();
    for value in values {
        let name = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(number) if number.is_f64() => "number",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let name = Value::String(name.to_owned());
        if !types.contains(&name) {
            types.push(name);
        }
    }
    Value::Array(types)
}

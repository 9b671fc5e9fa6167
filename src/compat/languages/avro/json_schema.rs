//! An Avro schema as JSON Schema, for messages as people write them: a value of a union bare or, as
//! the specification's section "JSON Encoding" has it, behind its tag; fields that have a default
//! may be left out; logical types as what they mean or as the number that stands for it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::compat::languages::avro::schema::{Field, Id, Kind, Logical, Named, Primitive, Schema};

/// Enums with more symbols are told once.
const MOST_SYMBOLS: usize = 50;

/// The schema as JSON Schema 2020-12. Types that are used several times stand under `$defs`.
pub(super) fn of(schema: &Schema) -> Value {
    let mut maker =
        Maker { schema, uses: uses(schema), waiting: Vec::new(), named: BTreeSet::new() };
    let mut root = maker.inside(Schema::ROOT);
    let mut definitions = Map::new();
    while let Some((id, name)) = maker.waiting.pop() {
        let definition = maker.inside(id);
        definitions.insert(name, definition);
    }
    definitions.sort_keys();
    if let Some(object) = root.as_object_mut().filter(|_| !definitions.is_empty()) {
        object.insert("$defs".to_owned(), Value::Object(definitions));
    }
    root
}

/// How often each type is met. A branch of a union is met twice: bare, and behind its tag.
fn uses(schema: &Schema) -> BTreeMap<Id, usize> {
    let mut uses = BTreeMap::from([(Schema::ROOT, 2)]);
    let mut add = |id: Id, times: usize| *uses.entry(id).or_default() += times;
    for (_, of) in schema.iter() {
        match &of.kind {
            Kind::Array(inner) | Kind::Map(inner) => add(*inner, 1),
            Kind::Union(branches) => branches.iter().for_each(|branch| add(*branch, 2)),
            Kind::Record(_, fields) => fields.iter().for_each(|field| add(field.of, 1)),
            Kind::Primitive(_) | Kind::Enum(..) | Kind::Fixed(..) => {}
        }
    }
    uses
}

struct Maker<'a> {
    schema: &'a Schema,
    uses: BTreeMap<Id, usize>,
    /// Definitions that are referred to and not made yet.
    waiting: Vec<(Id, String)>,
    named: BTreeSet<Id>,
}

impl Maker<'_> {
    /// A type where it is used: itself, or a reference where it is used elsewhere too. So the
    /// recursion ends: what contains itself is used twice.
    fn used(&mut self, id: Id) -> Value {
        if id == Schema::ROOT {
            return json!({ "$ref": "#" });
        }
        let once = self.uses.get(&id).is_none_or(|uses| *uses < 2);
        if once || is_small(&self.schema.of(id).kind) {
            return self.inside(id);
        }
        let name = match &self.schema.of(id).kind {
            Kind::Record(named, _) | Kind::Enum(named, ..) | Kind::Fixed(named, _) => {
                named.full.clone()
            }
            // No name has a hyphen.
            _ => format!("{}-{}", self.schema.tag(id), self.schema.number(id)),
        };
        if self.named.insert(id) {
            self.waiting.push((id, name.clone()));
        }
        json!({ "$ref": format!("#/$defs/{name}") })
    }

    fn inside(&mut self, id: Id) -> Value {
        let of = self.schema.of(id);
        match &of.kind {
            Kind::Primitive(primitive) => scalar(*primitive, of.logical.as_ref()),
            Kind::Array(items) => json!({ "type": "array", "items": self.used(*items) }),
            Kind::Map(values) => {
                json!({ "type": "object", "additionalProperties": self.used(*values) })
            }
            Kind::Union(branches) => self.union(branches),
            Kind::Record(named, fields) => self.record(named, fields),
            Kind::Enum(named, symbols, _) => {
                described(json!({ "type": "string", "enum": symbols }), named.doc.as_deref())
            }
            Kind::Fixed(named, size) => {
                let fixed = match &of.logical {
                    Some(logical) => meaning(Primitive::Bytes, logical),
                    None => json!({
                        "type": "string", "format": "bytes", "minLength": size, "maxLength": size,
                    }),
                };
                described(fixed, named.doc.as_deref())
            }
        }
    }

    fn record(&mut self, named: &Named, fields: &[Field]) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for field in fields {
            let mut property = described(self.used(field.of), field.doc.as_deref());
            match (&field.default, property.as_object_mut()) {
                (Some(default), Some(property)) => {
                    property.insert("default".to_owned(), default.clone());
                }
                _ => required.push(field.name.as_str()),
            }
            properties.insert(field.name.clone(), property);
        }
        let mut record = json!({ "type": "object", "properties": properties });
        if let Some(record) = record.as_object_mut() {
            if !required.is_empty() {
                record.insert("required".to_owned(), required.into());
            }
            record.insert("additionalProperties".to_owned(), false.into());
        }
        described(record, named.doc.as_deref())
    }

    /// Each branch bare, and each but null behind its tag too. The latter spell the same value
    /// otherwise, and so are marked as no alternative of their own.
    fn union(&mut self, branches: &[Id]) -> Value {
        let is_null =
            |id: &Id| matches!(self.schema.of(*id).kind, Kind::Primitive(Primitive::Null));
        let nullable = branches.iter().any(is_null);
        let others: Vec<Id> = branches.iter().copied().filter(|id| !is_null(id)).collect();
        let mut plain: Vec<Value> = others.iter().map(|id| self.used(*id)).collect();
        if nullable {
            let only = match plain.as_mut_slice() {
                [only] => or_null(only),
                _ => false,
            };
            if !only {
                plain.push(json!({ "type": "null" }));
            }
        }
        let tagged = others.iter().map(|id| {
            let tag = self.schema.tag(*id).to_owned();
            let value = self.used(*id);
            json!({
                "type": "object",
                "required": [tag.as_str()],
                "properties": { tag: value },
                "additionalProperties": false,
                "x-alternative": true,
            })
        });
        let tagged: Vec<Value> = tagged.collect();
        json!({ "anyOf": plain.into_iter().chain(tagged).collect::<Vec<_>>() })
    }
}

/// What is not worth a reference.
fn is_small(kind: &Kind) -> bool {
    match kind {
        Kind::Primitive(_) | Kind::Fixed(..) => true,
        Kind::Enum(_, symbols, _) => symbols.len() <= MOST_SYMBOLS,
        _ => false,
    }
}

/// Makes a schema take null too, where it lists its types. Whether it did.
fn or_null(schema: &mut Value) -> bool {
    let Some(object) = schema.as_object_mut() else { return false };
    let types = match object.get("type") {
        Some(Value::String(only)) => vec![only.as_str().into(), "null".into()],
        Some(Value::Array(types)) => types.iter().cloned().chain(["null".into()]).collect(),
        _ => return false,
    };
    object.insert("type".to_owned(), Value::Array(types));
    if let Some(values) = object.get_mut("enum").and_then(Value::as_array_mut) {
        values.push(Value::Null);
    }
    true
}

fn described(mut schema: Value, doc: Option<&str>) -> Value {
    if let (Some(doc), Some(object)) = (doc, schema.as_object_mut()) {
        object.insert("description".to_owned(), doc.into());
    }
    schema
}

fn scalar(primitive: Primitive, logical: Option<&Logical>) -> Value {
    match (primitive, logical) {
        (_, Some(logical)) => meaning(primitive, logical),
        (Primitive::Null, _) => json!({ "type": "null" }),
        (Primitive::Boolean, _) => json!({ "type": "boolean" }),
        (Primitive::Int, _) => {
            json!({ "type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX })
        }
        (Primitive::Long, _) => {
            json!({ "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX })
        }
        (Primitive::Float, _) => json!({ "type": "number", "format": "float" }),
        (Primitive::Double, _) => json!({ "type": "number", "format": "double" }),
        // "bytes and fixed are encoded as JSON strings, where code points 0-255 are bytes".
        (Primitive::Bytes, _) => json!({ "type": "string", "format": "bytes" }),
        (Primitive::String, _) => json!({ "type": "string" }),
    }
}

/// What stands for a logical type in a message that a person writes: the bare number or bytes, or
/// what they mean. The formats that JSON Schema defines are judged, the others tell.
fn meaning(primitive: Primitive, logical: &Logical) -> Value {
    let number = matches!(primitive, Primitive::Int | Primitive::Long);
    let types = if number { json!(["string", "integer"]) } else { json!("string") };
    match logical.name {
        "uuid" => json!({ "type": "string", "format": "uuid" }),
        "date" => json!({ "type": types, "format": "date" }),
        "timestamp-millis" | "timestamp-micros" | "timestamp-nanos" => {
            json!({ "type": types, "format": "date-time", "description": logical.name })
        }
        "decimal" | "big-decimal" => {
            let format = match logical.digits {
                Some((precision, scale)) => format!("decimal {precision}, {scale}"),
                None => "decimal".to_owned(),
            };
            json!({ "type": ["string", "number"], "format": format })
        }
        "duration" => json!({ "type": "string", "format": "avro duration" }),
        other => json!({ "type": types, "format": other }),
    }
}

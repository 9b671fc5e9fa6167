//! Data of an Avro schema: made as small as they can be, and told as JSON.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::compat::languages::avro::schema::{Id, Kind, Logical, Primitive, Schema};

/// How much a datum may hold. A larger one shows nobody anything.
const LARGEST: usize = 20_000;

/// A datum.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Datum {
    Null,
    Boolean(bool),
    Int(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    Bytes(Vec<u8>),
    Text(String),
    Array(Vec<Datum>),
    Map(Vec<(String, Datum)>),
    /// The index of the branch, its tag, and its value.
    Union(usize, String, Box<Datum>),
    Record(Vec<(String, Datum)>),
    /// The index of the symbol, and the symbol.
    Enum(usize, String),
    Fixed(Vec<u8>),
}

/// One step from a type to a type within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// Into the items of an array.
    Item,
    /// Into the values of a map.
    Value,
    /// Into a branch of a union.
    Branch(usize),
    /// Into a field of a record.
    Field(usize),
}

/// A small datum of a type; none where even the smallest is too large to show.
pub(super) fn small(schema: &Schema, id: Id) -> Option<Datum> {
    Maker { schema, left: LARGEST, open: BTreeSet::new() }.small(id)
}

/// A datum that holds another one behind some steps, and is small otherwise.
pub(super) fn around(schema: &Schema, trail: &[(Id, Step)], inner: Datum) -> Option<Datum> {
    let mut maker = Maker { schema, left: LARGEST, open: BTreeSet::new() };
    trail.iter().rev().try_fold(inner, |inner, (id, step)| {
        Some(match (&schema.of(*id).kind, step) {
            (_, Step::Item) => Datum::Array(vec![inner]),
            (_, Step::Value) => Datum::Map(vec![("key".to_owned(), inner)]),
            (Kind::Union(branches), Step::Branch(index)) => {
                let tag = schema.tag(*branches.get(*index)?).to_owned();
                Datum::Union(*index, tag, Box::new(inner))
            }
            (Kind::Record(_, fields), Step::Field(index)) => {
                let mut inner = Some(inner);
                let values = fields.iter().enumerate().map(|(at, field)| {
                    let value = if at == *index { inner.take() } else { maker.small(field.of) };
                    Some((field.name.clone(), value?))
                });
                Datum::Record(values.collect::<Option<_>>()?)
            }
            _ => return None,
        })
    })
}

struct Maker<'a> {
    schema: &'a Schema,
    left: usize,
    /// The records that are being made: a way that comes back to one is no small one.
    open: BTreeSet<Id>,
}

impl Maker<'_> {
    fn small(&mut self, id: Id) -> Option<Datum> {
        self.left = self.left.checked_sub(1)?;
        let of = self.schema.of(id);
        Some(match &of.kind {
            Kind::Primitive(primitive) => scalar(*primitive, of.logical.as_ref()),
            Kind::Array(_) => Datum::Array(Vec::new()),
            Kind::Map(_) => Datum::Map(Vec::new()),
            Kind::Union(branches) => {
                let made = branches
                    .iter()
                    .enumerate()
                    .find_map(|(index, branch)| Some((index, *branch, self.small(*branch)?)));
                let (index, branch, inner) = made?;
                Datum::Union(index, self.schema.tag(branch).to_owned(), Box::new(inner))
            }
            Kind::Record(_, fields) => {
                // As many records can be open as there are, and no more: the recursion is bounded.
                if self.open.len() >= 100 || !self.open.insert(id) {
                    return None;
                }
                let values =
                    fields.iter().map(|field| Some((field.name.clone(), self.small(field.of)?)));
                let values: Option<Vec<_>> = values.collect();
                self.open.remove(&id);
                Datum::Record(values?)
            }
            Kind::Enum(_, symbols, _) => Datum::Enum(0, symbols.first()?.clone()),
            Kind::Fixed(_, size) => {
                self.left = self.left.checked_sub(*size)?;
                Datum::Fixed(vec![0; *size])
            }
        })
    }
}

fn scalar(primitive: Primitive, logical: Option<&Logical>) -> Datum {
    match (primitive, logical) {
        (Primitive::Null, _) => Datum::Null,
        (Primitive::Boolean, _) => Datum::Boolean(false),
        (Primitive::Int, _) => Datum::Int(0),
        (Primitive::Long, _) => Datum::Long(0),
        (Primitive::Float, _) => Datum::Float(0.0),
        (Primitive::Double, _) => Datum::Double(0.0),
        // Room for all digits, because the library asks for it.
        (Primitive::Bytes, Some(Logical { digits: Some((precision, _)), .. })) => {
            Datum::Bytes(vec![0; precision / 2 + 1])
        }
        // One byte of value and a scale of none.
        (Primitive::Bytes, Some(_)) => Datum::Bytes(vec![2, 0, 0]),
        (Primitive::Bytes, None) => Datum::Bytes(Vec::new()),
        (Primitive::String, Some(_)) => {
            Datum::Text("00000000-0000-0000-0000-000000000000".to_owned())
        }
        (Primitive::String, None) => Datum::Text(String::new()),
    }
}

impl Datum {
    /// The datum as people write it: a value of a union stands bare where null is the only other
    /// branch, and behind its tag as in the section "JSON Encoding" where there are more.
    pub(super) fn json(&self, schema: &Schema, id: Id) -> Value {
        let kind = &schema.of(id).kind;
        match (self, kind) {
            (Datum::Null, _) => Value::Null,
            (Datum::Boolean(value), _) => (*value).into(),
            (Datum::Int(value), _) => (*value).into(),
            (Datum::Long(value), _) => (*value).into(),
            (Datum::Float(value), _) => f64::from(*value).into(),
            (Datum::Double(value), _) => (*value).into(),
            (Datum::Bytes(bytes) | Datum::Fixed(bytes), _) => {
                bytes.iter().map(|byte| char::from(*byte)).collect::<String>().into()
            }
            (Datum::Text(text) | Datum::Enum(_, text), _) => text.as_str().into(),
            (Datum::Array(items), Kind::Array(of)) => {
                items.iter().map(|item| item.json(schema, *of)).collect()
            }
            (Datum::Map(entries), Kind::Map(of)) => {
                let entries =
                    entries.iter().map(|(key, value)| (key.clone(), value.json(schema, *of)));
                Value::Object(entries.collect())
            }
            (Datum::Union(index, tag, inner), Kind::Union(branches)) => {
                let Some(branch) = branches.get(*index) else { return Value::Null };
                let inner = inner.json(schema, *branch);
                match inner.is_null() || branches.len() < 3 && is_nullable(schema, branches) {
                    true => inner,
                    false => Value::Object(Map::from_iter([(tag.clone(), inner)])),
                }
            }
            (Datum::Record(values), Kind::Record(_, fields)) => {
                let values = values.iter().zip(fields);
                let values = values
                    .map(|((name, value), field)| (name.clone(), value.json(schema, field.of)));
                Value::Object(values.collect())
            }
            _ => Value::Null,
        }
    }
}

/// Whether a union has a branch for nothing.
fn is_nullable(schema: &Schema, branches: &[Id]) -> bool {
    branches.iter().any(|id| matches!(schema.of(*id).kind, Kind::Primitive(Primitive::Null)))
}

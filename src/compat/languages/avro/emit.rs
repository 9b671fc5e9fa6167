//! A type with all that it needs as JSON again, so that the library can try it alone. Aliases, docs
//! and what else does not bear on data are left out.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::compat::languages::avro::schema::{Field, Id, Kind, Logical, Schema};

/// Whether logical types are written too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// All that is said.
    Whole,
    /// The types alone, by which the same bytes are written.
    Plain,
}

/// A type as a schema that stands alone; none where it lies too deep to be read.
pub(super) fn emit(schema: &Schema, id: Id, form: Form) -> Option<Value> {
    Emitter { schema, form, known: BTreeSet::new() }.of(id, 0)
}

/// As deep as [`crate::compat::languages::avro::resolve`] looks.
const DEEPEST: usize = 200;

struct Emitter<'a> {
    schema: &'a Schema,
    form: Form,
    known: BTreeSet<Id>,
}

impl Emitter<'_> {
    fn of(&mut self, id: Id, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let of = self.schema.of(id);
        let named = matches!(of.kind, Kind::Record(..) | Kind::Enum(..) | Kind::Fixed(..));
        if named && !self.known.insert(id) {
            return Some(self.schema.tag(id).into());
        }
        let declared = match &of.kind {
            Kind::Primitive(primitive) => json!({ "type": primitive.word() }),
            Kind::Array(items) => json!({ "type": "array", "items": self.of(*items, depth + 1)? }),
            Kind::Map(values) => json!({ "type": "map", "values": self.of(*values, depth + 1)? }),
            Kind::Union(branches) => {
                let branches = branches.iter().map(|branch| self.of(*branch, depth + 1));
                Value::Array(branches.collect::<Option<_>>()?)
            }
            Kind::Record(named, fields) => {
                let fields = fields.iter().map(|field| self.field(field, depth));
                let fields: Vec<Value> = fields.collect::<Option<_>>()?;
                json!({ "type": "record", "name": absolute(&named.full), "fields": fields })
            }
            Kind::Enum(named, symbols, default) => {
                let mut declared =
                    json!({ "type": "enum", "name": absolute(&named.full), "symbols": symbols });
                if let (Some(symbol), Some(object)) = (default, declared.as_object_mut()) {
                    object.insert("default".to_owned(), symbol.as_str().into());
                }
                declared
            }
            Kind::Fixed(named, size) => {
                json!({ "type": "fixed", "name": absolute(&named.full), "size": size })
            }
        };
        Some(match &of.logical {
            Some(logical) if self.form == Form::Whole => meaning(declared, logical),
            _ => declared,
        })
    }

    fn field(&mut self, field: &Field, depth: usize) -> Option<Value> {
        let mut declared = json!({ "name": field.name, "type": self.of(field.of, depth + 1)? });
        if let (Some(default), Some(object)) = (&field.default, declared.as_object_mut()) {
            object.insert("default".to_owned(), default.clone());
        }
        Some(declared)
    }
}

/// A name that takes no namespace from around it.
fn absolute(full: &str) -> String {
    if full.contains('.') { full.to_owned() } else { format!(".{full}") }
}

fn meaning(mut declared: Value, logical: &Logical) -> Value {
    if let Some(object) = declared.as_object_mut() {
        object.insert("logicalType".to_owned(), logical.name.into());
        if let Some((precision, scale)) = logical.digits {
            object.insert("precision".to_owned(), precision.into());
            object.insert("scale".to_owned(), scale.into());
        }
    }
    declared
}

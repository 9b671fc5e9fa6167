//! A message as JSON Schema, by the JSON mapping of Protocol Buffers (ProtoJSON).
//!
//! The schema says what a producer writes. A reader of ProtoJSON also accepts the names of the
//! `.proto` file, which pass here too, and `null` for a field that is not there, which does not.
//!
//! Source: <https://protobuf.dev/programming-guides/json/>.

use std::collections::BTreeSet;

use prost_reflect::{Cardinality, FieldDescriptor, Kind, MessageDescriptor, OneofDescriptor};
use serde_json::{Map, Value, json};

use super::comment;
use super::fields::declared;
use super::show;
use super::well_known;
use crate::pointer::escaped;

/// The message as a document of JSON Schema that stands alone.
pub(super) fn of(root: &MessageDescriptor) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(root.full_name()));
    let mut waiting = Vec::new();
    let mut writer = Writer { root: root.clone(), reached: &mut waiting };
    schema.extend(writer.message(root));
    let mut definitions = Map::new();
    let mut known = BTreeSet::from([root.full_name().to_owned()]);
    // Each message has one definition, so a message that contains itself ends nowhere but here.
    while let Some(message) = waiting.pop() {
        if known.insert(message.full_name().to_owned()) {
            let mut writer = Writer { root: root.clone(), reached: &mut waiting };
            definitions.insert(message.full_name().to_owned(), json!(writer.message(&message)));
        }
    }
    if !definitions.is_empty() {
        definitions.sort_keys();
        schema.insert("$defs".to_owned(), json!(definitions));
    }
    Value::Object(schema)
}

struct Writer<'a> {
    root: MessageDescriptor,
    /// The messages that were referred to.
    reached: &'a mut Vec<MessageDescriptor>,
}

impl Writer<'_> {
    fn message(&mut self, message: &MessageDescriptor) -> Map<String, Value> {
        let mut schema = Map::new();
        comment::describe(&mut schema, &message.parent_file(), message.path());
        if message.descriptor_proto().options.as_ref().is_some_and(|options| options.deprecated()) {
            schema.insert("deprecated".to_owned(), json!(true));
        }
        if let Some(known) = well_known::schema(message.full_name()) {
            schema.extend(known);
            return schema;
        }
        schema.insert("type".to_owned(), json!("object"));
        let fields = declared(message);
        let properties: Map<String, Value> = fields
            .iter()
            .map(|field| (field.json_name().to_owned(), json!(self.field(field))))
            .collect();
        // The names of the file are patterns, since each is the same field and no second one.
        let mut others: Map<String, Value> = fields
            .iter()
            // A name that JSON has for another field is that field's.
            .filter(|field| !properties.contains_key(field.name()))
            .map(|field| {
                let pointer = pointer(field.json_name());
                let at = match *message == self.root {
                    true => format!("#/properties/{pointer}"),
                    false => format!("{}/properties/{pointer}", reference(message)),
                };
                (format!("^{}$", field.name()), json!({ "$ref": at }))
            })
            .collect();
        if message.extension_ranges().next().is_some() {
            others.insert(r"^\[.+\]$".to_owned(), json!(true));
        }
        schema.insert("properties".to_owned(), json!(properties));
        if !others.is_empty() {
            schema.insert("patternProperties".to_owned(), json!(others));
        }
        demand(&mut schema, &fields);
        let choices: Vec<Value> = message
            .oneofs()
            .filter(|oneof| !oneof.is_synthetic())
            .map(|one| choice(&one))
            .collect();
        if !choices.is_empty() {
            let all = schema.entry("allOf").or_insert_with(|| json!([]));
            if let Some(all) = all.as_array_mut() {
                all.extend(choices);
            }
        }
        schema.insert("additionalProperties".to_owned(), json!(false));
        schema
    }

    fn field(&mut self, field: &FieldDescriptor) -> Map<String, Value> {
        let mut schema = Map::new();
        comment::describe(&mut schema, &field.parent_file(), field.path());
        let proto = field.field_descriptor_proto();
        if proto.options.as_ref().is_some_and(|options| options.deprecated()) {
            schema.insert("deprecated".to_owned(), json!(true));
        }
        let value = match field.kind() {
            Kind::Message(entry) if field.is_map() => {
                let (key, value) = (entry.map_entry_key_field(), entry.map_entry_value_field());
                let mut map = Map::new();
                map.insert("type".to_owned(), json!("object"));
                map.extend(key_names(&key.kind()));
                map.insert("additionalProperties".to_owned(), json!(self.kind(&value.kind())));
                map
            }
            kind if field.is_list() => {
                let mut list = Map::new();
                list.insert("type".to_owned(), json!("array"));
                list.insert("items".to_owned(), json!(self.kind(&kind)));
                list
            }
            kind => self.kind(&kind),
        };
        for (key, value) in value {
            // What is said of the field wins over what is said of its type.
            schema.entry(key).or_insert(value);
        }
        if proto.default_value.is_some() {
            let default = show::json(field, field.default_value());
            schema.extend(default.map(|default| ("default".to_owned(), default)));
        }
        schema
    }

    fn kind(&mut self, kind: &Kind) -> Map<String, Value> {
        let schema = match kind {
            Kind::Message(message) => {
                if let Some(known) = well_known::schema(message.full_name()) {
                    return known;
                }
                self.reached.push(message.clone());
                let at = if *message == self.root { "#".to_owned() } else { reference(message) };
                json!({ "$ref": at })
            }
            Kind::Enum(kind) if kind.full_name() == "google.protobuf.NullValue" => {
                json!({ "type": "null" })
            }
            Kind::Enum(kind) => {
                let mut schema = Map::new();
                comment::describe(&mut schema, &kind.parent_file(), kind.path());
                let declared = kind.enum_descriptor_proto();
                let names = declared.value.iter().map(|value| json!(value.name()));
                let mut numbers: Vec<i32> =
                    declared.value.iter().map(|value| value.number()).collect();
                let mut seen = BTreeSet::new();
                numbers.retain(|number| seen.insert(*number));
                let values: Vec<Value> =
                    names.chain(numbers.into_iter().map(|number| json!(number))).collect();
                schema.insert("type".to_owned(), json!(["string", "integer"]));
                schema.insert("enum".to_owned(), json!(values));
                return schema;
            }
            scalar => well_known::scalar(scalar),
        };
        schema.as_object().cloned().unwrap_or_default()
    }
}

/// Where a message is defined in the document.
fn reference(message: &MessageDescriptor) -> String {
    format!("#/$defs/{}", message.full_name())
}

/// A name as a part of a JSON pointer in a reference.
fn pointer(name: &str) -> String {
    let mut text = String::new();
    for byte in escaped(name).bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' | b'~' => {
                text.push(char::from(byte));
            }
            other => text.push_str(&format!("%{other:02X}")),
        }
    }
    text
}

/// What a key of a map may be: always text in JSON, whatever it is in the message.
fn key_names(kind: &Kind) -> Option<(String, Value)> {
    let pattern = match kind {
        Kind::String => return None,
        Kind::Bool => "^(true|false)$",
        Kind::Uint32 | Kind::Uint64 | Kind::Fixed32 | Kind::Fixed64 => "^[0-9]+$",
        _ => "^-?[0-9]+$",
    };
    Some(("propertyNames".to_owned(), json!({ "pattern": pattern })))
}

/// Demands what proto2 requires, under either of its names.
fn demand(schema: &mut Map<String, Value>, fields: &[FieldDescriptor]) {
    let required: Vec<&FieldDescriptor> =
        fields.iter().filter(|field| field.cardinality() == Cardinality::Required).collect();
    let (one, two): (Vec<_>, Vec<_>) =
        required.into_iter().partition(|field| field.name() == field.json_name());
    if !one.is_empty() {
        let names: Vec<&str> = one.iter().map(|field| field.json_name()).collect();
        schema.insert("required".to_owned(), json!(names));
    }
    if !two.is_empty() {
        let either: Vec<Value> = two.into_iter().map(present).collect();
        schema.insert("allOf".to_owned(), json!(either));
    }
}

/// The condition under which a field is there, under either of its names.
fn present(field: &FieldDescriptor) -> Value {
    let (name, other) = (field.json_name(), field.name());
    match name == other {
        true => json!({ "required": [name] }),
        false => json!({ "anyOf": [{ "required": [name] }, { "required": [other] }] }),
    }
}

/// At most one field of a group.
fn choice(oneof: &OneofDescriptor) -> Value {
    let mut branches: Vec<Value> = oneof.fields().map(|field| present(&field)).collect();
    branches.push(json!({ "not": { "anyOf": branches.clone() } }));
    json!({ "oneOf": branches })
}

//! Values as people and ProtoJSON write them.

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, SerializeOptions, Value as Proto};
use serde_json::Value;

use super::well_known;

/// How much of a value a sentence shows, in characters.
const LONGEST: usize = 60;

/// A message as ProtoJSON; none where it has none, as an `Any` of an unknown message.
pub(super) fn message(message: &DynamicMessage) -> Option<Value> {
    let options = SerializeOptions::new();
    message.serialize_with_options(serde_json::value::Serializer, &options).ok()
}

/// A field's value as ProtoJSON, whether or not it is the default, which writers may leave out.
pub(super) fn json(field: &FieldDescriptor, value: Proto) -> Option<Value> {
    let mut holder = DynamicMessage::new(field.parent_message().clone());
    holder.try_set_field(field, value).ok()?;
    let written = |skip| {
        let options = SerializeOptions::new().skip_default_fields(skip);
        holder.serialize_with_options(serde_json::value::Serializer, &options).ok()
    };
    let quiet = written(true)?.get(field.json_name()).cloned();
    quiet.or_else(|| written(false)?.get(field.json_name()).cloned())
}

/// A field's value in a sentence.
pub(super) fn value(field: &FieldDescriptor, value: &Proto) -> String {
    let text = match value {
        Proto::I64(number) => number.to_string(),
        Proto::U64(number) => number.to_string(),
        other => {
            json(field, other.clone()).map_or_else(|| "this".to_owned(), |json| json.to_string())
        }
    };
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// A field's type as a `.proto` file writes it, with its label.
pub(super) fn kind(field: &FieldDescriptor) -> String {
    match field.kind() {
        Kind::Message(entry) if field.is_map() => {
            let (key, value) = (entry.map_entry_key_field(), entry.map_entry_value_field());
            format!("map<{}, {}>", name(&key.kind()), name(&value.kind()))
        }
        kind if field.is_list() => format!("repeated {}", name(&kind)),
        kind if field.is_group() => format!("group {}", name(&kind)),
        kind => name(&kind),
    }
}

fn name(kind: &Kind) -> String {
    let word = match kind {
        Kind::Double => "double",
        Kind::Float => "float",
        Kind::Int32 => "int32",
        Kind::Int64 => "int64",
        Kind::Uint32 => "uint32",
        Kind::Uint64 => "uint64",
        Kind::Sint32 => "sint32",
        Kind::Sint64 => "sint64",
        Kind::Fixed32 => "fixed32",
        Kind::Fixed64 => "fixed64",
        Kind::Sfixed32 => "sfixed32",
        Kind::Sfixed64 => "sfixed64",
        Kind::Bool => "bool",
        Kind::String => "string",
        Kind::Bytes => "bytes",
        Kind::Message(message) if well_known::is_one(message.full_name()) => message.full_name(),
        Kind::Message(message) => message.name(),
        Kind::Enum(kind) => kind.name(),
    };
    word.to_owned()
}

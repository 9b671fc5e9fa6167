//! What a reader makes of what a writer wrote, tried: as bytes and as JSON, and whether what is
//! read is what was written.

use prost_reflect::prost::Message;
use prost_reflect::{
    DeserializeOptions, DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, MapKey,
    MessageDescriptor, Value,
};
use serde_json::Value as Json;

use super::fields::is_closed;
use super::show;

/// What became of a value.
#[derive(Debug, Clone)]
pub(super) enum Outcome {
    /// It was read as it was written.
    Kept,
    /// The reader rejects the message.
    Rejected,
    /// The reader's field is not there.
    Lost,
    /// The reader has another value.
    Read(Value),
    /// The writer cannot write it.
    Untold,
}

impl Outcome {
    /// Whether the trial shows that the value does not reach the reader.
    pub(super) fn breaks(&self) -> bool {
        matches!(self, Outcome::Rejected | Outcome::Lost | Outcome::Read(_))
    }
}

/// A message as bytes, read by another descriptor.
pub(super) fn over_the_wire(
    message: &DynamicMessage,
    reader: &MessageDescriptor,
) -> Option<DynamicMessage> {
    DynamicMessage::decode(reader.clone(), message.encode_to_vec().as_slice()).ok()
}

/// What a reader of JSON does with a field, or with the name of an enum's value, that it does not
/// know. ProtoJSON asks for the one by default and allows the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    Rejected,
    Ignored,
}

/// A message as JSON, read by another descriptor.
pub(super) fn through_json(
    json: &Json,
    reader: &MessageDescriptor,
    unknown: Unknown,
) -> Option<DynamicMessage> {
    let options = DeserializeOptions::new().deny_unknown_fields(unknown == Unknown::Rejected);
    DynamicMessage::deserialize_with_options(reader.clone(), json.clone(), &options).ok()
}

/// One field written alone, as bytes.
pub(super) fn wire(writer: &FieldDescriptor, value: &Value, reader: &FieldDescriptor) -> Outcome {
    let mut message = DynamicMessage::new(writer.parent_message().clone());
    if message.try_set_field(writer, value.clone()).is_err() {
        return Outcome::Untold;
    }
    match over_the_wire(&message, reader.parent_message()) {
        Some(read) => outcome(writer, value, reader, &read),
        None => Outcome::Rejected,
    }
}

/// One field written alone, as JSON: its name with its value, and nothing where it is the default
/// of a field without presence, which writers may leave out.
pub(super) fn json(writer: &FieldDescriptor, value: &Value, reader: &FieldDescriptor) -> Outcome {
    let Some(written) = show::json(writer, value.clone()) else { return Outcome::Untold };
    let name = writer.json_name().to_owned();
    let told = Json::Object([(name, written)].into_iter().collect());
    let quiet = (!writer.supports_presence() && value.is_default_for_field(writer))
        .then(|| Json::Object(serde_json::Map::new()));
    for json in quiet.into_iter().chain([told]) {
        let outcome = match through_json(&json, reader.parent_message(), Unknown::Rejected) {
            Some(read) => outcome(writer, value, reader, &read),
            None => Outcome::Rejected,
        };
        if outcome.breaks() {
            return outcome;
        }
    }
    Outcome::Kept
}

/// What a message that was read has of a field that was written.
pub(super) fn outcome(
    writer: &FieldDescriptor,
    value: &Value,
    reader: &FieldDescriptor,
    read: &DynamicMessage,
) -> Outcome {
    let there = read.has_field(reader).then(|| known(reader, &read.get_field(reader))).flatten();
    let seen = there.clone().unwrap_or_else(|| reader.default_value());
    match (is_same(writer, value, reader, &seen), there) {
        (true, _) => Outcome::Kept,
        (false, Some(read)) => Outcome::Read(read),
        // Without presence the default is what the reader sees.
        (false, None) if !reader.supports_presence() && !reader.is_list() && !reader.is_map() => {
            Outcome::Read(seen)
        }
        (false, None) => Outcome::Lost,
    }
}

/// A value without what a closed enum does not know: that becomes an unknown field. The library
/// takes every enum as open. Source: <https://protobuf.dev/programming-guides/enum/>.
fn known(reader: &FieldDescriptor, value: &Value) -> Option<Value> {
    let kind = match reader.kind() {
        Kind::Message(entry) if reader.is_map() => entry.map_entry_value_field().kind(),
        kind => kind,
    };
    let Kind::Enum(kind) = kind else { return Some(value.clone()) };
    let unknown = |value: &Value| {
        let number = value.as_enum_number();
        is_closed(&kind) && number.is_some_and(|number| kind.get_value(number).is_none())
    };
    match value {
        Value::List(items) => {
            Some(Value::List(items.iter().filter(|item| !unknown(item)).cloned().collect()))
        }
        Value::Map(entries) => {
            let kept = entries.iter().filter(|(_, value)| !unknown(value));
            Some(Value::Map(kept.map(|(key, value)| (key.clone(), value.clone())).collect()))
        }
        one => (!unknown(one)).then(|| one.clone()),
    }
}

/// Whether what a field reads means what another wrote.
pub(super) fn is_same(
    writer: &FieldDescriptor,
    written: &Value,
    reader: &FieldDescriptor,
    read: &Value,
) -> bool {
    let one = |written: &Value, read: &Value| same(&writer.kind(), written, &reader.kind(), read);
    match (written, read) {
        (Value::List(from), Value::List(to)) => {
            from.len() == to.len() && from.iter().zip(to).all(|(from, to)| one(from, to))
        }
        (Value::List(_), Value::Map(_)) | (Value::Map(_), Value::List(_)) => {
            count(written) == count(read)
        }
        (Value::List(from), one_read) => match from.as_slice() {
            [] => read.is_default_for_field(reader),
            [only] => one(only, one_read),
            _ => false,
        },
        (Value::Map(from), Value::Map(to)) => {
            from.len() == to.len() && from.iter().all(|entry| is_in(writer, entry, reader, read))
        }
        (Value::Map(_), _) | (_, Value::Map(_)) => false,
        (one_written, Value::List(to)) => match to.as_slice() {
            [] => !writer.supports_presence() && written.is_default_for_field(writer),
            [only] => one(one_written, only),
            _ => false,
        },
        (from, to) => one(from, to),
    }
}

fn count(value: &Value) -> usize {
    value.as_list().map(<[Value]>::len).or_else(|| value.as_map().map(|map| map.len())).unwrap_or(1)
}

/// Whether a map that is read has an entry that was written.
fn is_in(
    writer: &FieldDescriptor,
    (key, value): (&MapKey, &Value),
    reader: &FieldDescriptor,
    read: &Value,
) -> bool {
    let (Kind::Message(from), Kind::Message(to)) = (writer.kind(), reader.kind()) else {
        return false;
    };
    let (from_key, to_key) = (from.map_entry_key_field().kind(), to.map_entry_key_field().kind());
    let (from, to) = (from.map_entry_value_field().kind(), to.map_entry_value_field().kind());
    let key = Value::from(key.clone());
    read.as_map().is_some_and(|entries| {
        entries.iter().any(|(other, found)| {
            same(&from_key, &key, &to_key, &Value::from(other.clone()))
                && same(&from, value, &to, found)
        })
    })
}

fn same(writer: &Kind, written: &Value, reader: &Kind, read: &Value) -> bool {
    if let (Kind::Enum(from), Kind::Enum(to)) = (writer, reader) {
        let numbers = written.as_enum_number().zip(read.as_enum_number());
        return numbers.is_some_and(|(number, read)| is_same_value(from, number, to, read));
    }
    match (written, read) {
        // What is in two messages is compared field by field.
        (Value::Message(_), Value::Message(_)) => true,
        (Value::Message(message), Value::Bytes(bytes)) => message.encode_to_vec() == bytes[..],
        (Value::Message(message), Value::String(text)) => {
            message.encoded_len() == 0 && text.is_empty()
        }
        (Value::String(from), Value::Bytes(to)) => from.as_bytes() == &to[..],
        (Value::Bytes(from), Value::String(to)) => from[..] == *to.as_bytes(),
        (from, to) => match (integer(from), integer(to)) {
            (Some(from), Some(to)) => from == to,
            _ => match (float(from), float(to)) {
                (Some(from), Some(to)) => from == to || from.is_nan() && to.is_nan(),
                _ => from == to,
            },
        },
    }
}

/// Whether the number that is read is the value that was written: the one of its name, or where
/// the reader does not know the name, of its number.
pub(super) fn is_same_value(
    writer: &EnumDescriptor,
    number: i32,
    reader: &EnumDescriptor,
    read: i32,
) -> bool {
    let values = writer.enum_descriptor_proto().value.iter();
    let named = values.filter(|value| value.number() == number);
    let mut known = named.filter_map(|value| reader.get_value_by_name(value.name())).peekable();
    match known.peek() {
        Some(_) => known.any(|value| value.number() == read),
        None => number == read,
    }
}

fn integer(value: &Value) -> Option<i128> {
    Some(match value {
        Value::Bool(value) => i128::from(*value),
        Value::I32(value) | Value::EnumNumber(value) => i128::from(*value),
        Value::I64(value) => i128::from(*value),
        Value::U32(value) => i128::from(*value),
        Value::U64(value) => i128::from(*value),
        _ => return None,
    })
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::F32(value) => Some(f64::from(*value)),
        Value::F64(value) => Some(*value),
        _ => None,
    }
}

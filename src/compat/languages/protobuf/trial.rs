//! What a reader makes of what a writer wrote, tried: as bytes and as JSON.

use prost_reflect::prost::Message;
use prost_reflect::{
    DeserializeOptions, DynamicMessage, FieldDescriptor, Kind, MessageDescriptor, Value,
};
use serde_json::Value as Json;

use super::fields::is_closed;
use super::same::is_same;
use super::show;

/// What became of a value.
#[derive(Clone)]
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
        // A message that is not there is not an empty one.
        (true, None) if matches!((value, &seen), (Value::Message(_), Value::Message(_))) => {
            Outcome::Lost
        }
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

//! Values that show what a reader makes of a field: small ones first, and those at the borders of
//! other types.

use std::collections::HashMap;

use prost_reflect::{DynamicMessage, FieldDescriptor, Kind, MapKey, MessageDescriptor, Value};

use super::keeps::numbers;
use super::well_known;

/// Values of a field to try, the plainest first.
pub(super) fn of(field: &FieldDescriptor) -> Vec<Value> {
    if let (Kind::Message(entry), true) = (field.kind(), field.is_map()) {
        return maps(&entry);
    }
    let values = ones(&field.kind());
    if !field.is_list() {
        let default = field.default_value();
        return values.into_iter().chain([default]).collect();
    }
    let single = values.iter().map(|value| Value::List(vec![value.clone()]));
    let double = values.first().zip(values.get(1).or(values.first()));
    let double = double.map(|(one, two)| Value::List(vec![one.clone(), two.clone()]));
    match field.kind() {
        // What is in a message is compared elsewhere; here only how many of them are read.
        Kind::Message(_) => double.into_iter().chain(single).collect(),
        _ => single.chain(double).collect(),
    }
}

fn maps(entry: &MessageDescriptor) -> Vec<Value> {
    let keys: Vec<MapKey> = ones(&entry.map_entry_key_field().kind())
        .into_iter()
        .filter_map(Value::into_map_key)
        .collect();
    let values = ones(&entry.map_entry_value_field().kind());
    let map =
        |key: &MapKey, value: &Value| Value::Map(HashMap::from([(key.clone(), value.clone())]));
    let first = keys.first().into_iter().flat_map(|key| values.iter().map(|value| map(key, value)));
    let others =
        values.first().into_iter().flat_map(|value| keys.iter().map(|key| map(key, value)));
    first.chain(others.skip(1)).collect()
}

/// Single values of a kind.
pub(super) fn ones(kind: &Kind) -> Vec<Value> {
    const LARGE: i64 = 1 << 32;
    match kind {
        Kind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
            [1, 2, -1, i32::MAX, i32::MIN].map(Value::I32).to_vec()
        }
        Kind::Uint32 | Kind::Fixed32 => [1, 2, u32::MAX].map(Value::U32).to_vec(),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => {
            [1, 2, LARGE, -1, i64::MAX, i64::MIN].map(Value::I64).to_vec()
        }
        Kind::Uint64 | Kind::Fixed64 => {
            [1, 2, LARGE.unsigned_abs(), u64::MAX].map(Value::U64).to_vec()
        }
        Kind::Float => [1.5, -2.0, f32::MAX, f32::NAN].map(Value::F32).to_vec(),
        Kind::Double => [1.5, 0.1, -2.0, 1e300, f64::NAN].map(Value::F64).to_vec(),
        Kind::String => ["a", "é", "1", ""].map(|text| Value::String(text.to_owned())).to_vec(),
        Kind::Bytes => {
            [&b"a"[..], &[0xff], b""].map(|bytes| Value::Bytes(bytes.to_vec().into())).to_vec()
        }
        // The zero value last, which is not written where a field has no presence.
        Kind::Enum(kind) => {
            let mut numbers: Vec<i32> = numbers(kind).collect();
            numbers.sort_by_key(|number| *number == 0);
            numbers.into_iter().map(Value::EnumNumber).collect()
        }
        Kind::Message(message) => {
            let empty = DynamicMessage::new(message.clone());
            let empty = (!has_no_empty_json(message)).then_some(empty);
            empty.into_iter().chain(sample(message)).map(Value::Message).collect()
        }
    }
}

/// Whether an empty message of this kind cannot be written as JSON.
fn has_no_empty_json(message: &MessageDescriptor) -> bool {
    matches!(message.full_name(), "google.protobuf.Any" | "google.protobuf.Value")
}

/// A message with one field set, the first that holds a scalar or a text.
fn sample(message: &MessageDescriptor) -> Option<DynamicMessage> {
    let mut sample = DynamicMessage::new(message.clone());
    let field = match message.full_name() {
        "google.protobuf.Value" => message.get_field_by_name("string_value"),
        name if well_known::is_one(name) => message.fields().next(),
        _ => {
            message.fields().find(|field| !matches!(field.kind(), Kind::Message(_) | Kind::Enum(_)))
        }
    }?;
    let one = ones(&field.kind()).into_iter().next()?;
    let value = if field.is_list() { Value::List(vec![one]) } else { one };
    sample.try_set_field(&field, value).ok()?;
    Some(sample)
}

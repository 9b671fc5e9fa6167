//! Whether what is read means what was written: a number as a number, whatever its width, a text as
//! its bytes, an enum's value by its name.

use prost_reflect::prost::Message;
use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MapKey, Value};

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

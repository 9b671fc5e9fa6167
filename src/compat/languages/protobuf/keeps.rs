//! Whether every value of one field keeps its meaning when another field reads it: the proof of
//! the comparison, by the kinds of both.
//!
//! A value keeps its meaning where what is read equals what was written: a number as a number,
//! whatever its width, `false` and `true` as 0 and 1, an enum's value as the value of that name.
//!
//! Source: "Updating A Message Type" in <https://protobuf.dev/programming-guides/proto3/> for the
//! bytes, and <https://protobuf.dev/programming-guides/json/> for JSON.

use std::ops::RangeInclusive;

use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind};

use super::fields::is_closed;
use super::same;
use super::well_known;

/// Whether the bytes of every value keep their meaning. Of two messages only that they are
/// messages; what is in them is compared field by field.
pub(super) fn on_the_wire(writer: &FieldDescriptor, reader: &FieldDescriptor) -> bool {
    if let Some((keys, values)) = entries(writer).zip(entries(reader)).map(crossed) {
        return bytes(&keys.0, &keys.1) && bytes(&values.0, &values.1);
    }
    let values = writer.is_group() == reader.is_group() && bytes(&writer.kind(), &reader.kind());
    match (writer.is_list() || writer.is_map(), reader.is_list() || reader.is_map()) {
        // "If it's a primitive type field [the reader takes] the last input value or merges all
        // input elements": both lose the others.
        (true, false) => false,
        // Entries are messages. Read as a map, those of one key become one.
        (true, true) => values && !reader.is_map(),
        (false, true) => values && !reader.is_map(),
        (false, false) => values && absence(writer, reader),
    }
}

/// Whether the JSON of every value keeps its meaning.
pub(super) fn as_json(writer: &FieldDescriptor, reader: &FieldDescriptor) -> bool {
    let shape = |field: &FieldDescriptor| (field.is_list(), field.is_map());
    if shape(writer) != shape(reader) {
        return false;
    }
    if let Some((keys, values)) = entries(writer).zip(entries(reader)).map(crossed) {
        return text(&keys.0, &keys.1) && text(&values.0, &values.1);
    }
    text(&writer.kind(), &reader.kind()) && (writer.is_list() || absence(writer, reader))
}

/// The kinds of the keys and of the values of a map.
fn entries(field: &FieldDescriptor) -> Option<(Kind, Kind)> {
    let kind = field.kind();
    let entry = kind.as_message().filter(|_| field.is_map())?;
    Some((entry.map_entry_key_field().kind(), entry.map_entry_value_field().kind()))
}

fn crossed<T>(((from_key, from), (to_key, to)): ((T, T), (T, T))) -> ((T, T), (T, T)) {
    ((from_key, to_key), (from, to))
}

/// Whether a value that is not written, as it is the default, is read as it was meant.
fn absence(writer: &FieldDescriptor, reader: &FieldDescriptor) -> bool {
    writer.supports_presence()
        || same::is_same(writer, &writer.default_value(), reader, &reader.default_value())
}

fn bytes(writer: &Kind, reader: &Kind) -> bool {
    match (writer, reader) {
        (Kind::Enum(from), Kind::Enum(to)) => unkept_numbers(from, to).is_empty(),
        (Kind::Message(_), Kind::Message(_) | Kind::Bytes) => true,
        (Kind::String, Kind::Bytes) | (Kind::Sint32, Kind::Sint64) => true,
        (from, to) if from == to => true,
        (Kind::Enum(from), to) => {
            let known = varint(to);
            known.is_some_and(|known| {
                numbers(from).all(|number| known.contains(&i128::from(number)))
            })
        }
        (from, to) => match (varint(from), to) {
            (Some(values), Kind::Enum(to)) if is_closed(to) => {
                values.end() - values.start() < 2
                    && values.into_iter().all(|number| declares(to, number))
            }
            (Some(values), to) => varint(to).is_some_and(|known| within(&values, &known)),
            (None, _) => false,
        },
    }
}

/// The values of a kind that is written as a varint of its two's complement.
fn varint(kind: &Kind) -> Option<RangeInclusive<i128>> {
    Some(match kind {
        Kind::Bool => 0..=1,
        Kind::Int32 => i128::from(i32::MIN)..=i128::from(i32::MAX),
        Kind::Int64 => i128::from(i64::MIN)..=i128::from(i64::MAX),
        Kind::Uint32 => 0..=i128::from(u32::MAX),
        Kind::Uint64 => 0..=i128::from(u64::MAX),
        Kind::Enum(_) => i128::from(i32::MIN)..=i128::from(i32::MAX),
        _ => return None,
    })
}

fn within(inner: &RangeInclusive<i128>, outer: &RangeInclusive<i128>) -> bool {
    outer.contains(inner.start()) && outer.contains(inner.end())
}

fn declares(kind: &EnumDescriptor, number: i128) -> bool {
    i32::try_from(number).is_ok_and(|number| kind.get_value(number).is_some())
}

fn text(writer: &Kind, reader: &Kind) -> bool {
    match (writer, reader) {
        (Kind::Enum(from), Kind::Enum(to)) => unread_names(from, to).is_empty(),
        (Kind::Message(from), Kind::Message(to)) => {
            let (from, to) = (from.full_name(), to.full_name());
            from == to || !well_known::is_one(from) && !well_known::is_one(to)
        }
        (from, to) if from == to => true,
        // A number is read as the enum's value of that number.
        (Kind::Int32 | Kind::Sint32 | Kind::Sfixed32, Kind::Enum(to)) => !is_closed(to),
        (Kind::Float, Kind::Double) => true,
        (from, to) => match (integer(from), integer(to)) {
            (Some(values), Some(known)) => within(&values, &known),
            _ => false,
        },
    }
}

/// The values of a kind that JSON writes as an integer, or as the text of one.
fn integer(kind: &Kind) -> Option<RangeInclusive<i128>> {
    match kind {
        Kind::Sint32 | Kind::Sfixed32 => varint(&Kind::Int32),
        Kind::Sint64 | Kind::Sfixed64 => varint(&Kind::Int64),
        Kind::Fixed32 => varint(&Kind::Uint32),
        Kind::Fixed64 => varint(&Kind::Uint64),
        Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64 => varint(kind),
        _ => None,
    }
}

/// The values of an enum whose number a reader does not take for the same value.
pub(super) fn unkept_numbers(writer: &EnumDescriptor, reader: &EnumDescriptor) -> Vec<i32> {
    numbers(writer).filter(|number| !is_kept(writer, *number, reader)).collect()
}

fn is_kept(writer: &EnumDescriptor, number: i32, reader: &EnumDescriptor) -> bool {
    let known = reader.get_value(number).is_some();
    same::is_same_value(writer, number, reader, number) && (known || !is_closed(reader))
}

/// The values of an enum whose name a reader does not know.
pub(super) fn unread_names(writer: &EnumDescriptor, reader: &EnumDescriptor) -> Vec<i32> {
    let unread = |number: &i32| reader.get_value_by_name(&value_name(writer, *number)).is_none();
    numbers(writer).filter(unread).collect()
}

/// The name that JSON has for a value: of several the first in the file. A value that the enum does
/// not declare is its number.
pub(super) fn value_name(kind: &EnumDescriptor, number: i32) -> String {
    let values = &kind.enum_descriptor_proto().value;
    let named = values.iter().find(|value| value.number() == number);
    named.map_or_else(|| number.to_string(), |value| value.name().to_owned())
}

/// The numbers of an enum in the order of the file, each once.
pub(super) fn numbers(kind: &EnumDescriptor) -> impl Iterator<Item = i32> {
    let mut seen = std::collections::BTreeSet::new();
    let numbers: Vec<i32> = kind.enum_descriptor_proto().value.iter().map(|v| v.number()).collect();
    numbers.into_iter().filter(move |number| seen.insert(*number))
}

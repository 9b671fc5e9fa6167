//! The fields of two messages side by side: which of them are one field, and at which level.

use prost_reflect::{EnumDescriptor, FieldDescriptor, MessageDescriptor, Syntax};

/// In which ways a value reaches its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Levels {
    /// As bytes, where fields are numbers.
    pub(super) wire: bool,
    /// As JSON, where fields are names.
    pub(super) json: bool,
}

impl Levels {
    pub(super) const BOTH: Levels = Levels { wire: true, json: true };

    pub(super) fn and(self, other: Levels) -> Levels {
        Levels { wire: self.wire && other.wire, json: self.json && other.json }
    }

    pub(super) fn any(self) -> bool {
        self.wire || self.json
    }
}

/// A field of the writer's that is one of the reader's too.
#[derive(Clone)]
pub(super) struct Pair {
    /// As it is written.
    pub(super) writer: FieldDescriptor,
    /// As it is read.
    pub(super) reader: FieldDescriptor,
    /// Where it is the same field.
    pub(super) levels: Levels,
}

/// The fields of a message in the order of the file.
pub(super) fn declared(message: &MessageDescriptor) -> Vec<FieldDescriptor> {
    let numbers = message.descriptor_proto().field.iter().map(|field| field.number());
    numbers.filter_map(|number| message.get_field(u32::try_from(number).ok()?)).collect()
}

/// Each field of the writer's with each field of the reader's that is the same by its number or by
/// its name, in the order of the writer's file.
pub(super) fn pairs(writer: &MessageDescriptor, reader: &MessageDescriptor) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for field in declared(writer) {
        let (numbered, named) = (reader.get_field(field.number()), read_by_name(reader, &field));
        let pair = |reader, wire, json| Pair {
            writer: field.clone(),
            reader,
            levels: Levels { wire, json },
        };
        match (numbered, named) {
            (Some(one), Some(other)) if one == other => pairs.push(pair(one, true, true)),
            (numbered, named) => {
                pairs.extend(named.map(|named| pair(named, false, true)));
                pairs.extend(numbered.map(|numbered| pair(numbered, true, false)));
            }
        }
    }
    pairs
}

/// The field of the reader's that takes what JSON has under the name of a writer's. A reader
/// accepts both the JSON name and the name of the file.
pub(super) fn read_by_name(
    reader: &MessageDescriptor,
    field: &FieldDescriptor,
) -> Option<FieldDescriptor> {
    let name = field.json_name();
    reader.get_field_by_json_name(name).or_else(|| reader.get_field_by_name(name))
}

/// Whether a value that is not declared is lost, as in the enums of proto2. Those of proto3 keep
/// its number. Source: <https://protobuf.dev/programming-guides/enum/>.
pub(super) fn is_closed(kind: &EnumDescriptor) -> bool {
    kind.parent_file().syntax() == Syntax::Proto2
}

/// Whether two fields are in the same `oneof`, so that at most one of them is there.
pub(super) fn exclude_each_other(one: &FieldDescriptor, other: &FieldDescriptor) -> bool {
    one.containing_oneof().is_some_and(|oneof| other.containing_oneof() == Some(oneof))
}

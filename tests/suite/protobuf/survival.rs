//! Whether a message survives its reader, as bytes and as JSON: what is written and what is read, side
//! by side. Written apart from the program: it knows nothing of what kinds may become.

use eventbook::compat::answer::{Answer, Direction};
use eventbook::compat::contract::Contract;
use eventbook::compat::languages;
use eventbook::compat::policy::Policy;
use prost_reflect::prost::Message;
use prost_reflect::{
    DescriptorPool, DeserializeOptions, DynamicMessage, FieldDescriptor, Kind, MapKey,
    MessageDescriptor, ReflectMessage, SerializeOptions, Syntax, Value,
};
use protox::file::{File, FileResolver, GoogleFileResolver};
use serde_json::Value as Json;

use super::sample::{Random, sample};

/// Holds an answer against messages: compatible loses nothing of random ones, and each break's
/// witness is lost. Answers whether it is compatible.
pub(super) fn hold(
    name: &str,
    writer: &Contract,
    reader: &Contract,
    random: &mut Random,
    samples: usize,
) -> bool {
    let answer =
        (languages::of("a.proto").reads)(writer, reader, Policy::EVENTS, Direction::Backward);
    let text = |contract: &Contract| contract.schema.as_str().unwrap().to_owned();
    let (from, to) = (text(writer), text(reader));
    let (written, read) = (message(&from), message(&to));
    match &answer {
        Answer::Compatible => {
            for _ in 0..samples {
                let sample = sample(random, &written, 3);
                assert_eq!(lost(&sample, &read), None, "{name}: {from}\n{to}\n{sample}");
            }
        }
        Answer::Incompatible(breaks) => {
            for one in breaks {
                let sample = parse(&one.witness, &written);
                assert_ne!(lost(&sample, &read), None, "{name}: {from}\n{to}\n{one:?}");
            }
        }
        Answer::Undecided(obstacle) => {
            // Extensions are the one thing that is not compared.
            assert!(obstacle.reason.contains("extension"), "{name}: {obstacle:?}\n{from}\n{to}");
        }
    }
    answer.is_compatible()
}

/// Which way loses a part of a message: as bytes, or as JSON.
fn lost(message: &DynamicMessage, reader: &MessageDescriptor) -> Option<String> {
    match DynamicMessage::decode(reader.clone(), message.encode_to_vec().as_slice()) {
        Ok(read) if whole(&read) => {
            if let Some(field) = difference(message, &read) {
                return Some(format!("{field} as bytes"));
            }
        }
        _ => return Some("bytes".to_owned()),
    }
    for skip in [true, false] {
        let options = SerializeOptions::new().skip_default_fields(skip);
        let json = message.serialize_with_options(serde_json::value::Serializer, &options).unwrap();
        // A field is passed over, but the name of an enum is not.
        let strict = without_unknown(&json, reader);
        let options = DeserializeOptions::new().deny_unknown_fields(true);
        match DynamicMessage::deserialize_with_options(reader.clone(), strict, &options) {
            Ok(read) => {
                if let Some(field) = difference(message, &read) {
                    return Some(format!("{field} as JSON"));
                }
            }
            Err(error) => return Some(format!("JSON: {error}")),
        }
    }
    None
}

fn without_unknown(json: &Json, message: &MessageDescriptor) -> Json {
    let Json::Object(entries) = json else { return json.clone() };
    if message.full_name().starts_with("google.protobuf.") {
        return json.clone();
    }
    let mut kept = serde_json::Map::new();
    for (name, value) in entries {
        let field =
            message.get_field_by_json_name(name).or_else(|| message.get_field_by_name(name));
        let Some(field) = field else { continue };
        let value = match (field.kind(), value) {
            (Kind::Message(entry), Json::Object(values)) if field.is_map() => {
                let clean = |value: &Json| match entry.map_entry_value_field().kind() {
                    Kind::Message(inner) => without_unknown(value, &inner),
                    _ => value.clone(),
                };
                values.iter().map(|(key, value)| (key.clone(), clean(value))).collect()
            }
            (Kind::Message(inner), Json::Array(items)) => {
                items.iter().map(|item| without_unknown(item, &inner)).collect()
            }
            (Kind::Message(inner), value) => without_unknown(value, &inner),
            (_, value) => value.clone(),
        };
        kept.insert(name.clone(), value);
    }
    Json::Object(kept)
}

/// Whether all that proto2 requires is there.
fn whole(message: &DynamicMessage) -> bool {
    let own = message
        .descriptor()
        .fields()
        .all(|field| !field.is_required() || message.has_field(&field));
    own && message.fields().all(|(_, value)| inner(value).into_iter().all(whole))
}

fn inner(value: &Value) -> Vec<&DynamicMessage> {
    match value {
        Value::Message(message) => vec![message],
        Value::List(items) => items.iter().filter_map(Value::as_message).collect(),
        Value::Map(entries) => entries.values().filter_map(Value::as_message).collect(),
        _ => Vec::new(),
    }
}

/// The first field of what was written that its reader does not have as it was.
fn difference(written: &DynamicMessage, read: &DynamicMessage) -> Option<String> {
    let (from, to) = (written.descriptor(), read.descriptor());
    if from.full_name() == to.full_name() && from.full_name().starts_with("google.protobuf.") {
        return (written.encode_to_vec() != read.encode_to_vec()).then(|| "well-known".to_owned());
    }
    from.fields().find_map(|field| {
        let other = to
            .get_field_by_json_name(field.json_name())
            .or_else(|| to.get_field_by_name(field.json_name()))
            .or_else(|| to.get_field(field.number()))?;
        // What is not there and could have been says nothing.
        if field.supports_presence() && !written.has_field(&field) {
            return None;
        }
        let (value, seen) = (written.get_field(&field), read.get_field(&other));
        let gone = value.as_message().is_some() && !read.has_field(&other);
        (gone || !same(&field, &value, &other, &seen)).then(|| field.name().to_owned())
    })
}

fn same(field: &FieldDescriptor, value: &Value, other: &FieldDescriptor, seen: &Value) -> bool {
    match (value, seen) {
        (Value::List(from), Value::List(to)) => {
            from.len() == to.len()
                && from
                    .iter()
                    .zip(to)
                    .all(|(one, two)| text(&field.kind(), one, &other.kind(), two))
        }
        (Value::Map(from), Value::Map(to)) => {
            let kind = |field: &FieldDescriptor| {
                field.kind().as_message().unwrap().map_entry_value_field().kind()
            };
            from.len() == to.len()
                && from.iter().all(|(key, value)| {
                    let found = to.iter().find(|(other, _)| key_text(key) == key_text(other));
                    found.is_some_and(|(_, seen)| text(&kind(field), value, &kind(other), seen))
                })
        }
        (Value::List(_) | Value::Map(_), _) | (_, Value::List(_) | Value::Map(_)) => false,
        (one, two) => text(&field.kind(), one, &other.kind(), two),
    }
}

fn text(from: &Kind, value: &Value, to: &Kind, seen: &Value) -> bool {
    if let (Kind::Enum(to), Value::EnumNumber(seen)) = (to, seen) {
        // A closed enum has no other values.
        if to.parent_file().syntax() == Syntax::Proto2 && to.get_value(*seen).is_none() {
            return false;
        }
    }
    match (value, seen) {
        (Value::Message(one), Value::Message(two)) => difference(one, two).is_none(),
        (Value::EnumNumber(one), Value::EnumNumber(two)) => {
            let (from, to) = (from.as_enum().unwrap(), to.as_enum().unwrap());
            let named = from.values().filter(|value| value.number() == *one);
            let known = named.filter_map(|value| to.get_value_by_name(value.name()));
            let known: Vec<i32> = known.map(|value| value.number()).collect();
            if known.is_empty() { one == two } else { known.contains(two) }
        }
        (one, two) => number(one) == number(two),
    }
}

fn number(value: &Value) -> String {
    match value {
        Value::Bool(value) => u8::from(*value).to_string(),
        Value::I32(value) | Value::EnumNumber(value) => value.to_string(),
        Value::I64(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        Value::F32(value) => f64::from(*value).to_string(),
        Value::F64(value) => value.to_string(),
        Value::String(value) => format!("{:?}", value.as_bytes()),
        Value::Bytes(value) => format!("{:?}", &value[..]),
        Value::Message(_) | Value::List(_) | Value::Map(_) => "several".to_owned(),
    }
}

fn key_text(key: &MapKey) -> String {
    number(&Value::from(key.clone()))
}

/// A witness as a message of the writer's, which it must be to the last field.
fn parse(witness: &Json, writer: &MessageDescriptor) -> DynamicMessage {
    let options = DeserializeOptions::new().deny_unknown_fields(true);
    DynamicMessage::deserialize_with_options(writer.clone(), witness.clone(), &options)
        .unwrap_or_else(|error| panic!("{witness} is no message of the writer's: {error}"))
}

struct Own(String);

impl FileResolver for Own {
    fn open_file(&self, name: &str) -> Result<File, protox::Error> {
        match name {
            "a.proto" => File::from_source(name, &self.0),
            other => GoogleFileResolver::new().open_file(other),
        }
    }
}

fn message(text: &str) -> MessageDescriptor {
    let mut compiler = protox::Compiler::with_file_resolver(Own(text.to_owned()));
    let pool: DescriptorPool = compiler.open_file("a.proto").unwrap().descriptor_pool();
    let file = pool.get_file_by_name("a.proto").unwrap();
    let mut messages = file.messages();
    messages.find(|message| ["M", "OrderPlaced"].contains(&message.name())).unwrap()
}

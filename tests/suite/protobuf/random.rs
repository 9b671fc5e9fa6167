//! Random pairs of schemas: what is judged compatible loses nothing of random messages, and what is
//! judged incompatible is shown by its witness. The check here is written apart from the program's:
//! it knows nothing of kinds, only what is written and what is read.

use eventbook::compat::answer::{Answer, Direction};
use eventbook::compat::languages;
use eventbook::compat::policy::Policy;
use prost_reflect::prost::Message;
use prost_reflect::{
    DescriptorPool, DeserializeOptions, DynamicMessage, FieldDescriptor, Kind, MapKey,
    MessageDescriptor, ReflectMessage, Syntax, Value,
};
use protox::file::{File, FileResolver, GoogleFileResolver};
use serde_json::Value as Json;

use super::contract;
use super::pairs;

#[test]
fn a_random_message_survives_what_is_compatible() {
    let mut random = Random(7);
    let mut verdicts = [0, 0];
    for round in 0..500 {
        let old = schema(&mut random, None);
        let new = schema(&mut random, Some(&old));
        let (from, to) = (old.text(), new.text());
        let (writer, reader) =
            (contract("a.proto", &from, &[], Some("M")), contract("a.proto", &to, &[], Some("M")));
        let language = languages::of("a.proto");
        // A change may be none that a schema can have, such as a number twice.
        if (language.as_json_schema)(&reader).is_err() {
            continue;
        }
        let reads = language.reads;
        let answer = reads(&writer, &reader, Policy::EVENTS, Direction::Backward);
        let (written, read) = (message(&from), message(&to));
        match &answer {
            Answer::Compatible => {
                verdicts[0] += 1;
                for _ in 0..8 {
                    let sample = sample(&mut random, &written, 3);
                    let lost = lost(&sample, &read);
                    assert_eq!(lost, None, "{round}: {from}\n{to}\n{sample}");
                }
            }
            Answer::Incompatible(breaks) => {
                verdicts[1] += 1;
                for one in breaks {
                    let sample = parse(&one.witness, &written);
                    assert_ne!(lost(&sample, &read), None, "{round}: {from}\n{to}\n{one:?}");
                }
            }
            Answer::Undecided(obstacle) => panic!("{round}: {obstacle:?}\n{from}\n{to}"),
        }
    }
    assert!(verdicts.iter().all(|count| *count > 200), "both are tried: {verdicts:?}");
}

#[test]
fn a_random_message_survives_every_pair_that_is_compatible() {
    let mut random = Random(11);
    let mut tried = 0;
    for (name, old, new) in pairs::all() {
        if ["imported", "unreadable"].contains(&name.as_str()) {
            continue;
        }
        for (writer, reader) in [(&old, &new), (&new, &old)] {
            let answer = (languages::of("a.proto").reads)(
                writer,
                reader,
                Policy::EVENTS,
                Direction::Backward,
            );
            let text = |contract: &eventbook::compat::contract::Contract| {
                contract.schema.as_str().unwrap().to_owned()
            };
            let (written, read) = (message(&text(writer)), message(&text(reader)));
            if answer.is_compatible() {
                for _ in 0..50 {
                    let sample = sample(&mut random, &written, 3);
                    assert_eq!(lost(&sample, &read), None, "{name}: {sample}");
                    tried += 1;
                }
            }
            for one in answer.breaks() {
                let sample = parse(&one.witness, &written);
                assert_ne!(lost(&sample, &read), None, "{name}: {one:?}");
            }
        }
    }
    assert!(tried > 1000, "only {tried} messages were tried");
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
        let options = prost_reflect::SerializeOptions::new().skip_default_fields(skip);
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

/// A random message, all that is required in it.
fn sample(random: &mut Random, kind: &MessageDescriptor, depth: usize) -> DynamicMessage {
    let mut message = DynamicMessage::new(kind.clone());
    if kind.full_name() == "google.protobuf.Timestamp" {
        message.set_field_by_name("seconds", Value::I64(i64::from(random.below(100))));
        return message;
    }
    for field in kind.fields() {
        let nested = matches!(field.kind(), Kind::Message(_));
        if !field.is_required() && (random.below(3) == 0 || nested && depth == 0) {
            continue;
        }
        let count = random.below(4);
        let value = if field.is_map() {
            let entry = field.kind().as_message().unwrap().clone();
            let entries = (0..count).map(|_| {
                let key = scalar(random, &entry.map_entry_key_field().kind(), depth);
                (
                    key.into_map_key().unwrap(),
                    scalar(random, &entry.map_entry_value_field().kind(), depth),
                )
            });
            Value::Map(entries.collect())
        } else if field.is_list() {
            Value::List((0..count).map(|_| scalar(random, &field.kind(), depth)).collect())
        } else {
            scalar(random, &field.kind(), depth)
        };
        message.set_field(&field, value);
    }
    message
}

fn scalar(random: &mut Random, kind: &Kind, depth: usize) -> Value {
    const NUMBERS: [i64; 9] =
        [0, 1, 2, -1, 127, 2_147_483_647, -2_147_483_648, 4_294_967_296, i64::MIN];
    let number = random.pick(&NUMBERS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "any number will do"
    )]
    match kind {
        Kind::Bool => Value::Bool(number & 1 == 1),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => Value::I32(number as i32),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => Value::I64(number),
        Kind::Uint32 | Kind::Fixed32 => Value::U32(number as u32),
        Kind::Uint64 | Kind::Fixed64 => Value::U64(number as u64),
        Kind::Float => Value::F32(random.pick(&[0.0, 1.5, -0.25, number as f32])),
        Kind::Double => Value::F64(random.pick(&[0.0, 0.1, 1e300, number as f64])),
        Kind::String => Value::String((random.pick(&["", "a", "é1", "AQID"])).to_owned()),
        Kind::Bytes => Value::Bytes(random.pick(&[&b""[..], b"a", &[255, 0]]).to_vec().into()),
        Kind::Enum(kind) => {
            let values: Vec<i32> = kind.values().map(|value| value.number()).collect();
            Value::EnumNumber(random.pick(&values))
        }
        Kind::Message(message) => Value::Message(sample(random, message, depth.saturating_sub(1))),
    }
}

/// A schema of a message `M` with a message `N` and an enum `E`.
#[derive(Clone)]
struct Schema {
    proto2: bool,
    fields: Vec<(usize, usize, &'static str, &'static str)>,
    inner: Vec<(usize, usize, &'static str, &'static str)>,
    values: Vec<(&'static str, usize)>,
    oneof: usize,
}

const NAMES: [&str; 6] = ["a", "b_c", "d", "e", "f", "g"];
const TYPES: [&str; 16] = [
    "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "sfixed64", "bool",
    "string", "bytes", "float", "double", "E", "N", "M",
];

impl Schema {
    fn text(&self) -> String {
        let field = |(number, name, kind, label): &(usize, usize, &str, &str)| {
            let name = NAMES[*name];
            match (*label, self.proto2) {
                ("map", _) => format!("map<string, {kind}> {name} = {number};\n"),
                ("required", false) | ("", true) => format!("optional {kind} {name} = {number};\n"),
                (label, _) => format!("{label} {kind} {name} = {number};\n"),
            }
        };
        let (inside, outside) = self.fields.split_at(self.oneof.min(self.fields.len()));
        let inside: String = inside
            .iter()
            .map(|(number, name, kind, _)| format!("{kind} {} = {number};\n", NAMES[*name]))
            .collect();
        let oneof = if inside.is_empty() { inside } else { format!("oneof o {{\n{inside}}}\n") };
        let outside: String = outside.iter().map(field).collect();
        let inner: String = self.inner.iter().map(field).collect();
        let values: String =
            self.values.iter().map(|(name, number)| format!("{name} = {number};\n")).collect();
        let syntax = if self.proto2 { "proto2" } else { "proto3" };
        format!(
            "syntax = \"{syntax}\";\nmessage M {{\n{oneof}{outside}}}\nmessage N {{\n{inner}}}\n\
             enum E {{\n{values}}}\n"
        )
    }
}

fn schema(random: &mut Random, base: Option<&Schema>) -> Schema {
    let Some(base) = base else {
        let proto2 = random.below(3) == 0;
        let list = |random: &mut Random, count: usize| {
            (0..count).map(|at| (at + 1, at, random.pick(&TYPES), label(random))).collect()
        };
        let (fields, inner) = (list(random, 3), list(random, 2));
        let values = vec![("NONE", 0), ("PAID", 1), ("LOST", 2)];
        let oneof = if random.below(3) == 0 { 2 } else { 0 };
        return break_circles(Schema { proto2, fields, inner, values, oneof });
    };
    let mut next = base.clone();
    for _ in 0..=random.below(2) {
        let inner = random.below(3) == 0;
        let fields = if inner { &mut next.inner } else { &mut next.fields };
        let at = random.below(2) as usize;
        match random.below(11) {
            0..=2 => fields[at].2 = random.pick(&TYPES),
            3 => fields[at].3 = label(random),
            4 => fields[at].1 = 3 + at,
            5 => fields[at].0 += 3,
            6 => {
                fields.remove(at);
            }
            7 => {
                fields.push((9, 5, random.pick(&TYPES), label(random)));
            }
            8 => next.oneof = random.below(3) as usize,
            9 => next.proto2 = !next.proto2,
            _ => match random.below(4) {
                0 => {
                    next.values.pop();
                }
                1 => next.values.push(("NEW", 7)),
                2 => next.values[1].0 = "RENAMED",
                _ => next.values[1].1 = 5,
            },
        }
        if next.fields.len() < 2 || next.inner.len() < 2 {
            break;
        }
    }
    break_circles(next)
}

/// No required circle, which has no message at all.
fn break_circles(mut schema: Schema) -> Schema {
    for field in schema.fields.iter_mut().chain(&mut schema.inner) {
        if ["M", "N"].contains(&field.2) && field.3 == "required" {
            field.3 = "optional";
        }
    }
    schema
}

fn label(random: &mut Random) -> &'static str {
    random.pick(&["", "", "optional", "repeated", "map", "required"])
}

/// The same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap()
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(u32::try_from(items.len()).unwrap()) as usize]
    }
}

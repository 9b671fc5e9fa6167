//! Random schemas, changed at random, and random data of them: what is called compatible is always
//! read by the Avro library, and what is written is a message by the JSON Schema of its schema.
//!
//! Logical types and aliases are left out here, because the library is stricter about them than the
//! specification; the pairs have them.

use std::collections::{BTreeMap, HashMap};

use apache_avro::reader::datum::GenericDatumReader;
use apache_avro::types::Value as Avro;
use apache_avro::writer::datum::GenericDatumWriter;
use eventbook::compat::answer::Answer;
use eventbook::compat::contract::Contract;
use eventbook::compat::policy::Policy;
use eventbook::compat::{self};
use serde_json::{Value, json};

use super::contract;
use crate::mutants::chance::Chance;

const PRIMITIVES: [&str; 8] =
    ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/// How many pairs of schemas are tried.
const PAIRS: u64 = 1500;

#[test]
fn what_is_compatible_is_read() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..PAIRS {
        let mut chance = Chance::new(seed);
        let old = record(&mut chance, &mut Vec::new(), 0);
        let new = changed(&old, &mut chance);
        let (from, to) = (contract("old.avsc", old), contract("new.avsc", new));
        if [&from, &to].iter().any(|one| (one.language.as_json_schema)(one).is_err()) {
            *counts.entry("unread").or_default() += 1;
            continue;
        }
        let comparison = compat::compare(&from, &to, Policy::EVENTS);
        for (writer, reader, answer) in
            [(&from, &to, &comparison.backward), (&to, &from, &comparison.forward)]
        {
            *counts.entry(answer.word()).or_default() += 1;
            match answer {
                Answer::Compatible => every_datum_is_read(seed, writer, reader, &mut chance),
                Answer::Incompatible(breaks) => {
                    let schema = (writer.language.as_json_schema)(writer).unwrap();
                    let validator = jsonschema::validator_for(&schema).unwrap();
                    for one in breaks {
                        let said = validator.is_valid(&one.witness);
                        assert!(said, "{seed}: {} {}", writer.schema, one.witness);
                    }
                }
                Answer::Undecided(obstacle) => {
                    panic!("{seed}: {obstacle:?}\n{}\n{}", writer.schema, reader.schema)
                }
            }
        }
    }
    for (word, least) in [("compatible", 500), ("incompatible", 500)] {
        assert!(counts.get(word) > Some(&least), "{counts:?}");
    }
    assert!(counts.get("unread").is_none_or(|count| *count < PAIRS as usize / 4), "{counts:?}");
}

fn every_datum_is_read(seed: u64, writer: &Contract, reader: &Contract, chance: &mut Chance) {
    let written = apache_avro::Schema::parse(&writer.schema).unwrap();
    let read = apache_avro::Schema::parse(&reader.schema).unwrap();
    let writing = GenericDatumWriter::builder(&written).build().unwrap();
    let reading = GenericDatumReader::builder(&written).reader_schema(&read).build().unwrap();
    for _ in 0..8 {
        let datum = datum(&writer.schema, &mut BTreeMap::new(), chance, 0);
        let bytes = writing.write_value_to_vec(datum.clone()).unwrap();
        let result = reading.read_value(&mut bytes.as_slice());
        assert!(
            result.is_ok(),
            "{seed}: {datum:?}\n{}\n{}\n{result:?}",
            writer.schema,
            reader.schema
        );
    }
}

#[test]
fn every_datum_is_a_message_by_the_json_schema() {
    let mut count = 0;
    for seed in 0..400 {
        let mut chance = Chance::new(seed);
        let schema = record(&mut chance, &mut Vec::new(), 0);
        let one = contract("a.avsc", schema.clone());
        let Ok(derived) = (one.language.as_json_schema)(&one) else { continue };
        let validator = jsonschema::validator_for(&derived).unwrap();
        for tagged in [false, true] {
            let mut names = BTreeMap::new();
            let datum = datum(&schema, &mut names, &mut chance, 0);
            let message = message(&datum, &schema, &names, tagged);
            let fault = validator.iter_errors(&message).next().map(|fault| fault.to_string());
            assert_eq!(fault, None, "{seed}: {message}\n{schema}\n{derived}");
            count += 1;
        }
    }
    assert!(count > 500, "only {count} messages");
}

fn record(chance: &mut Chance, names: &mut Vec<String>, depth: usize) -> Value {
    let name = format!("R{}", names.len());
    names.push(name.clone());
    let count = 1 + chance.below(4);
    let fields: Vec<Value> = (0..count)
        .map(|index| {
            let of = schema(chance, names, depth + 1);
            let mut field = json!({ "name": format!("f{index}"), "type": of });
            if let Some(default) = default(&field["type"]).filter(|_| chance.below(2) == 0) {
                field["default"] = default;
            }
            field
        })
        .collect();
    json!({ "type": "record", "name": name, "fields": fields })
}

fn schema(chance: &mut Chance, names: &mut Vec<String>, depth: usize) -> Value {
    match if depth > 3 { 0 } else { chance.below(12) } {
        0..=5 => json!(chance.one(&PRIMITIVES)),
        6 => json!({ "type": "array", "items": schema(chance, names, depth + 1) }),
        7 => json!({ "type": "map", "values": schema(chance, names, depth + 1) }),
        8 => {
            let mut branches: Vec<Value> = Vec::new();
            for _ in 0..1 + chance.below(3) {
                let branch = schema(chance, names, depth + 1);
                let word = |of: &Value| of["type"].as_str().or(of.as_str()).map(str::to_owned);
                let named = branch["name"].is_string();
                let twice = branches.iter().any(|other| word(other) == word(&branch) && !named);
                if !branch.is_array() && !twice {
                    branches.push(branch);
                }
            }
            if branches.is_empty() { json!("string") } else { Value::Array(branches) }
        }
        9 => {
            let name = format!("E{}", names.len());
            names.push(name.clone());
            json!({ "type": "enum", "name": name, "symbols": ["A", "B", "C"] })
        }
        10 => {
            let name = format!("F{}", names.len());
            names.push(name.clone());
            json!({ "type": "fixed", "name": name, "size": 1 + chance.below(4) })
        }
        _ if chance.below(3) == 0 => {
            let named = names.iter().find(|name| name.starts_with('R')).cloned();
            json!(["null", named.unwrap_or("string".to_owned())])
        }
        _ => record(chance, names, depth + 1),
    }
}

fn default(of: &Value) -> Option<Value> {
    match (of.as_str().or(of["type"].as_str()), of.get(0)) {
        (_, Some(first)) => default(first),
        (Some("null"), _) => Some(Value::Null),
        (Some("boolean"), _) => Some(json!(true)),
        (Some("int" | "long"), _) => Some(json!(7)),
        (Some("float" | "double"), _) => Some(json!(0.5)),
        (Some("string" | "bytes"), _) => Some(json!("x")),
        (Some("array"), _) => Some(json!([])),
        (Some("map"), _) => Some(json!({})),
        (Some("enum"), _) => Some(json!("A")),
        _ => None,
    }
}

/// The same schema with one or two things said otherwise.
fn changed(schema: &Value, chance: &mut Chance) -> Value {
    let mut changed = schema.clone();
    for _ in 0..1 + chance.below(2) {
        let mut places = Vec::new();
        collect(&changed, String::new(), &mut places);
        let place = chance.one(&places).clone();
        let Some(node) = changed.pointer_mut(&place) else { continue };
        change(node, chance);
    }
    changed
}

/// Every record, enum, fixed and primitive.
fn collect(node: &Value, at: String, places: &mut Vec<String>) {
    match node {
        Value::Array(branches) => {
            for (index, branch) in branches.iter().enumerate() {
                collect(branch, format!("{at}/{index}"), places);
            }
        }
        Value::Object(_) => {
            places.push(at.clone());
            for key in ["items", "values"] {
                if let Some(inner) = node.get(key) {
                    collect(inner, format!("{at}/{key}"), places);
                }
            }
            for (index, field) in node["fields"].as_array().into_iter().flatten().enumerate() {
                collect(&field["type"], format!("{at}/fields/{index}/type"), places);
            }
        }
        _ => places.push(at),
    }
}

fn change(node: &mut Value, chance: &mut Chance) {
    match node["type"].as_str() {
        Some("record") => {
            let fields = node["fields"].as_array_mut().unwrap();
            match chance.below(5) {
                0 => fields.push(json!({ "name": "added", "type": "int", "default": 1 })),
                1 => fields.push(json!({ "name": "needed", "type": "string" })),
                2 if fields.len() > 1 => {
                    let at = chance.below(fields.len());
                    fields.remove(at);
                }
                3 => fields.reverse(),
                _ => node["name"] = json!("Renamed"),
            }
        }
        Some("enum") => match chance.below(3) {
            0 => node["symbols"] = json!(["A", "B", "C", "D"]),
            1 => node["symbols"] = json!(["B", "A"]),
            _ => node["default"] = json!("A"),
        },
        Some("fixed") => node["size"] = json!(chance.below(6)),
        Some(_) => {}
        None if node.is_string() => {
            let other = *chance.one(&PRIMITIVES);
            *node = match chance.below(3) {
                0 => json!(other),
                1 if node != "null" => json!(["null", node.clone()]),
                _ if node == other => json!(other),
                _ => json!([node.clone(), other]),
            };
        }
        None => {}
    }
}

fn datum(
    schema: &Value,
    names: &mut BTreeMap<String, Value>,
    chance: &mut Chance,
    depth: usize,
) -> Avro {
    if let Value::Array(branches) = schema {
        let null = branches.iter().position(|branch| branch == "null");
        let at = null.filter(|_| depth > 6).unwrap_or_else(|| chance.below(branches.len()));
        return Avro::Union(at as u32, Box::new(datum(&branches[at], names, chance, depth + 1)));
    }
    if let (Some(name), true) = (schema["name"].as_str(), schema.is_object()) {
        names.insert(name.to_owned(), schema.clone());
    }
    let count = if depth > 6 { 0 } else { chance.below(3) };
    match schema.as_str().or(schema["type"].as_str()).unwrap() {
        "null" => Avro::Null,
        "boolean" => Avro::Boolean(chance.below(2) == 0),
        "int" => Avro::Int(*chance.one(&[0, -1, i32::MAX, i32::MIN])),
        "long" => Avro::Long(*chance.one(&[0, -1, i64::MAX, i64::MIN, 4_294_967_296])),
        "float" => Avro::Float(*chance.one(&[0.0, -1.5, f32::MAX])),
        "double" => Avro::Double(*chance.one(&[0.0, -1.5, 1e300])),
        // Bytes that are no UTF-8 the library does not promote to text, as others do.
        "bytes" => Avro::Bytes(chance.one(&[b"".to_vec(), b"abc".to_vec()]).clone()),
        "string" => Avro::String((*chance.one(&["", "text", "ü"])).to_owned()),
        "array" => Avro::Array(
            (0..count).map(|_| datum(&schema["items"], names, chance, depth + 1)).collect(),
        ),
        "map" => Avro::Map(
            (0..count)
                .map(|at| (format!("k{at}"), datum(&schema["values"], names, chance, depth + 1)))
                .collect::<HashMap<_, _>>(),
        ),
        "enum" => {
            let symbols = schema["symbols"].as_array().unwrap();
            let at = chance.below(symbols.len());
            Avro::Enum(at as u32, symbols[at].as_str().unwrap().to_owned())
        }
        "fixed" => {
            let size = schema["size"].as_u64().unwrap() as usize;
            Avro::Fixed(size, vec![b'x'; size])
        }
        "record" => Avro::Record(
            schema["fields"]
                .as_array()
                .unwrap()
                .iter()
                .map(|field| {
                    let name = field["name"].as_str().unwrap().to_owned();
                    (name, datum(&field["type"], names, chance, depth + 1))
                })
                .collect(),
        ),
        name => {
            let named = names.get(name).unwrap().clone();
            datum(&named, names, chance, depth + 1)
        }
    }
}

/// A datum as people write it, with the tags of unions or without.
fn message(datum: &Avro, schema: &Value, names: &BTreeMap<String, Value>, tagged: bool) -> Value {
    let schema = schema.as_str().and_then(|name| names.get(name)).unwrap_or(schema);
    match datum {
        Avro::Null => Value::Null,
        Avro::Boolean(value) => json!(value),
        Avro::Int(value) => json!(value),
        Avro::Long(value) => json!(value),
        Avro::Float(value) => json!(value),
        Avro::Double(value) => json!(value),
        Avro::Bytes(bytes) | Avro::Fixed(_, bytes) => {
            json!(bytes.iter().map(|byte| char::from(*byte)).collect::<String>())
        }
        Avro::String(text) | Avro::Enum(_, text) => json!(text),
        Avro::Array(items) => {
            items.iter().map(|item| message(item, &schema["items"], names, tagged)).collect()
        }
        Avro::Map(map) => Value::Object(
            map.iter()
                .map(|(key, value)| (key.clone(), message(value, &schema["values"], names, tagged)))
                .collect(),
        ),
        Avro::Union(at, inner) => {
            let branch = &schema[*at as usize];
            let inner = message(inner, branch, names, tagged);
            let word = branch["name"].as_str().or(branch["type"].as_str()).or(branch.as_str());
            match word.filter(|word| tagged && *word != "null") {
                Some(tag) => json!({ tag: inner }),
                None => inner,
            }
        }
        Avro::Record(fields) => Value::Object(
            fields
                .iter()
                .zip(schema["fields"].as_array().unwrap())
                .map(|((name, value), field)| {
                    (name.clone(), message(value, &field["type"], names, tagged))
                })
                .collect(),
        ),
        other => panic!("{other:?} is made by no schema here"),
    }
}

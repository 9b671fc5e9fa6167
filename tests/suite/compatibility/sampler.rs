//! The sampler is tested too: it refutes every prover of `broken-provers.jsonl`, each of which has
//! one rule broken and so calls a pair of schemas compatible that is not.
//!
//! A broken prover is the prover asked about other schemas than were meant: without a keyword, with
//! one keyword taken for another, or with something read as it is not.

use eventbook::compat::search::{Sampler, separate};
use eventbook::inclusion::{Inclusion, Reading, decide};
use jsonschema::Validator;
use serde_json::{Map, Value, json};

const BROKEN: &str = include_str!("broken-provers.jsonl");

/// Most samples that a refutation may take.
const SAMPLES: usize = 10_000;

#[test]
fn the_sampler_refutes_every_broken_prover() {
    let cases: Vec<Value> =
        BROKEN.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() >= 30);
    for case in &cases {
        let (old, new) = (&case["old"], &case["new"]);
        let broken = decide(&distorted(old, case), &distorted(new, case), Reading::default());
        assert_eq!(broken, Inclusion::Holds, "{}", case["broken"]);
        let (accepts_old, accepts_new) = (validator(old), validator(new));
        let found = separate(
            old,
            new,
            |value| accepts_old.is_valid(value),
            |value| accepts_new.is_valid(value),
            SAMPLES,
        );
        let found = found.unwrap_or_else(|| panic!("not refuted: {}", case["broken"]));
        assert!(accepts_old.is_valid(&found), "{}: {found}", case["broken"]);
        assert!(!accepts_new.is_valid(&found), "{}: {found}", case["broken"]);
    }
}

#[test]
fn nothing_separates_a_schema_from_its_like() {
    for (old, new) in [
        (json!({ "type": "integer" }), json!({ "type": "number", "multipleOf": 1 })),
        (json!({ "enum": [1, 2] }), json!({ "anyOf": [{ "const": 2 }, { "const": 1 }] })),
        (json!({ "required": ["a"] }), json!({ "not": { "not": { "required": ["a"] } } })),
    ] {
        let (accepts_old, accepts_new) = (validator(&old), validator(&new));
        let found = separate(
            &old,
            &new,
            |value| accepts_old.is_valid(value),
            |value| accepts_new.is_valid(value),
            1_000,
        );
        assert_eq!(found, None);
    }
}

#[test]
fn most_samples_are_valid() {
    for line in BROKEN.lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        for (own, other) in [("old", "new"), ("new", "old")] {
            let accepts = validator(&case[own]);
            let samples = Sampler::new(&case[own], 3).with_seeds_of(&case[other]).take(300);
            let valid = samples.filter(|value| accepts.is_valid(value)).count();
            assert!(valid > 150, "{valid} of 300: {own} of {}", case["broken"]);
        }
    }
}

#[test]
fn the_seed_decides() {
    let schema = json!({ "type": "object", "properties": { "a": { "type": "number" } } });
    let values = |seed| Sampler::new(&schema, seed).take(50).collect::<Vec<_>>();
    assert_eq!(values(1), values(1));
    assert_ne!(values(1), values(2));
}

/// Schemas that lead nowhere, into themselves or too far are drawn from all the same.
#[test]
fn every_schema_is_drawn_from() {
    let deep = (0..100).fold(json!({}), |inner, _| json!({ "items": inner, "minItems": 1 }));
    for schema in [
        json!(true),
        json!(false),
        json!(3),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/nowhere" }),
        json!({ "allOf": [{ "$ref": "#" }, { "$ref": "#" }] }),
        json!({ "properties": { "a": { "$ref": "#" } }, "required": ["a"] }),
        json!({ "items": { "$ref": "#" }, "minItems": 3 }),
        json!({ "minItems": 1_000_000_000_000_u64, "minLength": 1e300, "minProperties": u64::MAX }),
        json!({ "minimum": 1e308, "multipleOf": 1e-308, "type": "number" }),
        json!({ "pattern": "(((a{90}){90}){90})", "type": "string" }),
        json!({ "pattern": "(?<=a)b", "patternProperties": { "(": {} } }),
        json!({ "enum": [], "type": [] }),
        json!({ "required": "a", "properties": [], "allOf": {}, "if": 1, "items": 0 }),
        deep,
    ] {
        assert_eq!(Sampler::new(&schema, 1).with_seeds_of(&schema).take(30).count(), 30);
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options().build(schema).unwrap()
}

/// The schema as a broken prover reads it.
fn distorted(schema: &Value, case: &Value) -> Value {
    let without = case.get("without").and_then(Value::as_array);
    let without: Vec<&str> = without.into_iter().flatten().filter_map(Value::as_str).collect();
    let read = case.get("read").and_then(Value::as_str).unwrap_or_default();
    let mut schema = schema.clone();
    if read == "upper floors" {
        schema["properties"]["a"]["properties"]["b"] = json!({});
    }
    change(&mut schema, &mut |keywords| {
        without.iter().for_each(|keyword| drop(keywords.shift_remove(*keyword)));
        for (from, to) in case.get("rename").and_then(Value::as_object).into_iter().flatten() {
            if let Some(value) = keywords.shift_remove(from) {
                keywords.insert(to.as_str().unwrap().to_owned(), value);
            }
        }
        reread(keywords, read);
    });
    schema
}

fn change(schema: &mut Value, each: &mut impl FnMut(&mut Map<String, Value>)) {
    match schema {
        Value::Object(keywords) => {
            each(keywords);
            keywords.values_mut().for_each(|inner| change(inner, each));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| change(item, each)),
        _ => {}
    }
}

/// Keywords as a prover reads them that takes them for something else.
fn reread(keywords: &mut Map<String, Value>, read: &str) {
    for (keyword, value) in keywords.iter_mut() {
        let text = value.as_str().unwrap_or_default();
        match (read, keyword.as_str()) {
            ("anchors", "pattern") => *value = json!(text.replace(['^', '$'], "")),
            ("case", "pattern") => *value = json!(text.to_lowercase()),
            ("integer", "type") if text == "integer" => *value = json!("number"),
            ("first type", "type") => *value = value[0].clone(),
            ("defaults", "required") => *value = json!([]),
            ("whole", "minimum") => *value = json!(value.as_f64().unwrap() as i64),
            ("short", "maximum") => *value = json!(value.as_f64().unwrap() as f32),
            _ => {}
        }
    }
}

//! Every key of `eventbook.yaml`, with its type, its default and an example that is judged.

use std::fs;

use eventbook::{config, lint};
use serde_json::{Value, json};

use super::assert_part;
use crate::checked::{check, places, text};
use crate::rust_text::entries;
use crate::small_shop::on_the_shop;
use crate::support::repository;

const PAGE: &str = "configuration.md";

/// The keys of the settings and what their schema says of them.
fn keys(schema: &Value) -> Vec<(String, &Value)> {
    let keys = schema["properties"].as_object().expect("settings are a mapping");
    keys.iter().map(|(key, told)| (key.clone(), told)).collect()
}

/// The example of a key: the settings, and whatever else it takes to judge them.
fn example(key: &str) -> String {
    let path = repository("tests/suite/settings").join(format!("{key}.yaml"));
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("an example of `{key}` is to stand in {}: {error}", path.display())
    })
}

#[test]
fn the_page_of_the_settings_tells_every_key() {
    let schema = config::shape().schema;
    let made = keys(&schema).into_iter().map(|(key, told)| part(&schema, &key, told));
    assert_part(PAGE, "settings", &made.collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_example_of_a_setting_is_clean() {
    let schema = config::shape().schema;
    for (key, _) in keys(&schema) {
        let text_of = example(&key);
        assert!(text_of.contains(&format!("\n{key}:")), "the example of `{key}` does not use it");
        let checked = check(on_the_shop(&text_of).path());
        let counted = checked.judgement.findings.iter().filter(|finding| finding.counts());
        assert_eq!(counted.count(), 0, "{key}: {:?}\n{}", places(&checked), text(&checked));
    }
}

#[test]
fn every_example_is_of_a_setting() {
    let schema = config::shape().schema;
    for path in entries(&repository("tests/suite/settings")) {
        let key = path.file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(keys(&schema).iter().any(|(known, _)| *known == key), "there is no key `{key}`");
    }
}

#[test]
fn only_rules_have_levels_and_allowances() {
    let schema = lint::settings::schema();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let allow = |rule: &str, reason: &str| json!({ "allow": [{ "rule": rule, "target": "a", "reason": reason, "until": "never" }] });
    for valid in [
        json!({ "levels": { "dual-write": "warn", "legacy/**": { "dual-write": "off" } } }),
        allow("dual-write", "b"),
    ] {
        assert!(validator.is_valid(&valid), "{valid}");
    }
    for invalid in [
        json!({ "levels": { "nosuch": "warn" } }),
        json!({ "levels": { "legacy/**": { "nosuch": "off" } } }),
        json!({ "levels": { "dual-write": "loud" } }),
        allow("nosuch", "b"),
        allow("dual-write", ""),
    ] {
        assert!(!validator.is_valid(&invalid), "{invalid}");
    }
}

/// What the page says of a key.
fn part(schema: &Value, key: &str, told: &Value) -> String {
    let default = match told.get("default") {
        None | Some(Value::Null) => "not set".to_owned(),
        Some(Value::Array(items)) if items.is_empty() => "an empty list".to_owned(),
        Some(Value::Array(items)) => items.iter().map(code).collect::<Vec<_>>().join(", "),
        Some(value) => code(value),
    };
    let sentence = told["description"].as_str().expect("every key is described");
    let example = example(key);
    let example = example.split("---\n").next().unwrap_or_default().trim_end();
    let mut part = format!(
        "## `{key}`\n\n{}\n\n| type | default |\n|---|---|\n| {} | {default} |\n\n",
        sentence.replace('\n', " "),
        kind(told)
    );
    let places = ["/items/$ref", "/additionalProperties/$ref", "/anyOf/0/$ref"];
    let inner = places.iter().find_map(|place| told.pointer(place));
    if let Some(Value::String(inner)) = inner {
        part.push_str(&table(schema.pointer(&inner[1..]).expect("a schema names its own")));
    }
    part.push_str(&format!("```yaml\n{example}\n```\n"));
    part
}

/// The keys of an entry.
fn table(entry: &Value) -> String {
    let mut table = "| key of an entry | | type | |\n|---|---|---|---|\n".to_owned();
    let required = entry["required"].as_array().cloned().unwrap_or_default();
    for (key, told) in keys(entry) {
        let must = if required.contains(&Value::from(key.clone())) { "required" } else { "" };
        let sentence = told["description"].as_str().expect("every key is described");
        let sentence = sentence.replace('\n', " ");
        table.push_str(&format!("| `{key}` | {sentence} | {} | {must} |\n", kind(told)));
    }
    table + "\n"
}

/// The type of a value in words.
fn kind(told: &Value) -> String {
    let alternatives = told.get("anyOf").or_else(|| told.get("oneOf")).and_then(Value::as_array);
    if let Some(alternatives) = alternatives {
        let words = alternatives.iter().map(kind);
        let words: Vec<String> = words.filter(|word| word != "nothing").collect();
        return words.join(" or ");
    }
    if let Some(value) = told.get("const") {
        return code(value);
    }
    if told.get("$ref").is_some() {
        return "mapping".to_owned();
    }
    let name = match &told["type"] {
        Value::Array(names) => names.first().and_then(Value::as_str),
        name => name.as_str(),
    };
    match (name, told.get("format").and_then(Value::as_str)) {
        (Some("string"), Some("link")) => "address".to_owned(),
        (Some("string"), Some("until")) => "date, or `never`".to_owned(),
        (Some("string"), Some(format)) => format.replace('-', " "),
        (Some("string"), None) => "text".to_owned(),
        (Some("array"), _) => format!("list of {}", kind(&told["items"])),
        (Some("object"), _) if told["additionalProperties"].is_object() => {
            format!("mapping to {}", kind(&told["additionalProperties"]))
        }
        (Some("object"), _) => "mapping".to_owned(),
        (Some("null"), _) => "nothing".to_owned(),
        (Some(other), _) => other.to_owned(),
        (None, _) => "any value".to_owned(),
    }
}

fn code(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    format!("`{text}`")
}

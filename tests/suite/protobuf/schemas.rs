//! `schemas/<name>.proto` gives `<name>.json`, the message as JSON Schema. `UPDATE=1` writes it.
//! Messages that people write, and messages made at random, are judged by it.

use std::fs;

use eventbook::compat::contract::Contract;
use eventbook::compat::languages;
use serde_json::{Value, json};

use super::contract;
use crate::checked::assert_snapshot;
use crate::support::repository;

const FOLDER: &str = "tests/suite/protobuf/schemas";

#[test]
fn every_message_is_laid_out_as_expected() {
    let mut names: Vec<String> = fs::read_dir(repository(FOLDER))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| name.strip_suffix(".proto").map(str::to_owned))
        .collect();
    names.sort();
    assert!(names.len() >= 4, "the fixtures are there: {names:?}");
    for name in names {
        let schema = laid_out(&read(&name));
        let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        assert_snapshot(&text, &repository(FOLDER).join(format!("{name}.json")));
    }
}

#[test]
fn a_message_that_people_write_passes() {
    let judge = judge("scalars");
    for message in [
        json!({}),
        json!({ "big": "9223372036854775807", "natural": 18446744073709551615_u64 }),
        json!({ "ratio": "NaN", "weight": 1 }),
        json!({ "ratio": "-Infinity", "payload": "/w==", "done": true }),
        json!({ "status": "STATUS_PAID" }),
        json!({ "status": 1 }),
        json!({ "unit_price": 12, "note": "n" }),
        json!({ "unitPrice": 12 }),
        json!({ "card": "c" }),
        json!({ "stock": { "1": "a" }, "tags": ["x"] }),
    ] {
        assert_eq!(judge(&message), None, "{message}");
    }
}

#[test]
fn a_message_that_no_producer_writes_is_rejected() {
    let judge = judge("scalars");
    for message in [
        json!({ "small": 2_147_483_648_u64 }),
        json!({ "small": 1.5 }),
        json!({ "natural": -1 }),
        json!({ "big": "many" }),
        json!({ "ratio": "nan" }),
        json!({ "payload": "not base64!" }),
        json!({ "status": "PAID" }),
        json!({ "status": 7 }),
        json!({ "card": "c", "iban": "i" }),
        json!({ "stock": { "one": "a" } }),
        json!({ "tags": "x" }),
        json!({ "unitPrise": 12 }),
        json!([]),
    ] {
        assert!(judge(&message).is_some(), "{message} passes");
    }
}

#[test]
fn a_oneof_counts_both_names_of_a_field() {
    let judge = judge("scalars");
    assert_eq!(judge(&json!({ "gift_card": "g" })), None);
    assert!(judge(&json!({ "gift_card": "g", "iban": "i" })).is_some());
}

fn read(name: &str) -> Contract {
    let text = fs::read_to_string(repository(FOLDER).join(format!("{name}.proto"))).unwrap();
    contract(&format!("{name}.proto"), &text, &[], Some("Message"))
}

fn laid_out(contract: &Contract) -> Value {
    (languages::of(&contract.path).as_json_schema)(contract).unwrap()
}

/// What is wrong with a message, by the schema of a fixture.
fn judge(name: &str) -> impl Fn(&Value) -> Option<String> {
    let schema = laid_out(&read(name));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    move |message| validator.validate(message).err().map(|error| error.to_string())
}

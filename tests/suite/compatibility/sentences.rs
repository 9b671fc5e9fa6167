//! What is said of a break: one pair of schemas for each keyword, where the narrow one takes less
//! than the wide one, in both directions. `sentences/report.txt` has all sentences.

use std::collections::BTreeMap;
use std::fs;
use std::sync::Arc;

use eventbook::compat;
use eventbook::compat::answer::{Answer, Spot};
use eventbook::compat::contract::Contract;
use eventbook::compat::languages::LANGUAGES;
use eventbook::compat::policy::Policy;
use serde_json::Value;

use crate::checked::assert_snapshot;
use crate::rust_text::package_root;

#[test]
fn every_keyword_is_told_as_a_person_would() {
    let folder = package_root().join("tests/suite/compatibility/sentences");
    let pairs = fs::read_to_string(folder.join("pairs.jsonl")).expect("a readable file");
    let mut report = String::new();
    for line in pairs.lines() {
        let pair: Value = serde_json::from_str(line).expect("a line is JSON");
        let (wide, narrow) = (&pair["wide"], &pair["narrow"]);
        let narrowed = compat::compare(&contract(wide), &contract(narrow), Policy::EXACT);
        let widened = compat::compare(&contract(narrow), &contract(wide), Policy::EXACT);
        report.push_str(&format!("{}\n", pair["name"].as_str().expect("a name")));
        let sides = [("narrowed", narrowed.backward), ("widened", widened.forward)];
        for (what, answer) in sides {
            confirm(wide, narrow, &answer);
            for found in answer.breaks() {
                report.push_str(&format!("  {what}: {}\n", found.sentence));
                let (writer, reader) = (&found.writer.at, &found.reader.at);
                let (Spot::Pointer(writer), Spot::Pointer(reader)) = (writer, reader) else {
                    panic!("a place in JSON is a pointer");
                };
                let witness = &found.witness;
                report.push_str(&format!("    {witness} by {writer:?}, not by {reader:?}\n"));
            }
            assert!(!answer.breaks().is_empty(), "{}: {answer:?}", pair["name"]);
        }
        confirm(narrow, wide, &narrowed.forward);
    }
    assert_snapshot(&report, &folder.join("report.txt"));
}

/// Whether a validator takes each payload by the one schema and refuses it by the other.
fn confirm(writer: &Value, reader: &Value, answer: &Answer) {
    for found in answer.breaks() {
        let witness = &found.witness;
        assert!(jsonschema::is_valid(writer, witness), "{witness} by {writer}");
        assert!(!jsonschema::is_valid(reader, witness), "{witness} by {reader}");
    }
}

pub(super) fn contract(schema: &Value) -> Contract {
    Contract {
        language: LANGUAGES[0],
        path: "schema.json".to_owned(),
        schema: Arc::new(schema.clone()),
        files: BTreeMap::new(),
        message: None,
    }
}

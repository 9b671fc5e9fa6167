//! Contracts that reach other files: what is compared, and in which file a break is told.

use std::collections::BTreeMap;
use std::sync::Arc;

use eventbook::compat;
use eventbook::compat::answer::{Place, Spot};
use eventbook::compat::contract::Contract;
use eventbook::compat::policy::Policy;
use serde_json::{Value, json};

use crate::compatibility::sentences;

fn contract(path: &str, schema: Value, files: &[(&str, Value)]) -> Contract {
    let files = files.iter().map(|(path, file)| ((*path).to_owned(), Arc::new(file.clone())));
    let files: BTreeMap<String, Arc<Value>> = files.collect();
    Contract { path: path.to_owned(), files, ..sentences::contract(&schema) }
}

fn place(file: &str, pointer: &str) -> Place {
    Place { file: file.to_owned(), at: Spot::Pointer(pointer.to_owned()) }
}

/// The places of the only break of a change, the writer's and the reader's.
fn places(old: &Contract, new: &Contract) -> (Place, Place) {
    for policy in [Policy::EXACT, Policy::EVENTS] {
        let comparison = compat::compare(old, new, policy);
        assert_eq!(comparison.backward.breaks().len(), 1, "{comparison:?}");
        assert!(comparison.forward.is_compatible(), "{comparison:?}");
    }
    let comparison = compat::compare(old, new, Policy::EXACT);
    let found = &comparison.backward.breaks()[0];
    (found.writer.clone(), found.reader.clone())
}

fn money(draft: &str, kind: &str) -> Value {
    json!({
        "$schema": draft,
        "definitions": { "amount": { "type": kind } },
        "properties": { "amount": { "$ref": "#/definitions/amount" } }
    })
}

const DRAFTS: [&str; 5] = [
    "http://json-schema.org/draft-04/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#",
    "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
];

#[test]
fn a_schema_that_is_a_file_is_told_in_that_file() {
    for draft in DRAFTS {
        let of = |kind| {
            let file = json!({ "$ref": "../schemas/money.json" });
            contract("events/paid.yaml", file, &[("schemas/money.json", money(draft, kind))])
        };
        let at = place("schemas/money.json", "/definitions/amount/type");
        assert_eq!(places(&of("number"), &of("integer")), (at.clone(), at), "{draft}");
    }
}

#[test]
fn files_of_other_drafts_are_read_by_their_own() {
    for root in DRAFTS {
        for file in DRAFTS {
            let of = |kind| {
                let schema = json!({
                    "$schema": root,
                    "properties": { "total": { "$ref": "money.json" } }
                });
                contract("paid.yaml", schema, &[("money.json", money(file, kind))])
            };
            let at = place("money.json", "/definitions/amount/type");
            let found = places(&of("number"), &of("integer"));
            assert_eq!(found, (at.clone(), at), "{root} with {file}");
        }
    }
}

#[test]
fn files_refer_to_each_other_and_to_their_parts() {
    let of = |kind: &str| {
        let schema = json!({ "properties": { "order": { "$ref": "parts/order.json#/$defs/it" } } });
        let order = json!({ "$defs": { "it": {
            "properties": { "lines": { "items": { "$ref": "line.json" } } } } } });
        let line = json!({ "properties": {
            "quantity": { "type": kind },
            "part-of": { "$ref": "order.json#/$defs/it" } } });
        contract("a.yaml", schema, &[("parts/line.json", line), ("parts/order.json", order)])
    };
    let at = place("parts/line.json", "/properties/quantity/type");
    assert_eq!(places(&of("number"), &of("integer")), (at.clone(), at));
}

#[test]
fn two_drafts_are_compared() {
    let old = json!({
        "$schema": DRAFTS[0], "type": "number", "minimum": 0, "exclusiveMinimum": true
    });
    let new = json!({ "$schema": DRAFTS[4], "type": "number", "exclusiveMinimum": 0 });
    let comparison =
        compat::compare(&contract("a", old, &[]), &contract("a", new, &[]), Policy::EXACT);
    assert!(comparison.backward.is_compatible(), "{comparison:?}");
    assert!(comparison.forward.is_compatible(), "{comparison:?}");
}

//! Schemas that are wrong, and schemas that mean harm: every one is a fault at a place, and none
//! takes the program with it.

use serde_json::{Value, json};

use super::{assert_text, contract};
use crate::support::repository;

/// What is said of a schema that cannot be read.
fn fault(schema: Value) -> String {
    let one = contract("a.avsc", schema);
    match (one.language.as_json_schema)(&one) {
        Ok(_) => "read".to_owned(),
        Err(fault) => format!("{:?}: {}", fault.place.at, fault.message),
    }
}

#[test]
fn every_mistake_is_told_at_its_place() {
    let folder = repository("tests/suite/avro");
    let text = std::fs::read_to_string(folder.join("mistakes.json")).unwrap();
    let mistakes: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(mistakes.len() > 20);
    let told: Vec<String> = mistakes
        .into_iter()
        .map(|schema| format!("{schema}\n  {}\n", fault(schema.clone())))
        .collect();
    assert!(!told.iter().any(|told| told.ends_with("  read\n")), "{told:#?}");
    assert_text(&folder.join("mistakes.txt"), &told.concat());
}

#[test]
fn what_is_too_deep_or_too_large_is_a_fault() {
    let mut deep = json!("int");
    for _ in 0..100 {
        deep = json!({ "type": "array", "items": deep });
    }
    assert!(fault(deep).contains("nest more than 64 deep"));
    let mut wrapped = json!("int");
    for _ in 0..100 {
        wrapped = json!({ "type": wrapped });
    }
    assert!(fault(wrapped).contains("nest more than 64 deep"));
    let fields: Vec<Value> =
        (0..20_000).map(|at| json!({ "name": format!("f{at}"), "type": "int" })).collect();
    let wide = json!({ "type": "record", "name": "Wide", "fields": fields });
    assert!(fault(wide).contains("more than 10000 fields"));
    let branches: Vec<Value> = (0..20_000)
        .map(|at| json!({ "type": "fixed", "name": format!("F{at}"), "size": 1 }))
        .collect();
    assert!(fault(json!(branches)).contains("more than 10000 types"));
    let large = json!({ "type": "fixed", "name": "F", "size": 1_u64 << 60 });
    assert!(fault(large).contains("at most 65536 are read"));
}

/// Each type holds the one before it twice: as data this is larger than any disk, and as paths
/// through the types too many to walk.
#[test]
fn types_that_double_each_other_cost_no_more_than_they_are() {
    let doubling = |last: &str| {
        let mut fields = vec![json!({ "name": "t0", "type": {
            "type": "record", "name": "T0", "fields": [{ "name": "x", "type": last }],
        } })];
        for at in 1..60 {
            let before = format!("T{}", at - 1);
            fields.push(json!({ "name": format!("t{at}"), "type": {
                "type": "record", "name": format!("T{at}"), "fields": [
                    { "name": "a", "type": before }, { "name": "b", "type": before },
                ],
            } }));
        }
        contract("a.avsc", json!({ "type": "record", "name": "All", "fields": fields }))
    };
    let (old, new) = (doubling("int"), doubling("long"));
    assert!((old.language.as_json_schema)(&old).is_ok());
    let comparison =
        eventbook::compat::compare(&old, &new, eventbook::compat::policy::Policy::EVENTS);
    assert_eq!(comparison.backward.word(), "compatible");
    // A payload that shows the break exists and is too large to be shown.
    assert_eq!(comparison.forward.word(), "undecided");
}

/// A chain of names is no deeper in the file than one of them, and deep for those who follow it.
#[test]
fn a_long_chain_of_names_is_no_deep_recursion() {
    let mut fields = vec![json!({ "name": "t0", "type": {
        "type": "record", "name": "T0", "fields": [{ "name": "x", "type": "int" }],
    } })];
    for at in 1..3000 {
        fields.push(json!({ "name": format!("t{at}"), "type": {
            "type": "record", "name": format!("T{at}"),
            "fields": [{ "name": "a", "type": ["null", format!("T{}", at - 1)] }],
        } }));
    }
    fields.reverse();
    let backwards = json!({ "type": "record", "name": "All", "fields": fields.clone() });
    assert!(fault(backwards).contains("is declared above"));
    fields.reverse();
    let one = contract("a.avsc", json!({ "type": "record", "name": "All", "fields": fields }));
    assert!((one.language.as_json_schema)(&one).is_ok());
    let comparison =
        eventbook::compat::compare(&one, &one, eventbook::compat::policy::Policy::EVENTS);
    assert_eq!(comparison.backward.word(), "compatible");
}

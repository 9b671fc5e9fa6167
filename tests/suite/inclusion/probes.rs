//! Pairs of schemas on which other tools err, with the true verdict: as they are, with every name
//! changed, and with every order turned round.

use eventbook::inclusion::Inclusion;
use serde_json::{Map, Value};

use crate::inclusion::{answer, wrong};

const PROBES: &str = include_str!("probes.jsonl");

#[test]
fn every_probe_has_its_true_verdict() {
    judge(Value::clone);
}

#[test]
fn names_make_no_difference() {
    judge(|schema| renamed(schema, false));
}

#[test]
fn order_makes_no_difference() {
    judge(turned);
}

fn judge(change: impl Fn(&Value) -> Value) {
    let mut faults = Vec::new();
    let mut count = 0;
    for line in PROBES.lines() {
        let probe: Value = serde_json::from_str(line).expect("a line of JSON");
        let (old, new) = (change(&probe["old"]), change(&probe["new"]));
        count += 1;
        let fault = match answer(&old, &new) {
            Inclusion::Holds if probe["holds"] == true => None,
            Inclusion::Fails(escapes) if probe["holds"] == false => wrong(&old, &new, &escapes),
            other => Some(format!("{other:?}")),
        };
        faults.extend(fault.map(|fault| format!("{}: {fault}", probe["id"])));
    }
    assert_eq!(count, 52);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The schema with other names of properties and definitions; `named` where keys are such names.
/// A letter in front keeps what `^x_` and `maxLength` of a name tell apart.
fn renamed(schema: &Value, named: bool) -> Value {
    let name =
        |name: &str| if name.starts_with("x_") { name.to_owned() } else { format!("{name}ä") };
    match schema {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| match key.as_str() {
                _ if named => (name(key), renamed(value, false)),
                "properties" | "definitions" => (key.clone(), renamed(value, true)),
                "required" => {
                    let names = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                    (key.clone(), names.map(name).collect())
                }
                "dependencies" => {
                    let each = value.as_object().into_iter().flatten().map(|(key, names)| {
                        let names = names.as_array().into_iter().flatten();
                        (name(key), names.filter_map(Value::as_str).map(name).collect())
                    });
                    (key.clone(), Value::Object(each.collect()))
                }
                "$ref" => (key.clone(), format!("{}%C3%A4", value.as_str().unwrap_or("")).into()),
                "const" | "enum" | "default" => (key.clone(), value.clone()),
                _ => (key.clone(), renamed(value, false)),
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(|item| renamed(item, false)).collect(),
        other => other.clone(),
    }
}

/// The schema with its keywords, its unions and its lists in the reverse order.
fn turned(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => {
            let mut turned_round = Map::new();
            for (key, value) in members.iter().rev() {
                let value = match (key.as_str(), value) {
                    (
                        "allOf" | "anyOf" | "oneOf" | "enum" | "required" | "type",
                        Value::Array(all),
                    ) => all.iter().rev().map(turned).collect(),
                    _ => turned(value),
                };
                turned_round.insert(key.clone(), value);
            }
            Value::Object(turned_round)
        }
        Value::Array(items) => items.iter().map(turned).collect(),
        other => other.clone(),
    }
}

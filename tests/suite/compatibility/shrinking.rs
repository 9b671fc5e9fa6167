//! A witness is as small and as readable as it can be.

use eventbook::compat::search::shrink;
use serde_json::{Value, json};

fn accepted(schema: Value) -> impl Fn(&Value) -> bool {
    let validator = jsonschema::options().build(&schema).unwrap();
    move |value| validator.is_valid(value)
}

#[test]
fn what_is_not_needed_goes() {
    for (large, schema, small) in [
        (json!({ "a": 1, "b": [1, 2] }), json!(true), json!(0)),
        (
            json!({ "a": 17, "b": [1, 2] }),
            json!({ "required": ["a"], "type": "object" }),
            json!({ "a": 0 }),
        ),
        (
            json!([5, "x", null, { "a": 1 }]),
            json!({ "type": "array", "minItems": 2 }),
            json!([0, 0]),
        ),
        (json!(123_456), json!({ "minimum": 100, "type": "integer" }), json!(100)),
        (json!(17.248), json!({ "not": { "multipleOf": 1 }, "type": "number" }), json!(0.5)),
        (json!(-3.75), json!({ "exclusiveMaximum": 0, "type": "number" }), json!(-1)),
        (json!("Zürich 8001"), json!({ "type": "string", "minLength": 3 }), json!("aaa")),
        (json!("ab-1234-x"), json!({ "type": "string", "pattern": "[0-9]{2}" }), json!("00")),
        (
            json!({ "lines": [{ "net": 1, "vat": 2 }, { "net": "x", "vat": 3 }], "note": "n" }),
            json!({ "not": { "properties": { "lines": { "items": {
                "properties": { "net": { "type": "integer" } } } } } } }),
            json!({ "lines": [{ "net": "" }] }),
        ),
        (
            json!([3, 1, 4, 1, 5]),
            json!({ "type": "array", "not": { "uniqueItems": true } }),
            json!([0, 0]),
        ),
        (
            json!({ "kind": "paid", "at": 3 }),
            json!({ "enum": [{ "kind": "paid", "at": 3 }] }),
            json!({ "kind": "paid", "at": 3 }),
        ),
        (
            json!("\u{1f600}a\u{e9}"),
            json!({ "const": "\u{1f600}a\u{e9}" }),
            json!("\u{1f600}a\u{e9}"),
        ),
    ] {
        let holds = accepted(schema.clone());
        assert!(holds(&large), "{large} {schema}");
        let shrunk = shrink(large, &holds);
        assert!(holds(&shrunk), "{shrunk} {schema}");
        assert_eq!(shrunk, small, "{schema}");
    }
}

#[test]
fn a_large_value_ends_too() {
    let large: Value = (0..500).map(|at| json!({ "at": at })).collect();
    let shrunk = shrink(large, |value| value.as_array().is_some_and(|items| items.len() >= 40));
    assert_eq!(shrunk.as_array().map(Vec::len), Some(40));
    let deep = (0..100).fold(json!(1.5), |inner, _| json!([inner]));
    assert_eq!(shrink(deep, |_| true), json!(0));
}

#[test]
fn what_never_holds_stays_as_it_is() {
    assert_eq!(shrink(json!({ "a": [1] }), |_| false), json!({ "a": [1] }));
}

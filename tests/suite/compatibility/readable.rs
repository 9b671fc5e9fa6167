//! The payload that shows a break is one that a person can read: where the writer's schema says what
//! a text looks like, it is none that is empty.

use eventbook::compat::policy::Policy;
use eventbook::report::compared::pairs;
use serde_json::{Value, json};

const UUID: &str = "00000000-0000-4000-8000-000000000000";

/// What shows that the update does not read the original.
fn witness(original: &Value, update: &Value) -> Value {
    let line = json!({ "original": original, "update": update }).to_string();
    let answer = pairs::answer(line.as_bytes(), Policy::EVENTS).unwrap();
    let answer: Value = serde_json::from_str(&answer).unwrap();
    let witness = answer["witness"]["backward"].clone();
    assert!(jsonschema::is_valid(original, &witness), "{answer}");
    assert!(!jsonschema::is_valid(update, &witness), "{answer}");
    witness
}

/// An order whose id says this, with what else is in it.
fn order(id: &Value, total: &str) -> Value {
    json!({
        "type": "object",
        "required": ["id", "by", "lines", "note", "total"],
        "properties": {
            "id": id,
            "by": { "$ref": "#/$defs/person" },
            "lines": {
                "type": "array",
                "minItems": 1,
                "items": { "type": "string", "format": "uri" },
            },
            "note": { "type": "string" },
            "total": { "type": total },
        },
        "$defs": { "person": { "type": "string", "format": "email", "examples": ["ann@shop.example"] } },
    })
}

#[test]
fn texts_beside_what_breaks_are_of_their_format_or_examples() {
    let id = json!({ "type": "string", "format": "uuid" });
    let witness = witness(&order(&id, "number"), &order(&id, "integer"));
    assert_eq!(witness["id"], UUID);
    assert_eq!(witness["by"], "ann@shop.example");
    assert_eq!(witness["lines"][0], "https://example.com/a?b=c#d");
    assert_eq!(witness["note"], "", "nothing is known of it");
}

#[test]
fn a_text_that_breaks_stays_what_breaks() {
    let id =
        |keyword: &str, value: Value| json!({ "type": "string", "format": "uuid", keyword: value });
    let plain = order(&json!({ "type": "string", "format": "uuid" }), "number");
    for (update, shown) in [
        (json!({ "type": "integer" }), UUID),
        (id("minLength", json!(40)), UUID),
        (id("enum", json!(["a", "b"])), UUID),
        // These take what is typical of the format.
        (id("minLength", json!(5)), ""),
        (id("anyOf", json!([{ "minLength": 5 }])), ""),
    ] {
        assert_eq!(witness(&plain, &order(&update, "number"))["id"], shown, "{update}");
    }
}

#[test]
fn an_example_that_is_none_is_not_shown() {
    let id = json!({ "type": "string", "maxLength": 3, "examples": ["long one", 5, "", "abc"] });
    let witness = witness(&order(&id, "number"), &order(&id, "integer"));
    assert_eq!(witness["id"], "abc");
}

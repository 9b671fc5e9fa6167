//! What one draft says and another does not, and pairs of two drafts.

use eventbook::inclusion::{Inclusion, Reading, decide};
use serde_json::{Value, json};

use crate::inclusion::{answer, wrong};

const DRAFT_4: &str = "http://json-schema.org/draft-04/schema#";
const DRAFT_7: &str = "http://json-schema.org/draft-07/schema#";
const DRAFT_2019: &str = "https://json-schema.org/draft/2019-09/schema";
const DRAFT_2020: &str = "https://json-schema.org/draft/2020-12/schema";

fn of(draft: &str, mut schema: Value) -> Value {
    schema["$schema"] = draft.into();
    schema
}

fn holds(old: &Value, new: &Value) {
    assert_eq!(answer(old, new), Inclusion::Holds, "{old}\n{new}");
}

fn fails(old: &Value, new: &Value) -> Value {
    let Inclusion::Fails(escapes) = answer(old, new) else {
        panic!("{:?}: {old}\n{new}", answer(old, new));
    };
    assert_eq!(wrong(old, new, &escapes), None);
    escapes[0].value.clone()
}

#[test]
fn an_integer_of_draft_4_is_written_plain() {
    let four = of(DRAFT_4, json!({"type": "integer"}));
    let seven = of(DRAFT_7, json!({"type": "integer"}));
    holds(&four, &seven);
    assert_eq!(fails(&seven, &four).to_string(), "0.0");
    let listed = of(DRAFT_4, json!({"enum": [1, 2]}));
    assert_eq!(fails(&listed, &four).to_string(), "1.0");
}

#[test]
fn an_exclusive_bound_was_a_flag() {
    let four = of(DRAFT_4, json!({"minimum": 3, "exclusiveMinimum": true}));
    let seven = of(DRAFT_7, json!({"exclusiveMinimum": 3}));
    holds(&four, &seven);
    holds(&seven, &four);
}

#[test]
fn beside_a_reference_old_drafts_read_nothing() {
    let with = |draft| {
        let beside = json!({"$ref": "#/definitions/a", "maxLength": 3,
            "definitions": {"a": {"type": "string"}}});
        of(draft, beside)
    };
    holds(&json!({"type": "string"}), &with(DRAFT_7));
    assert_eq!(fails(&json!({"type": "string"}), &with(DRAFT_2019)), json!("aaaa"));
}

#[test]
fn a_tuple_is_written_in_two_ways() {
    let seven = of(DRAFT_7, json!({"items": [{"type": "string"}], "additionalItems": false}));
    let newest = of(DRAFT_2020, json!({"prefixItems": [{"type": "string"}], "items": false}));
    holds(&seven, &newest);
    holds(&newest, &seven);
}

#[test]
fn a_resource_has_its_own_draft_and_addresses() {
    let inner = json!({"$id": "https://a.example/b/inner.json", "$schema": DRAFT_7,
        "items": [{"$ref": "#item"}], "definitions": {"i": {"$id": "#item", "type": "string"}}});
    let old = json!({"$id": "https://a.example/b/outer.json", "$ref": "inner.json",
        "$defs": {"x": inner}});
    holds(&old, &json!({"prefixItems": [{"type": ["string", "null"]}]}));
    assert_eq!(fails(&old, &json!({"prefixItems": [{"maxLength": 0}]})), json!(["a"]));
}

#[test]
fn what_is_evaluated_elsewhere_is_not_rejected() {
    let closed = json!({"$ref": "#/$defs/base", "properties": {"b": true},
        "unevaluatedProperties": false, "$defs": {"base": {"properties": {"a": true}}}});
    let plain = json!({"properties": {"a": true, "b": true}, "additionalProperties": false});
    holds(&closed, &plain);
    holds(&plain, &closed);
    let either = json!({"anyOf": [{"properties": {"a": {"const": 1}}, "required": ["a"]}, true],
        "unevaluatedProperties": false});
    holds(&json!({"enum": [{"a": 1}, {}]}), &either);
    assert_eq!(fails(&json!({"enum": [{"a": 2}, {}]}), &either), json!({"a": 2}));
}

#[test]
fn a_format_rejects_only_where_that_is_asked() {
    let (old, new) = (json!({"type": "string"}), json!({"type": "string", "format": "uuid"}));
    holds(&old, &new);
    let asserting = Reading { formats: true };
    assert!(matches!(decide(&old, &new, asserting), Inclusion::Unknown(_)));
    assert_eq!(decide(&new, &old, asserting), Inclusion::Holds);
    let longer = json!({"type": "string", "format": "uuid", "minLength": 0});
    assert_eq!(decide(&new, &longer, asserting), Inclusion::Holds);
}

#[test]
fn what_is_not_read_is_named_with_its_place() {
    let new = json!({"properties": {"a": {"pattern": "(a)\\1"}}});
    let Inclusion::Unknown(blocked) = answer(&json!({"type": "object"}), &new) else {
        panic!("a back reference is not read");
    };
    assert_eq!((blocked.pointer.as_str(), blocked.in_new), ("/properties/a/pattern", true));
    // What is the same on both sides need not be read.
    holds(&json!({"allOf": [new, {"type": "object"}]}), &new);
    let elsewhere = json!({"$schema": "https://a.example/own", "type": "string"});
    assert!(matches!(answer(&elsewhere, &json!(false)), Inclusion::Unknown(_)));
}

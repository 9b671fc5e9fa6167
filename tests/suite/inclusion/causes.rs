//! Every keyword that rejects by itself is told once, with where it stands and where it rejects.

use eventbook::inclusion::Inclusion;
use serde_json::{Value, json};

use crate::inclusion::{answer, wrong};

/// Each cause as `keyword at value`.
fn told(old: &Value, new: &Value) -> Vec<String> {
    let Inclusion::Fails(escapes) = answer(old, new) else {
        panic!("{:?}", answer(old, new));
    };
    assert_eq!(wrong(old, new, &escapes), None);
    escapes.iter().map(|one| format!("{} {} {}", one.keyword, one.at, one.value)).collect()
}

#[test]
fn each_cause_is_told_where_it_stands() {
    let old = json!({
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {
                "type": "object",
                "properties": {"quantity": {"type": "number"}, "sku": {"type": "string"}}
            }},
            "status": {"enum": ["placed", "paid", "lost"]},
            "note": {"type": "string"}
        },
        "required": ["items"]
    });
    let new = json!({
        "type": "object",
        "properties": {
            "items": {"type": "array", "items": {
                "type": "object",
                "properties": {
                    "quantity": {"type": "integer"},
                    "sku": {"type": "string", "pattern": "^[A-Z]+$"}
                }
            }},
            "status": {"enum": ["placed", "paid"]},
            "note": {"type": "string", "maxLength": 2}
        },
        "required": ["items", "couponCode", "note"],
        "additionalProperties": true
    });
    assert_eq!(
        told(&old, &new),
        [
            "/properties/items/items/properties/quantity/type /items/0/quantity \
             {\"items\":[{\"quantity\":0.5}]}",
            "/properties/items/items/properties/sku/pattern /items/0/sku \
             {\"items\":[{\"sku\":\"\"}]}",
            "/properties/status/enum /status {\"items\":[],\"status\":\"lost\"}",
            "/properties/note/maxLength /note {\"items\":[],\"note\":\"aaa\"}",
            "/required  {\"items\":[]}",
            "/required  {\"items\":[]}",
        ]
    );
}

#[test]
fn a_reference_is_followed_to_the_keyword() {
    let money = |kind: &str| json!({"type": "object", "properties": {"amount": {"type": kind}}});
    let with = |kind: &str| {
        json!({
            "properties": {
                "price": {"$ref": "#/$defs/money"},
                "paid": {"allOf": [{"$ref": "money.json"}]}
            },
            "$defs": {"money": {"$id": "money.json", "allOf": [money(kind)]}}
        })
    };
    assert_eq!(
        told(&with("number"), &with("integer")),
        ["/$defs/money/allOf/0/properties/amount/type /price/amount {\"price\":{\"amount\":0.5}}"]
    );
}

#[test]
fn parts_without_a_name_are_gone_into() {
    let old = json!({"additionalProperties": {"type": "integer"}, "type": "object"});
    let new = json!({
        "patternProperties": {"^x": {"minimum": 3}},
        "additionalProperties": {"maximum": 5}
    });
    assert_eq!(
        told(&old, &new),
        ["/patternProperties/^x/minimum /x {\"x\":0}", "/additionalProperties/maximum / {\"\":6}",]
    );
}

#[test]
fn recursion_is_told_once() {
    let tree = |kind: &str| {
        json!({
            "$ref": "#/$defs/T",
            "$defs": {"T": {"type": "object", "properties": {
                "n": {"type": kind},
                "kids": {"type": "array", "items": {"$ref": "#/$defs/T"}}
            }}}
        })
    };
    assert_eq!(
        told(&tree("number"), &tree("integer"))[0],
        "/$defs/T/properties/n/type /n {\"n\":0.5}"
    );
    assert_eq!(answer(&tree("integer"), &tree("number")), Inclusion::Holds);
}

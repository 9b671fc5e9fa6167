//! No input runs longer than its budget: what cannot be decided ends, and says what was in the way.

use eventbook::compat::answer::Answer;
use eventbook::compat::compare;
use eventbook::compat::policy::Policy;
use serde_json::{Value, json};

use crate::proofs::{contract, reads};

/// Fails where a pair ends in a verdict that it cannot have, or in an obstacle without a name.
fn expect_an_end(old: &Value, new: &Value) -> Answer {
    let answer = reads(old, new);
    if let Answer::Undecided(obstacle) = &answer {
        assert!(!obstacle.reason.is_empty());
    }
    answer
}

#[test]
fn hostile_patterns_end() {
    let patterns = [
        "^(a+)+$",
        "^(x+x+)+y$",
        "((a{1,500}){1,500}){1,50}",
        "^(a|aa)+\\1$",
        "^(?=.*[A-Z])(?=.*[0-9]).{8,64}$",
        "(?<!a)b",
        "^[\\s\\S]{0,60000}$",
        "^(.*a.{20}|.*b.{20})$",
        "(",
    ];
    for old in patterns {
        for new in patterns {
            let schema = |pattern: &str| json!({ "type": "string", "pattern": pattern });
            let answer = expect_an_end(&schema(old), &schema(new));
            assert!(old != new || answer.breaks().is_empty(), "{old}: {answer:?}");
        }
    }
}

#[test]
fn a_union_of_a_thousand_branches_ends() {
    let branch = |index: usize| {
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": { "kind": { "const": format!("k{index}") }, "size": { "type": "integer" } },
        })
    };
    let union = |count: usize| json!({ "oneOf": (0..count).map(branch).collect::<Vec<_>>() });
    assert!(!matches!(expect_an_end(&union(1000), &union(1001)), Answer::Incompatible(_)));
    assert!(!expect_an_end(&union(1001), &union(1000)).is_compatible());
    let overlapping = |index: usize| {
        let name = |offset: usize| format!("f{}", (index * 7 + offset) % 40);
        json!({ "anyOf": [{ "required": [name(0)] }, { "not": { "required": [name(3)] } }] })
    };
    let knot = json!({ "allOf": (0..1000).map(overlapping).collect::<Vec<_>>() });
    expect_an_end(&knot, &json!({ "not": knot }));
    expect_an_end(&json!({ "oneOf": (0..1000).map(overlapping).collect::<Vec<_>>() }), &knot);
}

#[test]
fn deep_schemas_end() {
    let nested = |depth: usize, leaf: Value| {
        (0..depth).fold(leaf, |inner, _| json!({ "properties": { "a": inner } }))
    };
    // Deeper ones are refused where files are read.
    for depth in [10, 60, 120] {
        let (old, new) = (
            nested(depth, json!({ "type": "number" })),
            nested(depth, json!({ "type": "integer" })),
        );
        assert!(!expect_an_end(&old, &new).is_compatible());
        assert!(expect_an_end(&new, &old).breaks().is_empty());
    }
    let circle = json!({ "$ref": "#/$defs/a", "$defs": { "a": { "$ref": "#/$defs/b" }, "b": { "$ref": "#/$defs/a" } } });
    expect_an_end(&circle, &json!({ "type": "string" }));
    let endless = json!({ "$ref": "#/$defs/n", "$defs": { "n": { "type": "object", "required": ["n"], "properties": { "n": { "$ref": "#/$defs/n" } } } } });
    assert!(
        expect_an_end(&endless, &json!({ "type": "string" })).breaks().is_empty(),
        "no value is endless"
    );
}

#[test]
fn what_doubles_with_every_reference_ends() {
    let doubled = |leaf: &str, depth: usize| {
        let mut parts = serde_json::Map::new();
        parts.insert("d0".to_owned(), json!({ "type": leaf }));
        for level in 1..depth {
            let below = json!({ "$ref": format!("#/$defs/d{}", level - 1) });
            let object = json!({ "type": "object", "properties": { "x": below } });
            let array = json!({ "type": "array", "items": below });
            parts.insert(format!("d{level}"), json!({ "anyOf": [object, array] }));
        }
        json!({ "$ref": format!("#/$defs/d{}", depth - 1), "$defs": parts })
    };
    for depth in [20, 59, 80] {
        let (old, new) =
            (contract(&doubled("string", depth)), contract(&doubled("integer", depth)));
        for policy in [Policy::EXACT, Policy::EVENTS] {
            assert!(!compare(&old, &new, policy).backward.is_compatible());
        }
    }
}

#[test]
fn huge_numbers_end() {
    for (old, new) in [
        (json!({ "minimum": 1e308 }), json!({ "multipleOf": 1e-300 })),
        (
            json!({ "type": "integer", "multipleOf": 999_999_999_989_i64 }),
            json!({ "not": { "multipleOf": 999_999_999_961_i64 } }),
        ),
        (
            json!({ "type": "array", "minItems": 4_000_000_000_u64 }),
            json!({ "type": "array", "uniqueItems": true }),
        ),
        (json!({ "type": "string", "minLength": 4_000_000_000_u64 }), json!({ "pattern": "^a" })),
        (
            json!({ "type": "object", "minProperties": 4_000_000_000_u64 }),
            json!({ "propertyNames": { "maxLength": 3 } }),
        ),
    ] {
        expect_an_end(&old, &new);
        expect_an_end(&new, &old);
    }
}

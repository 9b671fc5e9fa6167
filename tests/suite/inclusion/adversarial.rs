//! Schemas made to be long in the proving: every question ends, on the small stack of a thread, and
//! with an answer that is right where one is given.

use std::thread;

use eventbook::inclusion::Inclusion;
use serde_json::{Map, Value, json};

use crate::inclusion::{answer, wrong};

/// The stack of a test's thread, and of a worker's.
const STACK: usize = 2 << 20;

/// What must be answered.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Holds,
    Fails,
    /// Anything: it only has to end.
    Ends,
}

fn judge(name: &str, old: &Value, new: &Value, expect: Expect) {
    thread::scope(|scope| {
        let work = move || {
            let answer = answer(old, new);
            match (&answer, expect) {
                (_, Expect::Ends) | (Inclusion::Holds, Expect::Holds) => {}
                (Inclusion::Fails(escapes), Expect::Fails) => {
                    assert_eq!(wrong(old, new, escapes), None, "{name}");
                }
                _ => panic!("{name}: {answer:?}"),
            }
        };
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread.expect("a thread starts").join().expect("a question ends");
    });
}

fn branches(count: usize, longest: usize) -> Vec<Value> {
    let branch = |at| {
        json!({
            "type": "object",
            "properties": {
                "t": {"const": format!("k{at}")},
                "v": {"type": "string", "maxLength": at + longest}
            },
            "required": ["t"]
        })
    };
    (0..count).map(branch).collect()
}

#[test]
fn wide_unions_end() {
    let (narrow, wide) = (branches(30, 0), branches(30, 1));
    for word in ["oneOf", "anyOf"] {
        let (narrow, wide) = (json!({word: narrow}), json!({word: wide}));
        judge("wider", &narrow, &wide, Expect::Holds);
        judge("narrower", &wide, &narrow, Expect::Fails);
    }
    let (all, mut fewer) = (branches(300, 0), branches(300, 0));
    fewer.remove(100);
    judge("fewer", &json!({"oneOf": all}), &json!({"oneOf": fewer}), Expect::Fails);
    judge("more", &json!({"oneOf": fewer}), &json!({"oneOf": all}), Expect::Holds);
    let untagged = |count: usize, least: i32| -> Value {
        (0..count).map(|at| json!({"properties": {format!("p{at}"): {"minimum": least}}})).collect()
    };
    judge(
        "untagged",
        &json!({"anyOf": untagged(30, 0)}),
        &json!({"anyOf": untagged(30, -1)}),
        Expect::Holds,
    );
    judge(
        "1000",
        &json!({"oneOf": untagged(1000, 0)}),
        &json!({"oneOf": untagged(1000, -1)}),
        Expect::Ends,
    );
}

#[test]
fn deep_schemas_end() {
    let nest = |count: usize, inside: &dyn Fn(Value) -> Value| {
        (0..count).fold(json!({"type": "integer"}), |schema, _| inside(schema))
    };
    // Moved, not written with `json!`, which goes through all that is inside.
    fn one(key: &str, value: Value) -> Value {
        Value::Object(Map::from_iter([(key.to_owned(), value)]))
    }
    type Wrap = fn(Value) -> Value;
    let wraps: [(&str, Wrap); 5] = [
        ("items", |schema| one("items", schema)),
        ("not", |schema| one("not", schema)),
        ("anyOf", |schema| one("anyOf", vec![schema, json!({"type": "string"})].into())),
        ("oneOf", |schema| one("oneOf", vec![json!({"minLength": 2}), schema].into())),
        ("properties", |schema| {
            let mut whole = one("properties", one("a", schema));
            whole["required"] = json!(["a"]);
            whole
        }),
    ];
    for (name, wrap) in wraps {
        for count in [100, 1000] {
            judge(name, &nest(count, &wrap), &nest(count + 1, &wrap), Expect::Ends);
            judge(name, &nest(count + 1, &wrap), &nest(count, &wrap), Expect::Ends);
        }
    }
}

#[test]
fn tangled_references_end() {
    let chain = |count: usize, end: Value| {
        let link = |at| (format!("d{at}"), json!({"$ref": format!("#/$defs/d{}", at + 1)}));
        let mut links: Map<String, Value> = (0..count).map(link).collect();
        links.insert(format!("d{count}"), end);
        json!({"$ref": "#/$defs/d0", "$defs": links})
    };
    let (string, integer) = (json!({"type": "string"}), json!({"type": "integer"}));
    judge("chain", &chain(2000, string.clone()), &chain(1999, string.clone()), Expect::Holds);
    let lattice = |end: &Value| {
        let level = |at| {
            let next = json!({"$ref": format!("#/$defs/d{}", at + 1)});
            (format!("d{at}"), json!({"properties": {"l": next, "r": next}}))
        };
        let mut levels: Map<String, Value> = (0..40).map(level).collect();
        levels.insert("d40".to_owned(), end.clone());
        json!({"$ref": "#/$defs/d0", "$defs": levels})
    };
    judge("lattice", &lattice(&string), &lattice(&integer), Expect::Fails);
    judge(
        "lattice",
        &lattice(&string),
        &lattice(&json!({"maxLength": 3, "type": "integer"})),
        Expect::Fails,
    );
    let mutual = |least: u64| {
        let one = |at: usize| {
            let part = |to: usize| {
                (
                    format!("f{to}"),
                    json!({"$ref": format!("#/$defs/m{}", (at * 7 + to * 11) % 30_usize)}),
                )
            };
            let parts: Map<String, Value> = (0..30).map(part).collect();
            (
                format!("m{at}"),
                json!({"type": "object", "properties": parts, "minProperties": least}),
            )
        };
        json!({"$ref": "#/$defs/m0", "$defs": (0..30).map(one).collect::<Map<_, _>>()})
    };
    judge("mutual", &mutual(1), &mutual(0), Expect::Holds);
    judge("mutual", &mutual(0), &mutual(1), Expect::Fails);
    let loops = json!({"anyOf": [{"$ref": "#"}, {"type": "array", "items": {"$ref": "#"}}]});
    judge("loop", &loops, &json!({"type": "array"}), Expect::Ends);
}

#[test]
fn large_counts_end() {
    let huge = 1_000_000_000_000_u64;
    judge("items", &json!({"minItems": huge}), &json!({"type": "array"}), Expect::Fails);
    judge(
        "items",
        &json!({"type": "array", "minItems": huge}),
        &json!({"minItems": 5}),
        Expect::Holds,
    );
    judge(
        "items",
        &json!({"minItems": huge, "type": "array"}),
        &json!({"maxItems": 5}),
        Expect::Ends,
    );
    judge(
        "names",
        &json!({"minProperties": huge, "type": "object"}),
        &json!({"maxProperties": 5}),
        Expect::Ends,
    );
    judge(
        "text",
        &json!({"minLength": 1e300, "type": "string"}),
        &json!({"maxLength": 5}),
        Expect::Ends,
    );
    let numbers = json!({"minimum": 1e308, "multipleOf": 1e-300});
    judge("numbers", &numbers, &json!({"multipleOf": 3e-300, "maximum": -1e308}), Expect::Ends);
    let properties = |longest: usize| -> Value {
        let one = |at: usize| (format!("p{at}"), json!({"maxLength": at + longest}));
        json!({"properties": (0..3000).map(one).collect::<Map<_, _>>()})
    };
    judge("wider", &properties(0), &properties(1), Expect::Holds);
    judge("narrower", &properties(1), &properties(0), Expect::Fails);
}

#[test]
fn many_patterns_and_demands_end() {
    let patterns = |count: usize| {
        let one = |at| (format!("a{{{}}}b", at + 1), json!({"minimum": at}));
        let patterns: Map<String, Value> = (0..count).map(one).collect();
        json!({"patternProperties": patterns, "additionalProperties": {"type": "integer"}})
    };
    judge(
        "patterns",
        &patterns(40),
        &json!({"additionalProperties": {"type": "integer"}}),
        Expect::Ends,
    );
    judge(
        "states",
        &json!({"pattern": "(a{1,500}){1,500}"}),
        &json!({"pattern": "(x+x+)+y"}),
        Expect::Ends,
    );
    let demands: Vec<Value> =
        (0..10).map(|at| json!({"not": {"additionalProperties": {"minimum": at}}})).collect();
    let few = json!({"allOf": demands, "maxProperties": 3});
    judge("demands", &few, &json!({"maxProperties": 2}), Expect::Fails);
    // Seven pigeons in six holes.
    let hole = |pigeon: usize, hole: usize| json!({"required": [format!("p{pigeon}h{hole}")]});
    let mut pigeons: Vec<Value> = Vec::new();
    for pigeon in 0..7 {
        pigeons.push(json!({"anyOf": (0..6).map(|at| hole(pigeon, at)).collect::<Vec<_>>()}));
        for (at, other) in (0..6).flat_map(|at| (0..pigeon).map(move |other| (at, other))) {
            let both = [hole(pigeon, at), hole(other, at)];
            pigeons.push(json!({"not": {"allOf": both}}));
        }
    }
    judge("pigeons", &json!({"type": "object", "allOf": pigeons}), &json!(false), Expect::Ends);
}

#[test]
fn malformed_schemas_end() {
    let malformed = json!({
        "type": 3, "properties": 4, "items": "x", "$ref": 7, "enum": {}, "required": "a",
        "allOf": {}, "not": [], "if": 3, "then": 2, "pattern": 3, "minimum": "x", "$id": 3,
        "$anchor": [], "dependentRequired": [], "minLength": -4, "multipleOf": 0
    });
    judge("malformed", &malformed, &json!({"type": "string"}), Expect::Ends);
    judge("malformed", &json!({"type": "string"}), &malformed, Expect::Ends);
    for odd in [json!(null), json!([]), json!("x"), json!(1)] {
        judge("no schema", &odd, &json!(true), Expect::Holds);
        judge("no schema", &json!(true), &odd, Expect::Ends);
    }
}

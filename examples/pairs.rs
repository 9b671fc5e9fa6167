//! Writes pairs of event schemas, one JSON line each, to measure `eventbook compat --pairs` by:
//! `pairs N unchanged|additive|mixed`. The same arguments give the same bytes.
//!
//! A schema has 12 to 60 fields, as events have: ids, money as text, times, enumerations, an address
//! within, a list of items. `additive` adds optional fields; `mixed` also narrows, widens, renames,
//! requires and removes, one to three edits a pair.

use std::io::Write;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

const USAGE: &str = "usage: pairs N unchanged|additive|mixed\n";

/// Numbers that follow from a seed alone (splitmix64, Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = match arguments.as_slice() {
        [count, edit] => count.parse::<usize>().ok().zip(edit_named(edit)),
        _ => None,
    };
    let Some((count, edit)) = asked else {
        let _ = std::io::stderr().write_all(USAGE.as_bytes());
        return ExitCode::from(2);
    };
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for index in 0..count {
        let mut dice = Dice(index as u64);
        let original = event(&mut dice);
        let update = edit(&mut dice, original.clone());
        let line = json!({ "id": index, "original": original, "update": update });
        // A reader that stops early is no failure.
        if writeln!(out, "{line}").is_err() {
            break;
        }
    }
    ExitCode::SUCCESS
}

fn edit_named(name: &str) -> Option<fn(&mut Dice, Value) -> Value> {
    match name {
        "unchanged" => Some(|_, schema| schema),
        "additive" => Some(additive),
        "mixed" => Some(mixed),
        _ => None,
    }
}

/// One field, as events have them.
fn field(dice: &mut Dice) -> Value {
    match dice.below(11) {
        0 => json!({ "type": "string", "format": "uuid" }),
        1 => json!({ "type": "string", "pattern": r"^[0-9]{1,12}\.[0-9]{2}$" }),
        2 => json!({ "type": "string", "format": "date-time", "description": "When it happened." }),
        3 => json!({ "enum": ["open", "paid", "shipped", "lost"] }),
        4 => json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
        5 => json!({ "type": "integer", "minimum": 0, "maximum": 1_000_000 }),
        6 => json!({ "type": "number", "multipleOf": 0.01 }),
        7 => json!({ "type": "boolean" }),
        8 => json!({ "type": ["string", "null"], "maxLength": 200 }),
        9 => json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true }),
        _ => json!({ "type": "string", "minLength": 1, "maxLength": 64 }),
    }
}

fn object(dice: &mut Dice, count: usize, prefix: &str) -> Value {
    let mut properties = Map::new();
    for index in 0..count {
        properties.insert(format!("{prefix}{index}"), field(dice));
    }
    let required: Vec<&String> = properties.keys().step_by(2).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn event(dice: &mut Dice) -> Value {
    let count = 12 + dice.below(49);
    let nested = count / 4;
    let mut schema = object(dice, count - 2 * nested, "field");
    let (address, item) = (object(dice, nested, "line"), object(dice, nested, "item"));
    let properties = &mut schema["properties"];
    properties["address"] = address;
    properties["items"] = json!({ "type": "array", "minItems": 1, "items": item });
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema
}

fn additive(dice: &mut Dice, mut schema: Value) -> Value {
    for index in 0..1 + dice.below(3) {
        let added = field(dice);
        schema["properties"][format!("added{index}")] = added;
    }
    schema
}

fn mixed(dice: &mut Dice, mut schema: Value) -> Value {
    for _ in 0..1 + dice.below(3) {
        schema = edited(dice, schema);
    }
    schema
}

fn edited(dice: &mut Dice, mut schema: Value) -> Value {
    let pointer = *dice.pick(&["/properties/address", "/properties/items/items", ""]);
    // An edit before this one may have taken the place away.
    if let Some(place) = schema.pointer_mut(pointer).filter(|place| place["properties"].is_object())
    {
        edit(dice, place);
    }
    schema
}

fn edit(dice: &mut Dice, place: &mut Value) {
    let names = place["properties"].as_object().into_iter().flatten();
    let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
    let Some(name) = names.get(dice.below(names.len().max(1))) else { return };
    match dice.below(8) {
        0 | 1 => place["properties"]["added"] = field(dice),
        2 => place["properties"][name]["description"] = json!("Said more clearly."),
        3 => drop(place["properties"].as_object_mut().map(|fields| fields.remove(name))),
        4 => place["properties"][name] = field(dice),
        5 => place["required"] = json!([name]),
        6 => place["properties"][name]["maxLength"] = json!(32),
        _ => place["properties"][name] = json!({ "anyOf": [field(dice), { "type": "null" }] }),
    }
}

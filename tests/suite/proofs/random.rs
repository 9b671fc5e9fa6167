//! Random JSON Schemas and edits of them, from few names and few values, so that two of them meet.

use serde_json::{Map, Value, json};

/// Numbers that follow from a seed alone (splitmix64, Steele, Lea and Flood 2014).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Dice(seed.wrapping_mul(0x2545_f491_4f6c_dd1d).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const NAMES: [&str; 5] = ["a", "b", "c", "x_1", "kind"];
const TEXTS: [&str; 6] = ["", "a", "b", "ab", "abc", "x_1"];
const PATTERNS: [&str; 8] =
    ["^a", "b$", "^[a-c]+$", "^x_", "[0-9]", "^(a|b)*$", "^.{2}$", "^[a-z]{1,3}$"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// A schema, at most so deep.
pub(super) fn schema(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 6 } else { 14 }) {
        0 if dice.one_in(4) => Value::Bool(dice.one_in(2)),
        0 | 1 => json!({ "enum": values(dice) }),
        2 => json!({ "const": value(dice, 1) }),
        3 => number(dice),
        4 | 5 => string(dice),
        6 => array(dice, depth - 1),
        7..=10 => object(dice, depth - 1),
        11 => {
            let keyword = *dice.pick(&["anyOf", "oneOf", "allOf"]);
            let count = 1 + dice.below(3);
            let branches: Vec<Value> = (0..count).map(|_| schema(dice, depth - 1)).collect();
            json!({ keyword: branches })
        }
        12 => json!({ "not": schema(dice, depth - 1) }),
        _ => json!({
            "if": schema(dice, depth - 1),
            "then": schema(dice, depth - 1),
            "else": schema(dice, depth - 1),
        }),
    }
}

fn value(dice: &mut Dice, depth: usize) -> Value {
    match dice.below(if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => Value::Bool(dice.one_in(2)),
        2 => json!(dice.below(6) as i64 - 2),
        3 => json!((dice.below(12) as f64 - 4.0) / 2.0),
        4 => json!(dice.pick(&TEXTS)),
        5 => (0..dice.below(3)).map(|_| value(dice, depth - 1)).collect(),
        _ => {
            let members = (0..dice.below(3)).map(|_| {
                let name = (*dice.pick(&NAMES)).to_owned();
                (name, value(dice, depth - 1))
            });
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// Several values, no two of them equal, as drafts ask of `enum`.
fn values(dice: &mut Dice) -> Vec<Value> {
    let mut values: Vec<Value> = Vec::new();
    for _ in 0..1 + dice.below(4) {
        let new = value(dice, 1);
        // 1 and 1.0 are equal to a validator, and not to the eye.
        let number = new.as_f64();
        if !values.iter().any(|old| *old == new || (number.is_some() && old.as_f64() == number)) {
            values.push(new);
        }
    }
    values
}

fn some(dice: &mut Dice, schema: &mut Map<String, Value>, keyword: &str, value: Value) {
    if dice.one_in(3) {
        schema.insert(keyword.to_owned(), value);
    }
}

fn begun(dice: &mut Dice, kind: &str) -> Map<String, Value> {
    let mut schema = Map::new();
    if dice.one_in(6) {
        let other = *dice.pick(&TYPES);
        let types = if other == kind { json!([kind]) } else { json!([kind, other]) };
        schema.insert("type".to_owned(), types);
    } else if !dice.one_in(8) {
        schema.insert("type".to_owned(), json!(kind));
    }
    schema
}

fn number(dice: &mut Dice) -> Value {
    let kind = *dice.pick(&["integer", "number"]);
    let mut schema = begun(dice, kind);
    for keyword in ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] {
        let bound = json!((dice.below(16) as f64 - 4.0) / 2.0);
        some(dice, &mut schema, keyword, bound);
    }
    let factor = dice.pick(&[json!(1), json!(2), json!(3), json!(0.5), json!(0.1)]).clone();
    some(dice, &mut schema, "multipleOf", factor);
    Value::Object(schema)
}

fn string(dice: &mut Dice) -> Value {
    let mut schema = begun(dice, "string");
    let (least, most) = (json!(dice.below(3)), json!(dice.below(4)));
    some(dice, &mut schema, "minLength", least);
    some(dice, &mut schema, "maxLength", most);
    let pattern = json!(dice.pick(&PATTERNS));
    some(dice, &mut schema, "pattern", pattern);
    Value::Object(schema)
}

fn array(dice: &mut Dice, depth: usize) -> Value {
    let mut schema = begun(dice, "array");
    let prefix: Vec<Value> = (0..1 + dice.below(2)).map(|_| self::schema(dice, depth)).collect();
    let (items, contains) = (self::schema(dice, depth), self::schema(dice, depth));
    let (least, most) = (json!(dice.below(3)), json!(dice.below(4)));
    let found = json!(dice.below(3));
    some(dice, &mut schema, "prefixItems", Value::Array(prefix));
    some(dice, &mut schema, "items", items);
    some(dice, &mut schema, "minItems", least);
    some(dice, &mut schema, "maxItems", most);
    if dice.one_in(4) {
        schema.insert("contains".to_owned(), contains);
        some(dice, &mut schema, "minContains", found.clone());
        some(dice, &mut schema, "maxContains", found);
    }
    if dice.one_in(6) {
        schema.insert("uniqueItems".to_owned(), json!(true));
    }
    Value::Object(schema)
}

fn object(dice: &mut Dice, depth: usize) -> Value {
    let mut schema = begun(dice, "object");
    let mut properties = Map::new();
    for _ in 0..1 + dice.below(3) {
        let name = (*dice.pick(&NAMES)).to_owned();
        properties.insert(name, self::schema(dice, depth));
    }
    let mut required: Vec<&str> = (0..dice.below(3)).map(|_| *dice.pick(&NAMES)).collect();
    required.sort_unstable();
    required.dedup();
    schema.insert("properties".to_owned(), Value::Object(properties));
    some(dice, &mut schema, "required", json!(required));
    let rest = if dice.one_in(2) { json!(false) } else { self::schema(dice, depth) };
    some(dice, &mut schema, "additionalProperties", rest);
    if dice.one_in(4) {
        let pattern = *dice.pick(&PATTERNS);
        let of_pattern = self::schema(dice, depth);
        schema.insert("patternProperties".to_owned(), json!({ pattern: of_pattern }));
    }
    if dice.one_in(6) {
        let names = string(dice);
        schema.insert("propertyNames".to_owned(), names);
    }
    if dice.one_in(5) {
        let (least, most) = (json!(dice.below(3)), json!(dice.below(4)));
        some(dice, &mut schema, "minProperties", least);
        some(dice, &mut schema, "maxProperties", most);
    }
    if dice.one_in(6) {
        let (from, to) = (*dice.pick(&NAMES), *dice.pick(&NAMES));
        schema.insert("dependentRequired".to_owned(), json!({ from: [to] }));
    }
    Value::Object(schema)
}

/// The schema with one part of it made anew, left out, or loosened.
pub(super) fn edited(dice: &mut Dice, schema: &Value) -> Value {
    let mut edited = schema.clone();
    let parts = count(&edited);
    let mut waiting = dice.below(parts);
    edit(dice, &mut edited, &mut waiting);
    edited
}

/// How many schemas there are in one, itself included.
fn count(schema: &Value) -> usize {
    let Some(members) = schema.as_object() else { return 1 };
    1 + members.iter().flat_map(|(key, value)| inner(key, value)).map(count).sum::<usize>()
}

/// The schemas that a keyword holds.
fn inner<'a>(keyword: &str, value: &'a Value) -> Vec<&'a Value> {
    match (keyword, value) {
        ("properties" | "patternProperties", Value::Object(members)) => members.values().collect(),
        ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(items)) => {
            items.iter().collect()
        }
        ("items" | "additionalProperties" | "not" | "if" | "then" | "else", value) => vec![value],
        _ => Vec::new(),
    }
}

fn inner_mut<'a>(keyword: &str, value: &'a mut Value) -> Vec<&'a mut Value> {
    match (keyword, value) {
        ("properties" | "patternProperties", Value::Object(members)) => {
            members.values_mut().collect()
        }
        ("anyOf" | "oneOf" | "allOf" | "prefixItems", Value::Array(items)) => {
            items.iter_mut().collect()
        }
        ("items" | "additionalProperties" | "not" | "if" | "then" | "else", value) => vec![value],
        _ => Vec::new(),
    }
}

fn edit(dice: &mut Dice, schema: &mut Value, waiting: &mut usize) -> bool {
    if *waiting == 0 {
        *schema = changed(dice, schema);
        return true;
    }
    *waiting -= 1;
    let Some(members) = schema.as_object_mut() else { return false };
    members.iter_mut().any(|(keyword, value)| {
        inner_mut(keyword, value).into_iter().any(|part| edit(dice, part, waiting))
    })
}

fn changed(dice: &mut Dice, schema: &Value) -> Value {
    let Some(members) = schema.as_object().filter(|members| !members.is_empty()) else {
        return self::schema(dice, 1);
    };
    match dice.below(4) {
        // Without one of its keywords.
        0 | 1 => {
            let dropped = dice.below(members.len());
            let kept = members.iter().enumerate().filter(|(index, _)| *index != dropped);
            kept.map(|(_, (key, value))| (key.clone(), value.clone())).collect::<Map<_, _>>().into()
        }
        // With the keywords of another.
        2 => {
            let mut members = members.clone();
            let other = self::schema(dice, 1);
            let more = other.as_object().into_iter().flatten();
            members.extend(more.map(|(key, value)| (key.clone(), value.clone())));
            Value::Object(members)
        }
        _ => self::schema(dice, 2),
    }
}

/// The same schema with the members of every object in another order.
pub(super) fn reordered(schema: &Value) -> Value {
    match schema {
        Value::Object(members) => members
            .iter()
            .rev()
            .map(|(key, value)| (key.clone(), reordered(value)))
            .collect::<Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(reordered).collect(),
        other => other.clone(),
    }
}

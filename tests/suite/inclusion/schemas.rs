//! Schemas and values at random, the same for the same seed, small enough to meet often.

use serde_json::{Map, Value, json};

const NAMES: [&str; 5] = ["a", "b", "c", "xa", "y"];
const PATTERNS: [&str; 7] = ["^x", "^[a-c]$", "a", "^$", "b|c", "^[a-z]+$", "^a?b?$"];
const TYPES: [&str; 7] = ["null", "boolean", "integer", "number", "string", "array", "object"];

/// A source of numbers that look random (splitmix64).
pub(super) struct Dice(pub(super) u64);

impl Dice {
    pub(super) fn below(&mut self, count: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % count
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len() as u64) as usize]
    }

    fn in_hundred(&mut self, part: u64) -> bool {
        self.below(100) < part
    }

    /// Any value.
    pub(super) fn value(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 4 } else { 8 }) {
            0 => (*self.of(&[json!(null), json!(true), json!(false)])).clone(),
            1 | 2 => {
                self.of(&[json!(0), json!(1), json!(2), json!(-1), json!(1.5), json!(1.0)]).clone()
            }
            3 => json!(*self.of(&["", "a", "b", "ab", "xa"])),
            4 | 5 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let members = (0..self.below(4)).map(|_| {
                    let name = *self.of(&["a", "b", "c", "xa", "y", "", "zz"]);
                    (name.to_owned(), self.value(depth - 1))
                });
                Value::Object(members.collect())
            }
        }
    }

    /// Any schema of draft 2020-12.
    pub(super) fn schema(&mut self, depth: u64) -> Value {
        if self.in_hundred(5) {
            return json!(self.in_hundred(70));
        }
        let mut schema = Map::new();
        for _ in 0..=self.below(3) {
            let (key, value) = if depth == 0 || self.in_hundred(50) {
                self.leaf()
            } else {
                self.nested(depth - 1)
            };
            schema.insert(key.to_owned(), value);
        }
        Value::Object(schema)
    }

    fn leaf(&mut self) -> (&'static str, Value) {
        let count = json!(self.below(4));
        match self.below(16) {
            0..=2 => ("type", json!(*self.of(&TYPES))),
            3 => ("type", json!(["object", *self.of(&TYPES[..6])])),
            4 => ("enum", json!([self.value(2), {"z": self.value(1)}])),
            5 => ("const", self.value(2)),
            6 => ("minimum", self.of(&[json!(0), json!(1.5), json!(2)]).clone()),
            7 => ("exclusiveMaximum", count),
            8 => ("multipleOf", self.of(&[json!(1), json!(2), json!(3), json!(0.5)]).clone()),
            9 => (*self.of(&["minLength", "maxLength"]), count),
            10 => ("pattern", json!(*self.of(&PATTERNS))),
            11 => (*self.of(&["minItems", "maxItems"]), count),
            12 => ("uniqueItems", json!(true)),
            13 => (*self.of(&["minProperties", "maxProperties"]), count),
            _ => ("required", json!([*self.of(&NAMES)])),
        }
    }

    fn nested(&mut self, depth: u64) -> (&'static str, Value) {
        let schema = self.schema(depth);
        let other = self.schema(depth);
        let name = *self.of(&NAMES);
        match self.below(14) {
            0..=2 => ("properties", json!({name: schema, *self.of(&NAMES): other})),
            3 => ("patternProperties", json!({*self.of(&PATTERNS): schema})),
            4 => ("additionalProperties", if self.in_hundred(50) { json!(false) } else { schema }),
            5 => ("propertyNames", schema),
            6 => ("items", schema),
            7 => ("prefixItems", json!([schema, other])),
            8 => ("contains", schema),
            9 => (*self.of(&["allOf", "anyOf"]), json!([schema, other])),
            10 => ("oneOf", json!([schema, other])),
            11 => ("not", schema),
            12 => (*self.of(&["dependentSchemas"]), json!({name: schema})),
            _ => ("allOf", json!([{"if": schema, "then": other, "else": self.schema(depth)}])),
        }
    }

    /// The schema with something small changed somewhere.
    pub(super) fn changed(&mut self, schema: &Value) -> Value {
        let Value::Object(members) = schema else { return self.schema(1) };
        let mut members = members.clone();
        let keys: Vec<String> = members.keys().cloned().collect();
        let key = self.of(&keys).clone();
        match (self.below(5), members.get(&key).cloned()) {
            (0, _) => {
                members.remove(&key);
            }
            (1, _) => {
                let (key, value) = self.leaf();
                members.insert(key.to_owned(), value);
            }
            (_, Some(Value::Object(mut inner))) if key == "properties" => {
                let names: Vec<String> = inner.keys().cloned().collect();
                let name = self.of(&names).clone();
                let part = self.changed(&inner[&name]);
                inner.insert(name, part);
                members.insert(key, Value::Object(inner));
            }
            (_, Some(Value::Array(mut inner))) if key.ends_with("Of") => {
                let at = self.below(inner.len() as u64) as usize;
                inner[at] = self.changed(&inner[at]);
                members.insert(key, Value::Array(inner));
            }
            (_, Some(inner @ Value::Object(_))) if key == "items" || key == "not" => {
                let inner = self.changed(&inner);
                members.insert(key, inner);
            }
            _ => {
                let (key, value) = self.leaf();
                members.insert(key.to_owned(), value);
            }
        }
        Value::Object(members)
    }
}

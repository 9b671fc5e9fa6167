//! Random pairs of schemas, and every pair of types: what is judged compatible loses nothing of random
//! messages, and what is judged incompatible is shown by its witness.

use eventbook::compat::languages;

use super::contract;
use super::pairs;
use super::sample::Random;
use super::survival::hold;

#[test]
fn a_random_change_is_judged_as_messages_show() {
    let mut random = Random(7);
    let (mut compatible, mut tried) = (0, 0);
    for round in 0..500 {
        let old = schema(&mut random, None);
        let new = schema(&mut random, Some(&old));
        let writer = contract("a.proto", &old.text(), &[], Some("M"));
        let reader = contract("a.proto", &new.text(), &[], Some("M"));
        // A change may be none that a schema can have, such as a number twice.
        if (languages::of("a.proto").as_json_schema)(&reader).is_err() {
            continue;
        }
        tried += 1;
        compatible += usize::from(hold(&round.to_string(), &writer, &reader, &mut random, 8));
    }
    assert!(compatible > 80 && tried - compatible > 80, "{compatible} of {tried} are compatible");
}

#[test]
fn every_change_of_a_type_is_judged_as_messages_show() {
    let mut random = Random(3);
    let kinds = || TYPES.iter().flat_map(|kind| ["", "repeated "].map(|label| (label, kind)));
    for (from_label, from) in kinds() {
        for (to_label, to) in kinds() {
            let read = |label: &str, kind: &str| {
                let text = format!(
                    "syntax = \"proto3\";\nmessage M {{ {label}{kind} a = 1; }}\n\
                     message N {{ int32 n = 1; }}\nenum E {{ NONE = 0; PAID = 1; }}\n"
                );
                contract("a.proto", &text, &[], Some("M"))
            };
            let name = format!("{from_label}{from} to {to_label}{to}");
            let same = hold(&name, &read(from_label, from), &read(to_label, to), &mut random, 5);
            assert!(same || (from_label, from) != (to_label, to), "{name}");
        }
    }
}

#[test]
fn every_pair_is_judged_as_messages_show() {
    let mut random = Random(11);
    for (name, old, new) in pairs::all() {
        if !["imported", "imported-publicly", "unreadable"].contains(&name.as_str()) {
            hold(&name, &old, &new, &mut random, 50);
            hold(&name, &new, &old, &mut random, 50);
        }
    }
}

/// A schema of a message `M` with a message `N` and an enum `E`.
#[derive(Clone)]
struct Schema {
    proto2: bool,
    fields: Vec<(usize, usize, &'static str, &'static str)>,
    inner: Vec<(usize, usize, &'static str, &'static str)>,
    values: Vec<(&'static str, usize)>,
    oneof: usize,
}

const NAMES: [&str; 6] = ["a", "b_c", "d", "e", "f", "g"];
const TYPES: [&str; 16] = [
    "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "sfixed64", "bool",
    "string", "bytes", "float", "double", "E", "N", "M",
];

impl Schema {
    fn text(&self) -> String {
        let field = |(number, name, kind, label): &(usize, usize, &str, &str)| {
            let name = NAMES[*name];
            match (*label, self.proto2) {
                ("map", _) => format!("map<string, {kind}> {name} = {number};\n"),
                ("required", false) | ("", true) => format!("optional {kind} {name} = {number};\n"),
                (label, _) => format!("{label} {kind} {name} = {number};\n"),
            }
        };
        let (inside, outside) = self.fields.split_at(self.oneof.min(self.fields.len()));
        let inside: String = inside
            .iter()
            .map(|(number, name, kind, _)| format!("{kind} {} = {number};\n", NAMES[*name]))
            .collect();
        let oneof = if inside.is_empty() { inside } else { format!("oneof o {{\n{inside}}}\n") };
        let outside: String = outside.iter().map(field).collect();
        let inner: String = self.inner.iter().map(field).collect();
        let values: String =
            self.values.iter().map(|(name, number)| format!("{name} = {number};\n")).collect();
        let syntax = if self.proto2 { "proto2" } else { "proto3" };
        format!(
            "syntax = \"{syntax}\";\nmessage M {{\n{oneof}{outside}}}\nmessage N {{\n{inner}}}\n\
             enum E {{\n{values}}}\n"
        )
    }
}

fn schema(random: &mut Random, base: Option<&Schema>) -> Schema {
    let Some(base) = base else {
        let proto2 = random.below(3) == 0;
        let list = |random: &mut Random, count: usize| {
            (0..count).map(|at| (at + 1, at, random.pick(&TYPES), label(random))).collect()
        };
        let (fields, inner) = (list(random, 3), list(random, 2));
        let values = vec![("NONE", 0), ("PAID", 1), ("LOST", 2)];
        let oneof = if random.below(3) == 0 { 2 } else { 0 };
        return break_circles(Schema { proto2, fields, inner, values, oneof });
    };
    let mut next = base.clone();
    for _ in 0..=random.below(2) {
        let inner = random.below(3) == 0;
        let fields = if inner { &mut next.inner } else { &mut next.fields };
        let at = random.below(2) as usize;
        match random.below(11) {
            0..=2 => fields[at].2 = random.pick(&TYPES),
            3 => fields[at].3 = label(random),
            4 => fields[at].1 = 3 + at,
            5 => fields[at].0 += 3,
            6 => {
                fields.remove(at);
            }
            7 => {
                fields.push((9, 5, random.pick(&TYPES), label(random)));
            }
            8 => next.oneof = random.below(3) as usize,
            9 => next.proto2 = !next.proto2,
            _ => match random.below(4) {
                0 => {
                    next.values.pop();
                }
                1 => next.values.push(("NEW", 7)),
                2 => next.values[1].0 = "RENAMED",
                _ => next.values[1].1 = 5,
            },
        }
        if next.fields.len() < 2 || next.inner.len() < 2 {
            break;
        }
    }
    break_circles(next)
}

/// No required circle, which has no message at all.
fn break_circles(mut schema: Schema) -> Schema {
    for field in schema.fields.iter_mut().chain(&mut schema.inner) {
        if ["M", "N"].contains(&field.2) && field.3 == "required" {
            field.3 = "optional";
        }
    }
    schema
}

fn label(random: &mut Random) -> &'static str {
    random.pick(&["", "", "optional", "repeated", "map", "required"])
}

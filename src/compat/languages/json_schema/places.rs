//! Every place at which a value begins, the root and all that is below it, with the schemas that
//! speak of it together and the fields that they declare together.

use std::collections::HashMap;

use serde_json::Value;

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::parts::{NodeId, Nodes, Parts};

/// How many places and schemas are looked at before a schema counts as too large.
const MOST: usize = 50_000;

/// A place, by the order in which it was met.
pub(super) type PlaceId = usize;

/// The places of a document.
#[derive(Debug)]
pub(super) struct Places<'a> {
    /// The schemas.
    pub(super) nodes: Nodes<'a>,
    /// The places; the first is the root.
    pub(super) list: Vec<Place<'a>>,
}

/// A place at which a value begins.
#[derive(Debug, Default)]
pub(super) struct Place<'a> {
    /// The schemas that speak of it.
    pub(super) parts: Parts,
    /// The fields that are declared, each with the place of its value.
    pub(super) fields: Vec<(&'a str, Option<PlaceId>)>,
    /// The patterns of names that are declared.
    pub(super) patterns: Vec<(&'a str, Option<PlaceId>)>,
    /// The values of all other fields.
    pub(super) rest: Option<PlaceId>,
    /// The items at the beginning, one by one.
    pub(super) prefix: Vec<Option<PlaceId>>,
    /// All other items.
    pub(super) items: Option<PlaceId>,
    /// Whether a schema says itself which other fields there are.
    pub(super) names_others: bool,
    /// Whether a schema asks which fields or items others have looked at.
    pub(super) asks_evaluated: bool,
}

/// The places of a document; none where there are too many.
pub(super) fn places(bundle: &Bundle) -> Option<Places<'_>> {
    let mut nodes = Nodes::new(bundle);
    let root = nodes.root();
    let mut survey = Survey { list: Vec::new(), known: HashMap::new(), seeds: Vec::new() };
    survey.place(&nodes, vec![root]);
    let mut next = 0;
    let mut spent = 0;
    while let Some(seeds) = survey.seeds.get(next).cloned() {
        let place = survey.look(&mut nodes, &seeds);
        spent += 1 + place.parts.nodes.len() + place.fields.len();
        if spent > MOST || nodes.len() > MOST {
            return None;
        }
        survey.list.push(place);
        next += 1;
    }
    Some(Places { nodes, list: survey.list })
}

/// The places as they are met.
struct Survey<'a> {
    list: Vec<Place<'a>>,
    /// The schemas that each place begins with, and the other way round; only asked, never listed.
    known: HashMap<Vec<NodeId>, PlaceId>,
    seeds: Vec<Vec<NodeId>>,
}

/// The keywords below which something may be declared. A schema without them declares nothing.
const TELLING: [&str; 24] = [
    "$ref",
    "$recursiveRef",
    "$dynamicRef",
    "allOf",
    "anyOf",
    "oneOf",
    "if",
    "dependencies",
    "dependentSchemas",
    "dependentRequired",
    "required",
    "properties",
    "patternProperties",
    "additionalProperties",
    "unevaluatedProperties",
    "propertyNames",
    "items",
    "prefixItems",
    "additionalItems",
    "unevaluatedItems",
    "contains",
    "enum",
    "const",
    "x-open-enum",
];

impl<'a> Survey<'a> {
    /// The place that begins with these schemas; none where they say nothing of what is inside.
    fn place(&mut self, nodes: &Nodes<'a>, mut seeds: Vec<NodeId>) -> Option<PlaceId> {
        seeds.sort_unstable();
        seeds.dedup();
        let tells = |id: &NodeId| {
            let object = nodes.schema(*id).as_object();
            object.is_some_and(|object| object.keys().any(|key| TELLING.contains(&key.as_str())))
        };
        if !seeds.iter().any(tells) && !self.seeds.is_empty() {
            return None;
        }
        if let Some(place) = self.known.get(&seeds) {
            return Some(*place);
        }
        let id = self.seeds.len();
        self.known.insert(seeds.clone(), id);
        self.seeds.push(seeds);
        Some(id)
    }

    fn look(&mut self, nodes: &mut Nodes<'a>, seeds: &[NodeId]) -> Place<'a> {
        let parts = nodes.closure(seeds);
        let all: Vec<NodeId> = parts.nodes.iter().chain(&parts.conditions).copied().collect();
        let mut place = Place { parts, ..Place::default() };
        self.look_at_fields(nodes, &all, &mut place);
        self.look_at_items(nodes, &all, &mut place);
        place
    }

    fn look_at_fields(&mut self, nodes: &mut Nodes<'a>, all: &[NodeId], place: &mut Place<'a>) {
        let (mut fields, mut patterns) = (Named::default(), Named::default());
        let mut rest = Vec::new();
        for part in all {
            for (name, schema) in nodes.named(*part, "properties") {
                fields.add(name, Some(schema));
            }
            for (pattern, schema) in nodes.named(*part, "patternProperties") {
                patterns.add(pattern, Some(schema));
            }
            let Some(object) = nodes.keywords(*part) else { continue };
            for name in asked_names(object) {
                fields.add(name, None);
            }
            place.names_others |= object.contains_key("propertyNames");
            for key in ["additionalProperties", "unevaluatedProperties"] {
                let says_others = object.get(key).is_some_and(|said| *said != Value::Bool(false));
                place.names_others |= says_others;
                place.asks_evaluated |= key == "unevaluatedProperties" && object.contains_key(key);
                rest.extend(nodes.below(*part, key).filter(|_| says_others));
            }
        }
        // Which names match a pattern is not asked here: a field may be all that a pattern says too.
        let (fields, patterns) = (fields.list, patterns.list);
        let by_pattern: Vec<NodeId> = patterns.iter().flat_map(|(_, of)| of.clone()).collect();
        let by_name: Vec<NodeId> = fields.iter().flat_map(|(_, of)| of.clone()).collect();
        for (name, of) in fields {
            let seeds = of.into_iter().chain(by_pattern.clone()).chain(rest.clone()).collect();
            place.fields.push((name, self.place(nodes, seeds)));
        }
        for (pattern, of) in patterns {
            let others = by_pattern.iter().chain(&by_name).chain(&rest);
            let seeds = of.into_iter().chain(others.copied()).collect();
            place.patterns.push((pattern, self.place(nodes, seeds)));
        }
        place.rest = if rest.is_empty() { None } else { self.place(nodes, rest) };
    }

    fn look_at_items(&mut self, nodes: &mut Nodes<'a>, all: &[NodeId], place: &mut Place<'a>) {
        let mut prefix: Vec<Vec<NodeId>> = Vec::new();
        let mut every = Vec::new();
        let mut tails: Vec<(usize, NodeId)> = Vec::new();
        for part in all {
            let mut first = nodes.listed(*part, "prefixItems");
            first.extend(nodes.listed(*part, "items"));
            for key in ["items", "additionalItems", "unevaluatedItems"] {
                tails.extend(nodes.below(*part, key).map(|tail| (first.len(), tail)));
            }
            place.asks_evaluated |=
                nodes.keywords(*part).is_some_and(|object| object.contains_key("unevaluatedItems"));
            every.extend(nodes.below(*part, "contains"));
            prefix.resize(prefix.len().max(first.len()), Vec::new());
            for (held, item) in prefix.iter_mut().zip(first) {
                held.push(item);
            }
        }
        for (index, mut seeds) in prefix.into_iter().enumerate() {
            seeds.extend(tails.iter().filter(|(from, _)| *from <= index).map(|(_, tail)| *tail));
            seeds.extend(&every);
            place.prefix.push(self.place(nodes, seeds));
        }
        every.extend(tails.into_iter().map(|(_, tail)| tail));
        place.items = if every.is_empty() { None } else { self.place(nodes, every) };
    }
}

/// Names with the schemas that are stated for each, in the order in which they were met.
#[derive(Debug, Default)]
struct Named<'a> {
    list: Vec<(&'a str, Vec<NodeId>)>,
    /// Where each name is in the list; only asked, never listed.
    at: HashMap<&'a str, usize>,
}

impl<'a> Named<'a> {
    fn add(&mut self, name: &'a str, schema: Option<NodeId>) {
        let next = self.list.len();
        let at = *self.at.entry(name).or_insert(next);
        match self.list.get_mut(at) {
            Some((_, of)) => of.extend(schema),
            None => self.list.push((name, schema.into_iter().collect())),
        }
    }
}

/// The names that a schema asks for without saying more of them.
fn asked_names(object: &serde_json::Map<String, Value>) -> Vec<&str> {
    let required = object.get("required").and_then(Value::as_array).into_iter().flatten();
    let mut names: Vec<&str> = required.filter_map(Value::as_str).collect();
    for key in ["dependentRequired", "dependencies"] {
        for (name, needed) in object.get(key).and_then(Value::as_object).into_iter().flatten() {
            names.push(name);
            names.extend(needed.as_array().into_iter().flatten().filter_map(Value::as_str));
        }
    }
    names
}

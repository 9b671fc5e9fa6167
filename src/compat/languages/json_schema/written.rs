//! What the writer's schema says of a value: the same keyword, or what stands nearest.

use serde_json::Value;

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::parts::{NodeId, Nodes};
use crate::pointer::escaped;

/// The schemas of a writer that speak of a value.
#[derive(Debug)]
pub(super) struct Written<'a> {
    nodes: Nodes<'a>,
    /// Those that speak of the value itself.
    at: Vec<NodeId>,
    /// Those that speak of the nearest value around it of which any does.
    nearest: Vec<NodeId>,
}

/// The schemas that speak of what a path leads to in a payload.
pub(super) fn written<'a>(bundle: &'a Bundle, payload: &Value, path: &[String]) -> Written<'a> {
    let mut nodes = Nodes::new(bundle);
    let root = nodes.root();
    let mut at = nodes.closure(&[root]).nodes;
    let mut nearest = at.clone();
    let mut value = Some(payload);
    for step in path {
        let seeds: Vec<NodeId> = match value {
            Some(Value::Array(_)) => {
                let index = step.parse().unwrap_or(0);
                at.iter().flat_map(|part| items(&mut nodes, *part, index)).collect()
            }
            _ => at.iter().flat_map(|part| field(&mut nodes, *part, step)).collect(),
        };
        value = value.and_then(|value| inner(value, step));
        at = nodes.closure(&seeds).nodes;
        if !at.is_empty() {
            nearest.clone_from(&at);
        }
    }
    Written { nodes, at, nearest }
}

/// What a step of a path leads to in a value.
pub(super) fn inner<'v>(value: &'v Value, step: &str) -> Option<&'v Value> {
    match value {
        Value::Object(object) => object.get(step),
        Value::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    }
}

fn field(nodes: &mut Nodes<'_>, part: NodeId, name: &str) -> Vec<NodeId> {
    let named = nodes.named(part, "properties").into_iter();
    let own: Vec<NodeId> = named.filter(|(key, _)| *key == name).map(|(_, id)| id).collect();
    if !own.is_empty() {
        return own;
    }
    let patterns = nodes.named(part, "patternProperties").into_iter().map(|(_, id)| id);
    let mut found: Vec<NodeId> = patterns.collect();
    for key in ["additionalProperties", "unevaluatedProperties"] {
        found.extend(nodes.below(part, key));
    }
    found
}

fn items(nodes: &mut Nodes<'_>, part: NodeId, index: usize) -> Vec<NodeId> {
    let mut first = nodes.listed(part, "prefixItems");
    first.extend(nodes.listed(part, "items"));
    if let Some(own) = first.get(index) {
        return vec![*own];
    }
    let keys = ["items", "additionalItems", "unevaluatedItems"];
    keys.into_iter().filter_map(|key| nodes.below(part, key)).collect()
}

impl<'a> Written<'a> {
    /// What the writer says by this keyword of the value.
    pub(super) fn says(&self, keyword: &str) -> Option<&'a Value> {
        self.at.iter().find_map(|part| self.nodes.keywords(*part)?.get(keyword))
    }

    /// The keywords beside the one that says so.
    pub(super) fn beside(&self, keyword: &str) -> Option<&'a serde_json::Map<String, Value>> {
        let mut parts = self.at.iter().filter_map(|part| self.nodes.keywords(*part));
        parts.find(|object| object.contains_key(keyword))
    }

    /// Whether a schema speaks of the value at all.
    pub(super) fn speaks(&self) -> bool {
        !self.at.is_empty()
    }

    /// Where the keyword stands that speaks of the value, or the schema that is nearest to it.
    pub(super) fn pointer(&self, keyword: &str) -> String {
        let has = |part: &&NodeId| {
            self.nodes.keywords(**part).is_some_and(|object| object.contains_key(keyword))
        };
        match self.at.iter().find(has).filter(|_| !keyword.is_empty()) {
            Some(part) => format!("{}/{}", self.nodes.pointer(*part), escaped(keyword)),
            None => self.nearest.first().map(|part| self.nodes.pointer(*part)).unwrap_or_default(),
        }
    }
}

//! A field of a payload, found in its schema by its path: the type as code spells it (`string[]`,
//! `OrderItem[]`, `integer or null`), and where it stands.

use std::sync::Arc;

use serde_json::Value;

use crate::catalog::payload::Payload;
use crate::catalog::reference::{self, Reference};
use crate::compat::answer::{Place, Spot};
use crate::pointer;
use crate::source::span::Span;

/// How far references and parts of a schema are followed.
const DEEPEST: usize = 32;

/// The type of a field, by its path from the payload's root: `items[].sku`. The empty path is the
/// payload itself. None where the payload has no such field.
pub fn shape(payload: &Payload, path: &str) -> Option<String> {
    Some(Walk { payload }.spelled(&find(payload, path)?, DEEPEST))
}

/// Where the schema says a keyword of a field, or where it declares the field if it does not say it.
/// None where there is no such field, or where the schema is not written as JSON Schema.
pub fn place(payload: &Payload, path: &str, keyword: &str) -> Option<Place> {
    if !Arc::ptr_eq(&payload.schema, &payload.contract.schema) {
        return None;
    }
    let stated = find(payload, path)?;
    let resolved = Walk { payload }.resolved(&stated).0;
    let says = |at: &At<'_>| at.node.get(keyword).is_some();
    let mut at = if says(&stated) || !says(&resolved) { stated } else { resolved };
    if says(&at) {
        at.pointer.push_str(&format!("/{keyword}"));
    }
    Some(at.place(payload))
}

/// Where the document that states a schema, or the file that it names, leaves for another file on
/// the way to a field; none where it holds the field itself.
pub fn departure(payload: &Payload, path: &str) -> Option<Place> {
    if !Arc::ptr_eq(&payload.schema, &payload.contract.schema) {
        return None;
    }
    let walk = Walk { payload };
    let pointer = String::new();
    let stated = At { path: &payload.path, root: &payload.schema, node: &payload.schema, pointer };
    // A schema in a file of its own is that file.
    let own = match payload.schema.as_object().is_some_and(|schema| schema.len() == 1) {
        true => walk.resolved(&stated).0,
        false => stated,
    };
    let is_own = |at: &At<'_>| std::ptr::eq(at.root, own.root);
    let mut last = own.clone();
    for segment in segments(path) {
        let Some(next) = walk.step(&last, segment, DEEPEST).filter(|next| is_own(next)) else {
            break;
        };
        last = next;
    }
    let leaves = last.node.get("$ref").is_some() && !is_own(&walk.resolved(&last).0);
    leaves.then(|| {
        last.pointer.push_str("/$ref");
        last.place(payload)
    })
}

/// The node that declares a field, references to it not followed.
fn find<'a>(payload: &'a Payload, path: &str) -> Option<At<'a>> {
    let (walk, pointer) = (Walk { payload }, String::new());
    let root = At { path: &payload.path, root: &payload.schema, node: &payload.schema, pointer };
    segments(path).try_fold(root, |at, segment| walk.step(&at, segment, DEEPEST))
}

/// The names and the `[]` of a path, in order.
fn segments(path: &str) -> impl Iterator<Item = Segment<'_>> {
    let names = path.split('.').filter(|name| !name.is_empty());
    names.flat_map(|name| {
        let plain = name.trim_end_matches("[]");
        let lists = name.len().saturating_sub(plain.len()) / 2;
        let name = (!plain.is_empty()).then_some(Segment::Property(plain));
        name.into_iter().chain(std::iter::repeat_n(Segment::Items, lists))
    })
}

#[derive(Clone, Copy)]
enum Segment<'a> {
    Property(&'a str),
    Items,
}

/// A node of a schema, with the file that its references start from.
#[derive(Clone)]
struct At<'a> {
    path: &'a str,
    root: &'a Value,
    node: &'a Value,
    /// The way to the node from the root of its file.
    pointer: String,
}

impl<'a> At<'a> {
    fn place(self, payload: &Payload) -> Place {
        let stated = std::ptr::eq(self.root, payload.schema.as_ref());
        let file = if stated { String::new() } else { self.path.to_owned() };
        Place { file, at: Spot::Pointer(self.pointer) }
    }

    /// The node below this one under these keys.
    fn down(&self, keys: &[&str]) -> Option<At<'a>> {
        let mut below = self.clone();
        for key in keys {
            below.node = match below.node {
                Value::Array(items) => items.get(key.parse::<usize>().ok()?)?,
                node => node.get(key)?,
            };
            pointer::push(&mut below.pointer, key);
        }
        Some(below)
    }
}

struct Walk<'a> {
    payload: &'a Payload,
}

impl<'a> Walk<'a> {
    /// The node behind references, with the name that the last of them gives it.
    fn resolved(&self, at: &At<'a>) -> (At<'a>, Option<String>) {
        let (mut at, mut name) = (at.clone(), None);
        for _ in 0..DEEPEST {
            let Some(text) = at.node.get("$ref").and_then(Value::as_str) else { break };
            let Some(next) = self.target(&at, text) else { break };
            name = name_of(text).or(name);
            at = next;
        }
        (at, name)
    }

    fn target(&self, at: &At<'a>, text: &str) -> Option<At<'a>> {
        let found = Reference { text, span: Span::default() };
        let target = reference::target(at.path, found).ok()?;
        let (path, root) = match &target.path {
            None => (at.path, at.root),
            Some(path) => {
                let (path, root) = self.payload.contract.files.get_key_value(path)?;
                (path.as_str(), root.as_ref())
            }
        };
        let node = root.pointer(&target.fragment)?;
        Some(At { path, root, node, pointer: target.fragment })
    }

    fn step(&self, at: &At<'a>, segment: Segment<'_>, depth: usize) -> Option<At<'a>> {
        let (at, _) = self.resolved(at);
        let own = match segment {
            Segment::Property(name) => at.down(&["properties", name]),
            Segment::Items => at.down(&["items"]),
        };
        if own.is_some() {
            return own;
        }
        let depth = depth.checked_sub(1)?;
        let parts = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| {
            let count = at.node.get(key).and_then(Value::as_array).map_or(0, Vec::len);
            (0..count).map(move |number| (key, number.to_string()))
        });
        let mut parts = parts.filter_map(|(key, number)| at.down(&[key, &number]));
        parts.find_map(|part| self.step(&part, segment, depth))
    }

    fn spelled(&self, at: &At<'a>, depth: usize) -> String {
        let (at, name) = self.resolved(at);
        let Some(depth) = depth.checked_sub(1) else { return "anything".to_owned() };
        let types: Vec<&str> = match at.node.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ if at.node.get("properties").is_some() => vec!["object"],
            _ if at.node.get("items").is_some() => vec!["array"],
            _ => {
                let constant = at.node.get("const").into_iter();
                let listed = at.node.get("enum").and_then(Value::as_array);
                let mut words: Vec<&str> =
                    constant.chain(listed.into_iter().flatten()).map(kind).collect();
                words.dedup();
                words
            }
        };
        let words = types.iter().map(|word| match *word {
            "array" => match at.down(&["items"]) {
                Some(items) => match self.spelled(&items, depth) {
                    several if several.contains(' ') => format!("({several})[]"),
                    one => format!("{one}[]"),
                },
                None => "array".to_owned(),
            },
            "object" => name.clone().unwrap_or_else(|| "object".to_owned()),
            word => word.to_owned(),
        });
        let words: Vec<String> = words.collect();
        match words.is_empty() {
            true => name.unwrap_or_else(|| "anything".to_owned()),
            false => words.join(" or "),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// What a reference calls its target, as a type is called: `../order-item.schema.yaml` and
/// `#/$defs/order_item` are both an `OrderItem`.
fn name_of(reference: &str) -> Option<String> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let named = if fragment.is_empty() { path } else { fragment };
    let last = named.rsplit('/').next()?;
    let stem = if fragment.is_empty() { last.split('.').next()? } else { last };
    let parts = stem.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let capital = |part: &str| {
        let mut letters = part.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>())
    };
    let name: String = parts.filter_map(capital).collect();
    (!name.is_empty()).then_some(name)
}

//! The type of a field as code spells it: `string[]`, `OrderItem[]`, `integer or null`.

use serde_json::Value;

use crate::catalog::payload::Payload;
use crate::catalog::reference::{self, Reference};
use crate::source::span::Span;

/// How far references and parts of a schema are followed.
const DEEPEST: usize = 32;

/// The type of a field, by its path from the payload's root: `items[].sku`. The empty path is the
/// payload itself. None where the payload has no such field.
pub fn shape(payload: &Payload, path: &str) -> Option<String> {
    let root = At { path: &payload.path, root: &payload.schema, node: &payload.schema };
    let walk = Walk { payload };
    let found = segments(path).try_fold(root, |at, step| walk.step(at, step, DEEPEST))?;
    Some(walk.spelled(found, DEEPEST))
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
#[derive(Clone, Copy)]
struct At<'a> {
    path: &'a str,
    root: &'a Value,
    node: &'a Value,
}

struct Walk<'a> {
    payload: &'a Payload,
}

impl<'a> Walk<'a> {
    /// The node behind references, with the name that the last of them gives it.
    fn resolved(&self, at: At<'a>) -> (At<'a>, Option<String>) {
        let (mut at, mut name) = (at, None);
        for _ in 0..DEEPEST {
            let Some(text) = at.node.get("$ref").and_then(Value::as_str) else { break };
            let Some(next) = self.target(at, text) else { break };
            name = name_of(text).or(name);
            at = next;
        }
        (at, name)
    }

    fn target(&self, at: At<'a>, text: &str) -> Option<At<'a>> {
        let found = Reference { text, span: Span::default() };
        let target = reference::target(at.path, found).ok()?;
        let (path, root) = match &target.path {
            None => (at.path, at.root),
            Some(path) => {
                let (path, root) = self.payload.contract.files.get_key_value(path)?;
                (path.as_str(), root.as_ref())
            }
        };
        Some(At { path, root, node: root.pointer(&target.fragment)? })
    }

    fn step(&self, at: At<'a>, step: Segment<'_>, depth: usize) -> Option<At<'a>> {
        let (at, _) = self.resolved(at);
        let own = match step {
            Segment::Property(name) => at.node.get("properties").and_then(|all| all.get(name)),
            Segment::Items => at.node.get("items"),
        };
        if let Some(node) = own {
            return Some(At { node, ..at });
        }
        let depth = depth.checked_sub(1)?;
        let keys = ["allOf", "oneOf", "anyOf"].iter();
        let mut parts = keys.filter_map(|key| at.node.get(key)?.as_array()).flatten();
        parts.find_map(|node| self.step(At { node, ..at }, step, depth))
    }

    fn spelled(&self, at: At<'a>, depth: usize) -> String {
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
            "array" => match at.node.get("items") {
                Some(items) => match self.spelled(At { node: items, ..at }, depth) {
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

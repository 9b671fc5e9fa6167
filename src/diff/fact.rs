//! Two documents key by key: what each says that the other does not, in the words of the documents.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::tree::{Data, Node};
use crate::document::values::duration::Duration;

/// Something that is said otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The path of the key: `partitions`, `consumers[payment-service].retry.attempts`.
    pub key: String,
    /// What the base says; none for nothing.
    pub before: Option<String>,
    /// What the head says; none for nothing.
    pub after: Option<String>,
}

/// How deep keys are told apart. What lies deeper is told as a whole.
const DEEPEST: usize = 8;

/// The keys that tell the items of a list apart, the first that there is.
const NAMES: [&str; 12] = [
    "service", "topic", "event", "step", "field", "store", "rule", "name", "group", "module", "on",
    "url",
];

/// Lists of who publishes and receives. Who came and who went is told of the event, whichever
/// document says it.
const EDGES: [&str; 4] = ["consumers", "producers", "consumes", "produces"];

impl Fact {
    /// A fact.
    pub fn new(key: impl Into<String>, before: Option<String>, after: Option<String>) -> Self {
        Fact { key: key.into(), before, after }
    }

    /// Something that came.
    pub fn added(key: impl Into<String>, after: impl Into<String>) -> Self {
        Fact::new(key, None, Some(after.into()))
    }

    /// Something that went.
    pub fn removed(key: impl Into<String>, before: impl Into<String>) -> Self {
        Fact::new(key, Some(before.into()), None)
    }
}

/// What differs between two documents, but for some keys of theirs.
pub fn between(before: &Node, after: &Node, except: &[&str]) -> Vec<Fact> {
    let mut facts = Vec::new();
    mappings("", before, after, except, DEEPEST, &mut facts);
    facts
}

/// Whether two trees say the same, wherever and in whichever order of keys they say it.
pub fn is_same(one: &Node, other: &Node) -> bool {
    match (&one.data, &other.data) {
        // Quotes make a text of a number, which no key of ours tells apart.
        (Data::Scalar { text, .. }, Data::Scalar { text: other, .. }) => {
            text == other || is_same_duration(text, other)
        }
        (Data::Sequence(items), Data::Sequence(others)) => {
            items.len() == others.len()
                && items.iter().zip(others).all(|(item, other)| is_same(item, other))
        }
        (Data::Mapping(entries), Data::Mapping(others)) => {
            let same =
                |key: &str, value: &Node| other.get(key).is_some_and(|other| is_same(value, other));
            entries.len() == others.len()
                && entries.iter().all(|entry| same(&entry.key, &entry.value))
        }
        _ => false,
    }
}

/// Whether two texts are the same time, written otherwise: `7d` and `168h`.
fn is_same_duration(one: &str, other: &str) -> bool {
    let time = |text: &str| text.parse::<Duration>().ok();
    time(one).is_some_and(|one| time(other) == Some(one))
}

/// A value as one line: a scalar as it is written, all else as JSON.
pub fn words(node: &Node) -> String {
    match node.text() {
        Some(text) => text.trim_end().to_owned(),
        None => node.json().to_string(),
    }
}

fn values(key: &str, before: &Node, after: &Node, deeper: usize, facts: &mut Vec<Fact>) {
    if is_same(before, after) {
        return;
    }
    match (&before.data, &after.data) {
        (Data::Mapping(_), Data::Mapping(_)) if deeper > 0 => {
            mappings(key, before, after, &[], deeper - 1, facts);
        }
        (Data::Sequence(old), Data::Sequence(new)) if deeper > 0 => {
            lists(key, old, new, deeper - 1, facts);
        }
        _ => facts.push(Fact::new(key, Some(words(before)), Some(words(after)))),
    }
}

fn mappings(
    key: &str,
    before: &Node,
    after: &Node,
    except: &[&str],
    deeper: usize,
    facts: &mut Vec<Fact>,
) {
    let path = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    for entry in after.entries().iter().filter(|entry| !except.contains(&entry.key.as_str())) {
        let own = path(&entry.key);
        match before.get(&entry.key) {
            Some(old) => values(&own, old, &entry.value, deeper, facts),
            None if EDGES.contains(&own.as_str()) => {}
            None => facts.push(Fact::added(own, words(&entry.value))),
        }
    }
    for entry in before.entries().iter().filter(|entry| !except.contains(&entry.key.as_str())) {
        let own = path(&entry.key);
        if after.get(&entry.key).is_none() && !EDGES.contains(&own.as_str()) {
            facts.push(Fact::removed(own, words(&entry.value)));
        }
    }
}

fn lists(key: &str, before: &[Node], after: &[Node], deeper: usize, facts: &mut Vec<Fact>) {
    let told = facts.len();
    let (old, new) = (named(before), named(after));
    let is_edge = EDGES.contains(&key);
    for (name, item) in &new {
        match find(&old, name) {
            Some(before) => values(&format!("{key}[{name}]"), before, item, deeper, facts),
            None if is_edge => {}
            None => facts.push(Fact::added(key, words(item))),
        }
    }
    for (name, item) in &old {
        if find(&new, name).is_none() && !is_edge {
            facts.push(Fact::removed(key, words(item)));
        }
    }
    let order = |items: &[(String, &Node)]| -> Vec<String> {
        items.iter().map(|(name, _)| name.clone()).collect()
    };
    let moved = order(&old) != order(&new) && old.len() == new.len();
    if facts.len() == told && moved && !is_edge {
        let list = |items| order(items).join(", ");
        facts.push(Fact::new(format!("{key} (order)"), Some(list(&old)), Some(list(&new))));
    }
}

fn find<'a>(items: &[(String, &'a Node)], name: &str) -> Option<&'a Node> {
    items.iter().find(|(known, _)| known == name).map(|(_, item)| *item)
}

/// Each item with what tells it apart: its name where no other has the same, or else itself.
fn named(items: &[Node]) -> Vec<(String, &Node)> {
    let names: Vec<Option<String>> = items.iter().map(name).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    let shared: BTreeSet<&str> =
        counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name).collect();
    let label = |(item, name): (&Node, &Option<String>)| match name {
        Some(name) if !shared.contains(name.as_str()) => name.clone(),
        _ => words(item),
    };
    items.iter().zip(&names).map(|pair| (label(pair), pair.0)).collect()
}

fn name(item: &Node) -> Option<String> {
    if item.text().is_some() {
        return None;
    }
    let name = NAMES.iter().find_map(|key| item.get(key).and_then(Node::text))?;
    let group = item.get("group").and_then(Node::text).filter(|group| *group != name);
    Some(group.map_or_else(|| name.to_owned(), |group| format!("{name}, {group}")))
}

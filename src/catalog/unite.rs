//! One subscription may be declared by the event and by the service. Here the two become one tree:
//! lists unite, mappings are united key by key, and a scalar said twice differently is a finding.

use crate::document::tree::{Data, Entry, Node};
use crate::finding::{Finding, Level};
use crate::source::span::Span;

/// A contradiction between two documents.
#[derive(Debug, Clone)]
pub struct Conflict {
    /// The key that both state.
    pub key: String,
    /// The first statement's place and words.
    pub first: (Span, String),
    /// The second statement's place and words.
    pub second: (Span, String),
}

impl Conflict {
    /// The contradiction in words; `what` names the thing that is declared twice.
    pub fn finding(&self, what: &str) -> Finding {
        let message = format!("{what} is declared twice, with different values of `{}`", self.key);
        Finding::new("conflicting-declaration", Level::Error, self.second.0, message)
            .label(format!("here it is {}", self.second.1))
            .relate(self.first.0, format!("here it is {}", self.first.1))
    }
}

/// Unites two mappings. `except` names the keys by which each side found the other.
pub fn unite(first: &Node, second: &Node, except: &[&str]) -> (Node, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let node = mapping(first, second, except, &mut conflicts);
    (node, conflicts)
}

fn mapping(first: &Node, second: &Node, except: &[&str], conflicts: &mut Vec<Conflict>) -> Node {
    let mut entries = first.entries().to_vec();
    for added in second.entries().iter().filter(|entry| !except.contains(&entry.key.as_str())) {
        match entries.iter_mut().find(|entry| entry.key == added.key) {
            Some(entry) => entry.value = value(entry, added, conflicts),
            None => entries.push(added.clone()),
        }
    }
    Node { data: Data::Mapping(entries), span: first.span, weight: first.weight }
}

fn value(first: &Entry, second: &Entry, conflicts: &mut Vec<Conflict>) -> Node {
    match (&first.value.data, &second.value.data) {
        (Data::Sequence(items), Data::Sequence(more)) => {
            let known: Vec<_> = items.iter().map(Node::json).collect();
            let new = more.iter().filter(|item| !known.contains(&item.json()));
            let items = items.iter().chain(new).cloned().collect();
            Node { data: Data::Sequence(items), ..first.value.clone() }
        }
        (Data::Mapping(_), Data::Mapping(_)) => {
            mapping(&first.value, &second.value, &[], conflicts)
        }
        _ if first.value.json() == second.value.json() => first.value.clone(),
        _ => {
            // The later place is the one to change: it was written with the first in the catalog.
            let (first, second) = if second.value.span < first.value.span {
                (second, first)
            } else {
                (first, second)
            };
            conflicts.push(Conflict {
                key: first.key.clone(),
                first: (first.value.span, words(&first.value)),
                second: (second.value.span, words(&second.value)),
            });
            first.value.clone()
        }
    }
}

fn words(node: &Node) -> String {
    node.text().map_or_else(|| node.shape().to_owned(), |text| format!("`{text}`"))
}

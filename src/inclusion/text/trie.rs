//! The texts that are excluded, by their beginnings.

use std::collections::{BTreeMap, BTreeSet};

/// Texts by their beginnings.
#[derive(Debug)]
pub(super) struct Trie {
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    next: BTreeMap<char, usize>,
    ends: bool,
}

impl Trie {
    /// The beginning of all texts.
    pub(super) const ROOT: usize = 0;

    /// The texts.
    pub(super) fn of(texts: &[&str]) -> Trie {
        let mut nodes = vec![Node::default()];
        for text in texts {
            let mut at = Trie::ROOT;
            for character in text.chars() {
                let fresh = nodes.len();
                let Some(node) = nodes.get_mut(at) else { break };
                at = *node.next.entry(character).or_insert(fresh);
                if at == fresh {
                    nodes.push(Node::default());
                }
            }
            if let Some(node) = nodes.get_mut(at) {
                node.ends = true;
            }
        }
        Trie { nodes }
    }

    /// The beginning that is one character longer; none where no text begins like that.
    pub(super) fn step(&self, at: usize, character: char) -> Option<usize> {
        self.nodes.get(at)?.next.get(&character).copied()
    }

    /// Whether a text ends here.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.nodes.get(at).is_some_and(|node| node.ends)
    }

    /// All characters of the texts.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        self.nodes.iter().flat_map(|node| node.next.keys().copied()).collect()
    }
}

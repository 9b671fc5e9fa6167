//! The characters that some patterns tell apart, each class of them by its most readable member.

use std::collections::{BTreeSet, HashSet};

use regex_syntax::hir::ClassUnicode;

use crate::inclusion::text::characters;

/// One character of every class that sets of characters tell apart, the most readable first.
/// Every character of `apart` is a class of its own.
pub(super) fn of(sets: &[&ClassUnicode], apart: &BTreeSet<char>) -> Vec<char> {
    let mut known = HashSet::new();
    let edges = edges(sets, apart);
    let candidates = characters::READABLE.chars().chain(apart.iter().copied()).chain(edges);
    let new = candidates.filter(|&character| {
        let members: Vec<bool> =
            sets.iter().map(|set| characters::contains(set, character)).collect();
        known.insert((members, apart.get(&character).copied()))
    });
    new.collect()
}

/// The first character of every stretch in which no set and no character apart begins or ends.
fn edges(sets: &[&ClassUnicode], apart: &BTreeSet<char>) -> Vec<char> {
    // The others are as good as the first, and better read.
    let mut edges = BTreeSet::from(['\0', '\u{e4}', '\u{4e00}', '\u{1f600}']);
    let ranges = sets.iter().flat_map(|set| set.ranges());
    edges.extend(ranges.flat_map(|range| [Some(range.start()), after(range.end())]).flatten());
    edges.extend(apart.iter().copied().filter_map(after));
    // Letters of other scripts are better read than controls and private characters.
    let (mut edges, poor): (Vec<char>, Vec<char>) =
        edges.into_iter().partition(|edge| edge.is_alphanumeric());
    edges.extend(poor);
    edges
}

/// The next character; there is a gap where the surrogates are.
fn after(character: char) -> Option<char> {
    let next = u32::from(character).saturating_add(1);
    if next == 0xD800 { Some('\u{e000}') } else { char::from_u32(next) }
}

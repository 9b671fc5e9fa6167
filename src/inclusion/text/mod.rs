//! A text of a certain length that some patterns match and others do not.

mod alphabet;
mod automaton;
mod characters;
mod escape;
mod expression;
mod pattern;
mod plain;
mod syntax;
mod table;
mod trie;
mod walk;

use crate::inclusion::found::Found;

pub use crate::inclusion::text::pattern::Pattern;

/// Longest text that is made, in characters.
const LONGEST: u64 = 10_000;

/// What is asked of a text.
#[derive(Debug, Clone, Default)]
pub struct Goal<'a> {
    /// The fewest characters, as code points.
    pub min: u64,
    /// The most characters.
    pub max: Option<u64>,
    /// The patterns that match.
    pub patterns: Vec<&'a Pattern>,
    /// The patterns that do not match.
    pub not_patterns: Vec<&'a Pattern>,
    /// The texts that it is not.
    pub excluded: Vec<&'a str>,
}

/// A shortest text that is as asked; among equals one that is easy to read.
pub fn find(goal: &Goal<'_>) -> Found<String> {
    let contradiction = |pattern: &&Pattern| {
        goal.not_patterns.iter().any(|other| other.source() == pattern.source())
    };
    if goal.max.is_some_and(|max| max < goal.min) || goal.patterns.iter().any(contradiction) {
        return Found::Empty;
    }
    match goal.patterns.is_empty() && goal.not_patterns.is_empty() {
        true => plain::find(goal),
        false => walk::find(goal),
    }
}

/// Why a text was not made.
fn too_long() -> Found<String> {
    Found::Unknown(format!("a text of more than {LONGEST} characters"))
}

//! A pattern as JSON Schema has it: a regular expression of ECMA-262 that matches anywhere in a text.

use crate::inclusion::text::automaton::Automaton;
use crate::inclusion::text::syntax;

/// A pattern that was read.
#[derive(Debug, Clone)]
pub struct Pattern {
    source: String,
    /// What all must match, or must not: the look-aheads at the start, and the rest.
    pub(super) parts: Vec<(bool, Automaton)>,
}

impl Pattern {
    /// Reads a pattern. Fails with what is in it that cannot be decided, in words: `a look-behind in
    /// a pattern`.
    pub fn parse(source: &str) -> Result<Pattern, String> {
        let parts = syntax::parts(source)?.into_iter();
        let parts = parts.map(|(wanted, part)| Ok((wanted, Automaton::of(&part)?)));
        Ok(Pattern { source: source.to_owned(), parts: parts.collect::<Result<_, String>>()? })
    }

    /// The pattern as it was written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it matches anywhere in a text.
    pub fn matches(&self, text: &str) -> bool {
        self.parts.iter().all(|(wanted, part)| part.matches(text) == *wanted)
    }
}

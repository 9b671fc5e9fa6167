//! The way from a value to one of its parts, as a schema tells it: `properties`, then `items` ….

use serde_json::Value;

use crate::inclusion::arena::Arena;
use crate::inclusion::node::{Lit, Node, Others, PatternId, Symbol};
use crate::pointer;

/// A step from a value to its parts.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    Property(Symbol),
    Matching(PatternId),
    Rest(Others),
    Item(u64),
    Tail(u64),
}

impl Step {
    /// What a literal on the parts says of the value.
    pub(crate) fn before(&self, arena: &mut Arena<'_>, lit: Lit) -> Lit {
        arena.about(lit, |lit| match self {
            Step::Property(name) => Node::Property(*name, lit),
            Step::Matching(pattern) => Node::Matching(*pattern, lit),
            Step::Rest(others) => Node::Rest(Box::new(others.clone()), lit),
            Step::Item(index) => Node::Item(*index, lit),
            Step::Tail(from) => Node::Tail(*from, lit),
        })
    }

    /// Whether a literal rejects a part at the end of the steps; puts where to a JSON pointer.
    pub(crate) fn rejects(
        steps: &[Step],
        arena: &Arena<'_>,
        lit: Lit,
        value: &Value,
        at: &mut String,
    ) -> bool {
        let Some((step, rest)) = steps.split_first() else {
            return arena.holds(lit, value) == Some(false);
        };
        let before = at.len();
        let mut try_one = |name: &str, part: &Value| {
            pointer::push(at, name);
            let rejects = Step::rejects(rest, arena, lit, part, at);
            if !rejects {
                at.truncate(before);
            }
            rejects
        };
        match value {
            Value::Object(members) => members
                .iter()
                .filter(|(name, _)| step.leads_to_name(arena, name))
                .any(|(name, part)| try_one(name, part)),
            Value::Array(items) => (0..)
                .zip(items)
                .filter(|(index, _)| step.leads_to_index(*index))
                .any(|(index, part)| try_one(&index.to_string(), part)),
            _ => false,
        }
    }

    fn leads_to_name(&self, arena: &Arena<'_>, name: &str) -> bool {
        match self {
            Step::Property(asked) => arena.name(*asked) == name,
            Step::Matching(pattern) => arena.matches(*pattern, name),
            Step::Rest(others) => others.speaks_of(arena, name),
            Step::Item(_) | Step::Tail(_) => false,
        }
    }

    fn leads_to_index(&self, index: u64) -> bool {
        match self {
            Step::Item(asked) => *asked == index,
            Step::Tail(from) => *from <= index,
            Step::Property(_) | Step::Matching(_) | Step::Rest(_) => false,
        }
    }
}

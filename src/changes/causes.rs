//! What breaks from one version to another, field by field, in the directions that are asked.

use crate::compat::answer::{Break, Comparison, Direction};
use crate::document::parts::compatibility::Mode;

/// What breaks at one field, in the directions that are asked. There is one of both at least.
#[derive(Debug, Clone, Copy)]
pub struct Cause<'a> {
    /// The field, as its path; empty for the payload as a whole.
    pub field: &'a str,
    /// How new code fails on old messages.
    pub backward: Option<&'a Break>,
    /// How old code fails on new messages.
    pub forward: Option<&'a Break>,
}

/// What breaks in the directions that a mode asks for: one cause for each field, in the order of
/// what is asked first.
pub fn of(mode: Mode, comparison: &Comparison) -> Vec<Cause<'_>> {
    let mut causes: Vec<Cause<'_>> = Vec::new();
    let forward = comparison.forward.breaks().iter().filter(|_| mode.asks_forward());
    for broken in forward {
        let field = broken.field.as_str();
        if causes.iter().all(|cause| cause.field != field) {
            causes.push(Cause { field, backward: None, forward: Some(broken) });
        }
    }
    let backward = comparison.backward.breaks().iter().filter(|_| mode.asks_backward());
    for broken in backward {
        let field = broken.field.as_str();
        match causes.iter_mut().find(|cause| cause.field == field) {
            Some(known) => known.backward = known.backward.or(Some(broken)),
            None => causes.push(Cause { field, backward: Some(broken), forward: None }),
        }
    }
    causes
}

/// Whether there is a cause by which old code fails on new messages.
pub fn any_forward(causes: &[Cause<'_>]) -> bool {
    causes.iter().any(|cause| cause.forward.is_some())
}

/// Whether there is a cause by which new code fails on old messages.
pub fn any_backward(causes: &[Cause<'_>]) -> bool {
    causes.iter().any(|cause| cause.backward.is_some())
}

impl<'a> Cause<'a> {
    /// The break that is shown first, with its direction: old code is deployed, new code is not yet.
    pub fn shown(&self) -> Option<(Direction, &'a Break)> {
        let forward = self.forward.map(|broken| (Direction::Forward, broken));
        forward.or(self.backward.map(|broken| (Direction::Backward, broken)))
    }
}

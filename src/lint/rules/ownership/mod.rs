//! Who answers for a thing, and that it is one.

pub mod foreign_event;
pub mod missing_owner;
pub mod shared_event;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[missing_owner::RULE, shared_event::RULE, foreign_event::RULE];

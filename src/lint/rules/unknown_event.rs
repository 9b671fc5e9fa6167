//! # What it finds
//! To be written.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-event",
    concern: Concern::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_event.rs"),
    check: Check::Reading,
};

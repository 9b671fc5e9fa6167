//! # What it finds
//! A value of the right type that its key cannot have: a word that is not one of its words, or a
//! version, a duration, a date, a link or an id that cannot be read. In `eventbook.yaml` also a
//! rule that does not exist, a level below error for a gate or for what makes a document unreadable, a
//! path pattern that is none, a pattern under `levels` that takes no file, and a second document.
//!
//! # Why it matters
//! What was meant can only be guessed, and a guessed duration is worse than none.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retention: 7 fortnights
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retention: 14d
//! ```
//!
//! # When to allow it
//! Never: correct the value.
//!
//! # Source
//! The JSON Schema of the document's kind, as `eventbook schema` prints it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-value",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("invalid_value.rs"),
    check: Check::Reading,
};

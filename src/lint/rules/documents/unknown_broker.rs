//! # What it finds
//! A topic that names a broker which no document defines.
//!
//! # Why it matters
//! The broker decides what a topic may be called, who gets a copy of a record, and by which
//! commands the on-call looks at it. Without the broker none of that is judged or shown.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafak
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! Never for long: a broker is declared by its id and its `type`, two lines.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-broker",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_broker.rs"),
    check: Check::Reading,
};

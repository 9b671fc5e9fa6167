//! # What it finds
//! Settings that name an envelope that no document defines.
//!
//! # Why it matters
//! Every example of every event is judged by the envelope. Without it the wrong fields are asked for.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! envelope: cloud-event
//! ---
//! envelope: cloud-events
//! standard: cloudevents
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! envelope: cloud-events
//! ---
//! envelope: cloud-events
//! standard: cloudevents
//! ```
//!
//! # When to allow it
//! Never: leave `envelope` out, and the only one that is declared counts.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-envelope",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_envelope.rs"),
    check: Check::Reading,
};

//! # What it finds
//! A key that a document of its kind, or a mapping in it, does not have. Keys are spelt in
//! snake_case.
//!
//! # Why it matters
//! A misspelt key says nothing, and its author believes that it does. `retention` written as
//! `retenton` would leave a topic without one.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retenton: 7d
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! ```
//!
//! # When to allow it
//! Never: what has no key of its own belongs into the `description`.
//!
//! # Source
//! The JSON Schema of the document's kind, as `eventbook schema` prints it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-key",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_key.rs"),
    check: Check::Reading,
};

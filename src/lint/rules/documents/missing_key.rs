//! # What it finds
//! A document, or a mapping in it, without a key that it must have: an event without a `version`, a
//! store without a `kind`, a step without its `service`. The finding stands at the first key of the
//! mapping. One that is only misspelt there is told by `unknown-key` alone.
//!
//! # Why it matters
//! The rest of the mapping has no meaning without it, so it is not read.
//!
//! # Bad
//! ```yaml
//! store: returns-db
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! store: returns-db
//! kind: postgresql
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! Never: add the key.
//!
//! # Source
//! The JSON Schema of the document's kind, as `eventbook schema` prints it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-key",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_key.rs"),
    check: Check::Reading,
};

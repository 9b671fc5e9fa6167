//! # What it finds
//! Two documents that declare the same thing: the same kind and id, or for an event the same id and
//! version (`1` and `1.0.0` are one version). A catalog has one envelope, so a second one is told
//! too. The first document in the order of the paths is kept, and the others are left out.
//!
//! # Why it matters
//! Two descriptions drift apart, and everybody reads the one that suits them.
//!
//! # Bad
//! ```yaml
//! store: returns-db
//! kind: postgresql
//! ---
//! store: returns-db
//! kind: redis
//! ```
//!
//! # Good
//! ```yaml
//! store: returns-db
//! kind: postgresql
//! ---
//! store: returns-cache
//! kind: redis
//! ```
//!
//! # When to allow it
//! Never: join the two, or give one of them another id or version.
//!
//! # Source
//! A rule of eventbook: two documents may speak of one subscription, and contradictions between them
//! have no winner.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-document",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("duplicate_document.rs"),
    check: Check::Reading,
};

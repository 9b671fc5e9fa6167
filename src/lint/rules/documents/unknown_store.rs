//! # What it finds
//! A reference to a store that no document defines: among what a service has, what a producer or a
//! consumer reads and writes, or where handled messages are remembered.
//!
//! # Why it matters
//! That two services share a database, or that a change and its event do, can only be seen where
//! both name the same store.
//!
//! # Bad
//! ```yaml
//! service: stock-service
//! owner: shop-team
//! stores: [stok-db]
//! ```
//!
//! # Good
//! ```yaml
//! service: stock-service
//! owner: shop-team
//! stores: [stock-db]
//! ```
//!
//! # When to allow it
//! Never for long: a store is declared by its id and its `kind`, two lines.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-store",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_store.rs"),
    check: Check::Reading,
};

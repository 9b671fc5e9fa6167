//! # What it finds
//! A `domain` that no document defines.
//!
//! # Why it matters
//! What names no owner of its own belongs to the owner of its domain. A domain that does not exist
//! has none, and its page, which would show the bounded context as a whole, is missing.
//!
//! # Bad
//! ```yaml
//! domain: warehouse
//! owner: shop-team
//! ---
//! service: stock-service
//! domain: warehose
//! owner: shop-team
//! stores: [stock-db]
//! ```
//!
//! # Good
//! ```yaml
//! domain: warehouse
//! owner: shop-team
//! ---
//! service: stock-service
//! domain: warehouse
//! owner: shop-team
//! stores: [stock-db]
//! ```
//!
//! # When to allow it
//! Never for long: a domain is declared by its id and its owner, two lines.
//!
//! # Source
//! *Team Topologies* (Skelton and Pais): every part of a system has one team that answers for it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-domain",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_domain.rs"),
    check: Check::Reading,
};

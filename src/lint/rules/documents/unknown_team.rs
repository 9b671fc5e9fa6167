//! # What it finds
//! An owner that no document defines as a team.
//!
//! # Why it matters
//! An owner is there to be reached. A name without a document has no channel, no address and nobody
//! on call.
//!
//! # Bad
//! ```yaml
//! service: stock-service
//! owner: shop-taem
//! stores: [stock-db]
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
//! Never for long: a team is declared by its id, one line. While teams are reorganised, lower its
//! level.
//!
//! # Source
//! *Team Topologies* (Skelton and Pais): every part of a system has one team that answers for it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-team",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_team.rs"),
    check: Check::Reading,
};

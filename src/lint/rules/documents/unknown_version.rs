//! # What it finds
//! A reference to a version of an event that no document defines: what replaces a deprecated
//! version, or what an upcaster reads and makes.
//!
//! # Why it matters
//! A consumer is sent to a version that does not exist, or an old event cannot be read any more.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: analytics
//! status: deprecated
//! deprecation: { since: 2026-01-01, sunset: 2026-12-31, replaced_by: OrderPlaced@2 }
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! status: deprecated
//! deprecation: { since: 2026-01-01, sunset: 2026-12-31, replaced_by: OrderPlaced@2 }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ```
//!
//! # When to allow it
//! Never for long: a version that is planned is declared with `status: draft`.
//!
//! # Source
//! The semantic version ranges of Cargo and npm, in which consumers state what they read.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-version",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_version.rs"),
    check: Check::Reading,
};

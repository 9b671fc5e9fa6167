//! # What it finds
//! An older version of an event that says otherwise than the newest of what is not about the schema:
//! who publishes it, who consumes it, its topics, its owner.
//!
//! # Why it matters
//! Such facts are read from the newest version alone. In an older one nobody reads or judges them, and
//! whoever wrote them there believes that they hold.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! producers: [{ service: payment-service, publish: direct }]
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! status: deprecated
//! deprecation: { since: 2026-11-01, sunset: 2030-06-30 }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! Never: move the key to the newest version, where it counts.
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
    name: "misplaced-fact",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("misplaced_fact.rs"),
    check: Check::Reading,
};

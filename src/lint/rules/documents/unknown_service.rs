//! # What it finds
//! A reference to a service that no document defines: as a producer or a consumer, as the target of
//! a call or an effect, as a saga's coordinator, or as the service of a step.
//!
//! # Why it matters
//! The page of an event must lead from it to the people who can answer. A name that leads nowhere
//! is a consumer that nobody warns before the event changes.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: oder-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! Never for long: a document with `external: true` declares a service outside, and needs no owner.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-service",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_service.rs"),
    check: Check::Reading,
};

//! # What it finds
//! A producer or a subscription that is declared by the event and by the service, where the two
//! give one key different values. They speak of the same thing where service, event and `group`
//! agree. Lists are united and never contradict each other.
//!
//! # Why it matters
//! One of the two is wrong, and the page can show only one. Whoever trusts it may trust the wrong
//! one.
//!
//! # Bad
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! consumes: [{ events: [OrderPlaced], dlq: order-events.DLQ, concurrency: 8 }]
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     concurrency: 4
//! ```
//!
//! # Good
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! consumes: [{ events: [OrderPlaced], dlq: order-events.DLQ, concurrency: 8 }]
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//! ```
//!
//! # When to allow it
//! Never: whoever runs the code knows which of the two is true.
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
    name: "conflicting-declaration",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("conflicting_declaration.rs"),
    check: Check::Reading,
};

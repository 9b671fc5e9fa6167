//! # What it finds
//! A reference to an event that no document defines: in what a service consumes or produces, in a
//! trigger, in `emits`, or in a step of a saga.
//!
//! # Why it matters
//! A consumer of a misspelt event waits for ever, and every diagram that should show it is wrong.
//! No rule can judge a flow whose next event is not there.
//!
//! # Bad
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! consumes:
//!   - events: [OrderPlacd]
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! consumes:
//!   - events: [OrderPlaced]
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! Never for long: an event that is still being agreed on is declared by its id, a version and
//! `status: draft`, which keeps the flow whole.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-event",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_event.rs"),
    check: Check::Reading,
};

//! # What it finds
//! A version of an event that is in use, whose schema was edited in place and not given a new number,
//! where readers with the old schema cannot read what is written now, or the other way round. Where it
//! cannot be decided, it is a warning. What the event's `compatibility` does not ask is not judged, and
//! an edit that nobody can feel is none.
//!
//! # Why it matters
//! The number is what producers and consumers agree on. Two schemas under one number are deployed side by
//! side without anybody noticing, and stored messages do not say which of them they hold to.
//!
//! # Before
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! examples: [{ orderId: A-1, total: 12.5 }]
//! ```
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: string } }
//! examples: [{ orderId: A-1, total: "12.50" }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number }, note: { type: string } }
//! examples: [{ orderId: A-1, total: 12.5, note: By the door }]
//! ```
//!
//! # When to allow it
//! No message of this version was ever published, so the reason says that it was still a draft in all
//! but name.
//!
//! # Source
//! The terms backward and forward are those of schema registries. That every message of the one schema
//! is one of the other is proved by schema inclusion, and a break is shown by a payload.

use crate::diff::Diff;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "edited-version",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("edited_version.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let edited = diff.compared.iter().filter(|one| one.in_place && one.is_relied_on());
    let found = edited.filter_map(|compared| {
        let event = &diff.head.catalog.events[compared.head];
        let what = format!("`{}` {} was edited in place", event.id, compared.newer.version);
        breaks::finding(&RULE, diff, compared, &what)
    });
    found.collect()
}

//! # What it finds
//! A new version of an event that cannot be read by readers of the version before, or whose readers cannot
//! read that one, as far as the event's `compatibility` asks. Where it cannot be decided, it is a warning.
//! A new major version may break, unless a consumer gets both without being prepared for it.
//!
//! # Why it matters
//! Consumers that do not say which versions they read get the new one the moment that it is published.
//! They are named, so that they can be moved first.
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
//!   properties: { orderId: { type: string }, total: { type: string } }
//! examples: [{ orderId: A-1, total: "12.50" }]
//! ```
//!
//! # Good
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
//! description: No new version.
//! ```
//!
//! # When to allow it
//! Every consumer that is named is deployed in the same step, or reads the old version from another topic.
//!
//! # Source
//! The terms backward and forward are those of schema registries. That every message of the one schema
//! is one of the other is proved by schema inclusion, and a break is shown by a payload.

use crate::diff::Diff;
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "breaking-version",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("breaking_version.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let added = diff
        .compared
        .iter()
        .filter(|one| !one.in_place && one.base.is_some() && one.newer.status != Status::Draft);
    let found = added.filter(|one| one.is_relied_on()).filter_map(|compared| {
        let event = &diff.head.catalog.events[compared.head];
        let (new, old) = (&compared.newer.version, &compared.older.version);
        let what = format!("`{}` {new} differs from {old}", event.id);
        breaks::finding(&RULE, diff, compared, &what)
    });
    found.collect()
}

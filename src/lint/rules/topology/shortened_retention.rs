//! # What it finds
//! A topic that keeps its messages for a shorter time than before.
//!
//! # Why it matters
//! The broker deletes what is older within minutes. A consumer that is behind, or a replay that counted
//! on the old time, finds less than it needs.
//!
//! # Before
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 3d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 10d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! No consumer has ever been behind for so long, and nobody replays from this topic.
//!
//! # Source
//! What the consumers' idempotency windows and replays rest on: a message is there for as long as its
//! topic keeps it.

use crate::catalog::topic::Topic;
use crate::diff::{Diff, Pair};
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "shortened-retention",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("shortened_retention.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    diff.topics.iter().filter_map(|pair| finding(diff, pair)).collect()
}

fn finding(diff: &Diff<'_>, pair: &Pair<Topic>) -> Option<Finding> {
    let (before, after) =
        (&diff.base.catalog.topics[pair.base], &diff.head.catalog.topics[pair.head]);
    let (old, new) = (before.stated.retention.as_ref()?, after.stated.retention.as_ref()?);
    if new.value.covers(&old.value) {
        return None;
    }
    let message = format!(
        "`{}` kept messages {} and keeps them {}",
        after.id,
        old.value.words(),
        new.value.words()
    );
    let finding = RULE.fault(new.span, message).about("topic", &after.id);
    Some(breaks::for_readers(finding, diff, pair.base))
}

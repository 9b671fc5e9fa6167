//! # What it finds
//! A topic that has another address, broker or kind than before, while somebody reads it.
//!
//! # Why it matters
//! What the broker calls a topic stands in the configuration of every producer and consumer. Those that
//! are not deployed in the same moment write to one place and read from another.
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
//! retention: 7d
//! address: shop.order-events
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
//! retention: 7d
//! title: Orders
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
//! The old address did not exist: the document was wrong, and nothing moves.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::catalog::topic::Topic;
use crate::diff::{Diff, Pair, affected};
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "moved-topic",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("moved_topic.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    diff.topics.iter().flat_map(|pair| findings(diff, pair)).collect()
}

fn findings(diff: &Diff<'_>, pair: &Pair<Topic>) -> Vec<Finding> {
    let (before, after) =
        (&diff.base.catalog.topics[pair.base], &diff.head.catalog.topics[pair.head]);
    let readers = affected::readers(diff, pair.base);
    if readers.is_empty() {
        return Vec::new();
    }
    let broker = |study: &Study, topic: &Topic| {
        topic.broker.map(|key| study.catalog.brokers[key].id.clone())
    };
    let kind = |topic: &Topic| topic.stated.kind.map(|kind| kind.word().to_owned());
    let sides = [
        ("address", Some(before.address().to_owned()), Some(after.address().to_owned())),
        ("broker", broker(diff.base, before), broker(diff.head, after)),
        ("kind", kind(before), kind(after)),
    ];
    let found = sides.into_iter().filter_map(|(what, old, new)| {
        // What was not stated before may have been so all the time.
        let (old, new) = old.zip(new).filter(|(old, new)| old != new)?;
        let message = format!(
            "the {what} of `{}` was `{old}` and is `{new}`, and is read by {}",
            after.id,
            affected::list(&readers)
        );
        let finding = RULE.fault(after.span, message).about("topic", &after.id);
        Some(breaks::for_readers(finding, diff, pair.base))
    });
    found.collect()
}

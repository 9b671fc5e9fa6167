//! # What it finds
//! A topic with a partition key whose number of partitions changes.
//!
//! # Why it matters
//! The partition is the key's hash modulo their number. With another number a key lies in another
//! partition, so new messages about one thing overtake the old ones, and stores that are fed by partition
//! look in the wrong place. Kafka cannot lower the number at all.
//!
//! # Before
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! partitions: 12
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
//! partitions: 24
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
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! partitions: 12
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
//! Consumers have caught up before the change, and none keeps anything by partition.
//!
//! # Source
//! The Apache Kafka documentation of `kafka-topics.sh --alter`: with more partitions, a key may go to
//! another partition than before.

use crate::catalog::topic::Topic;
use crate::diff::{Diff, Pair};
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "repartitioned-topic",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("repartitioned_topic.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    diff.topics.iter().filter_map(|pair| finding(diff, pair)).collect()
}

fn finding(diff: &Diff<'_>, pair: &Pair<Topic>) -> Option<Finding> {
    let (before, after) =
        (&diff.base.catalog.topics[pair.base], &diff.head.catalog.topics[pair.head]);
    let (old, new) = (before.stated.partitions.as_ref()?, after.stated.partitions.as_ref()?);
    let key = after.stated.partition_key.as_ref().or(before.stated.partition_key.as_ref())?;
    if old.value == new.value {
        return None;
    }
    let message = format!(
        "`{}` had {} partitions and has {}: every `{}` may lie in another one than before",
        after.id, old.value, new.value, key.value
    );
    let finding = RULE.fault(new.span, message).about("topic", &after.id);
    let finding = finding.label("let consumers catch up first, or begin a new topic");
    Some(breaks::for_readers(finding, diff, pair.base))
}

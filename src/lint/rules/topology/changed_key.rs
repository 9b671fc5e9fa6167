//! # What it finds
//! A topic that is partitioned by another field than before, or an event that is published under another
//! routing key or subject. The first is an error, the second a warning.
//!
//! # Why it matters
//! With another partition key, messages about one thing lie in other partitions than those before them,
//! and are handled out of order or side by side. With another routing key, queues that are bound to the
//! old one get nothing.
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
//! partition_key: customerId
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
//! The topic was empty when the key changed.
//!
//! # Source
//! The Apache Kafka documentation: a record's partition follows from its key. In AMQP 0-9-1 and NATS,
//! the routing key or subject decides who receives a message.

use crate::catalog::event::{Carrier, Event};
use crate::catalog::topic::Topic;
use crate::diff::{Diff, Pair};
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "changed-key",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("changed_key.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> =
        diff.topics.iter().filter_map(|pair| partitioned(diff, pair)).collect();
    findings.extend(diff.events.iter().flat_map(|pair| routed(diff, pair)));
    findings
}

fn partitioned(diff: &Diff<'_>, pair: &Pair<Topic>) -> Option<Finding> {
    let (before, after) =
        (&diff.base.catalog.topics[pair.base], &diff.head.catalog.topics[pair.head]);
    let old = before.stated.partition_key.as_ref()?;
    let new = after.stated.partition_key.as_ref();
    if new.is_some_and(|new| new.value == old.value) {
        return None;
    }
    let now = new.map_or_else(|| "is none".to_owned(), |new| format!("is `{}`", new.value));
    let message = format!(
        "the partition key of `{}` was `{}` and {now}: messages about one thing change partitions",
        after.id, old.value
    );
    let finding = RULE.fault(new.map_or(after.span, |new| new.span), message);
    let finding = finding.label("order holds again once the old messages are handled");
    let finding = finding.about("topic", &after.id);
    Some(breaks::for_readers(finding, diff, pair.base))
}

fn routed(diff: &Diff<'_>, pair: &Pair<Event>) -> Vec<Finding> {
    let (before, after) =
        (&diff.base.catalog.events[pair.base], &diff.head.catalog.events[pair.head]);
    let key = |carrier: &Carrier| carrier.key.as_ref().map(|key| key.value.clone());
    let found = before.topics.iter().filter_map(|old| {
        let topic = diff.topics.iter().find(|topic| topic.base == old.topic)?;
        let same = |carrier: &&Carrier| carrier.topic == topic.head;
        let keys: Vec<Option<String>> = after.topics.iter().filter(same).map(key).collect();
        let gone = key(old)?;
        if keys.is_empty() || keys.contains(&Some(gone.clone())) {
            return None;
        }
        let now = after.topics.iter().find(same)?;
        let id = &diff.head.catalog.topics[topic.head].id;
        let message = format!("`{}` is no longer published to `{id}` under `{gone}`", after.id);
        let finding = Finding { level: Level::Warn, ..RULE.fault(now.span, message) };
        let finding = finding.label("queues bound to the old key get nothing");
        Some(finding.about("event", &after.id).about("topic", id))
    });
    found.collect()
}

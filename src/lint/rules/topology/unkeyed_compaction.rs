//! # What it finds
//! A compacted Kafka topic that states no `partition_key`.
//!
//! # Why it matters
//! Compaction keeps the newest record of each key. Kafka refuses a record without a key there, so the
//! producer fails at its first message.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! kafka: { cleanup_policy: compact }
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
//! kafka: { cleanup_policy: compact }
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
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! The key is computed from several fields and has no name.
//!
//! # Source
//! The source of Apache Kafka, `LogValidator`: "Compacted topic cannot accept message without key".

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::order;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unkeyed-compaction",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unkeyed_compaction.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let judged = catalog.topics.rows().iter().filter_map(|topic| {
        let policy = topic.node.get("kafka")?.get("cleanup_policy")?;
        if !order::is_compacted(catalog, topic) || !catalog.is_sound(topic.span) {
            return None;
        }
        let subjects = topic.subjects();
        if let Some(key) = topic.stated.partition_key.as_ref().filter(|key| key.value != "none") {
            let evidence = "a compacted topic with a key";
            return Some(RULE.pass_with(subjects, key.span, evidence, &key.value));
        }
        let message = format!("`{}` is compacted and has no partition key", topic.id);
        let finding = RULE.fault(policy.span, message);
        Some(fault(
            finding.label("add `partition_key`: what is kept is the newest of each"),
            subjects,
        ))
    });
    judged.collect()
}

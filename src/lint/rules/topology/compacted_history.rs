//! # What it finds
//! A compacted Kafka topic that carries several events of one aggregate.
//!
//! # Why it matters
//! The events of an aggregate are its history, each of them a part. Compaction keeps the newest record of a
//! key: once an order is paid, the record that it was placed is removed, and a new consumer never sees it.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! kafka: { cleanup_policy: compact }
//! ---
//! aggregate: Order
//! owner: shop-team
//! events: [OrderPlaced, OrderPaid]
//! event_store: { store: orders-db, table: events, sequence: sequence }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! kafka: { cleanup_policy: delete }
//! ---
//! aggregate: Order
//! owner: shop-team
//! events: [OrderPlaced, OrderPaid]
//! event_store: { store: orders-db, table: events, sequence: sequence }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ```
//!
//! # When to allow it
//! Each event carries the whole state, so that the newest one is enough.
//!
//! # Source
//! The documentation of Apache Kafka, "Log Compaction": at least the last known value of each key is retained.

use std::collections::BTreeMap;

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::keys;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "compacted-history",
    concern: Concern::EventSourcing,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("compacted_history.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let judged = catalog.topics.iter().filter_map(|(key, topic)| {
        let policy = topic.node.get("kafka")?.get("cleanup_policy")?;
        let is_kafka = catalog.product(topic).is_some_and(|product| product.name == "kafka");
        let compacts = policy.text().is_some_and(|policy| policy.starts_with("compact"));
        if !is_kafka || !compacts || topic.role().is_some() {
            return None;
        }
        let mut parts: BTreeMap<Key<Aggregate>, Vec<Key<Event>>> = BTreeMap::new();
        for event in keys::arriving(study, key) {
            for aggregate in study.graph.aggregates_of(event) {
                parts.entry(*aggregate).or_default().push(event);
            }
        }
        let (aggregate, events) = parts.iter().find(|(_, events)| events.len() > 1)?;
        let aggregate = &catalog.aggregates[*aggregate];
        let message = format!(
            "`{}` is compacted and carries {} events of `{}`: only the newest of each key stays",
            topic.id,
            events.len(),
            aggregate.id
        );
        let finding = RULE
            .fault(policy.span, message)
            .label("keep its history: `cleanup_policy: delete`")
            .relate(aggregate.span, "these events are its history");
        Some(fault(finding, vec![topic.subject(), aggregate.subject()]))
    });
    judged.collect()
}

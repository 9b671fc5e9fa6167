//! # What it finds
//! A topic of more than one partition that says `ordering: global`, or that a consumer with `ordering:
//! global` reads.
//!
//! # Why it matters
//! Order holds within a partition. Over several there is none, whatever the consumer does: the partitions
//! are written and read side by side.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! partitions: 6
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
//!     ordering: global
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! partitions: 1
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
//!     ordering: global
//! ```
//!
//! # When to allow it
//! The consumer sorts what it gets by a sequence number before it acts. Better say `ordering: none` then.
//!
//! # Source
//! The documentation of Apache Kafka, "Consumers": order is guaranteed within a partition, and a total order
//! over a topic needs a topic with one partition.

use crate::document::parts::subscription::Ordering;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "global-ordering-on-partitions",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("global_ordering_on_partitions.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = of_topics(study);
    opinions.extend(of_consumers(study));
    opinions
}

fn of_topics(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for topic in study.catalog.topics.rows() {
        let Some(ordering) = &topic.stated.ordering else { continue };
        if let (Ordering::Global, Some(partitions)) = (ordering.value, &topic.stated.partitions)
            && partitions.value > 1
        {
            let message = format!(
                "`{}` says that it keeps one order over its {} partitions",
                topic.id, partitions.value
            );
            let finding = RULE
                .fault(ordering.span, message)
                .label("say `per-key`, or give it one partition")
                .relate(partitions.span, "each has an order of its own");
            opinions.push(fault(finding, topic.subjects()));
        }
    }
    opinions
}

fn of_consumers(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    for consumer in scope::consumers(study) {
        let Some(ordering) = &consumer.stated.ordering else { continue };
        if ordering.value != Ordering::Global {
            continue;
        }
        for topic in consumer.topics.iter().map(|key| &catalog.topics[*key]) {
            let told = topic.stated.ordering.as_ref();
            let subjects = scope::consumer_subjects(consumer);
            let Some(partitions) = &topic.stated.partitions else {
                if catalog.product(topic).is_some_and(|product| product.name == "kafka") {
                    let what = format!("how many partitions `{}` has is not stated", topic.id);
                    opinions.push(RULE.unknown(subjects, ordering.span, what));
                }
                continue;
            };
            if partitions.value == 1 {
                let evidence = "one order by one partition";
                opinions.push(RULE.pass_with(subjects, partitions.span, evidence, &topic.id));
            } else if told.is_none_or(|told| told.value != Ordering::Global) {
                let who = scope::consumer_words(catalog, consumer);
                let message = format!(
                    "{who} needs one order over all of `{}`, which has {} partitions",
                    topic.id, partitions.value
                );
                let finding = RULE
                    .fault(ordering.span, message)
                    .label("say `per-key`, if the order within a key is enough")
                    .relate(partitions.span, "each has an order of its own");
                opinions.push(fault(finding, subjects));
            }
        }
    }
    opinions
}

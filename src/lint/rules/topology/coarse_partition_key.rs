//! # What it finds
//! A partition key that has fewer values than the topic has partitions: a boolean, or an `enum`.
//!
//! # Why it matters
//! Records with one key lie in one partition. With three values at most three partitions are ever used; the
//! others stay empty, and so do the consumers that wait for them.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: status
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
//! schema:
//!   type: object
//!   required: [status]
//!   properties:
//!     status: { enum: [new, paid, sent] }
//! examples: [{ status: new }]
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
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
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! The topic carries little, and the partitions are there for another topic that is joined with it.
//!
//! # Source
//! Kleppmann, *Designing Data-Intensive Applications*, chapter 6, on skewed workloads and hot spots.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::meaning::{Meaning, meaning};
use crate::catalog::table::Key;
use crate::document::spanned::Spanned;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::fields;
use crate::lint::group::Group;
use crate::lint::keys::{self, Keyed};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "coarse-partition-key",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("coarse_partition_key.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let keyed = keys::keyed(study).into_iter();
    let judged = keyed.filter_map(|Keyed { topic, partition_key, events }| {
        let topic = &study.catalog.topics[topic];
        let partitions = topic.stated.partitions.as_ref()?;
        let values = values(study, &events, partition_key)?;
        let subjects = topic.subjects();
        let count = values.len();
        if count >= partitions.value as usize {
            let evidence = "the partition key has a value for every partition";
            let detail = format!("{count} for {}", partitions.value);
            return Some(RULE.pass_with(subjects, partition_key.span, evidence, detail));
        }
        let message = format!(
            "`{}` can have {count} values, so at most {count} of the {} partitions of `{}` get records",
            partition_key.value, partitions.value, topic.id
        );
        let finding = RULE
            .fault(partition_key.span, message)
            .label("choose a key with many values, such as an id")
            .relate(partitions.span, "more than the key has values");
        Some(fault(finding, subjects))
    });
    judged.collect()
}

/// All values that the key can have, over every event of the topic; none where one event does not
/// list them.
fn values(
    study: &Study,
    events: &BTreeSet<Key<Event>>,
    name: &Spanned<String>,
) -> Option<BTreeSet<String>> {
    let catalog = &study.catalog;
    let mut all = BTreeSet::new();
    for event in events {
        for version in fields::in_use(&catalog.events[*event]) {
            let payload = version.payload.as_ref();
            match meaning(payload, catalog.envelope.as_ref(), name) {
                Meaning::Payload(field) if !field.values.is_empty() => {
                    all.extend(field.values.iter().cloned());
                }
                Meaning::Payload(field) if field.kind == "boolean" => {
                    all.extend(["false".to_owned(), "true".to_owned()]);
                }
                _ => return None,
            }
        }
    }
    (!all.is_empty()).then_some(all)
}

//! # What it finds
//! An event whose schema does not require the partition key of a topic that it is published to, or lets it
//! be null.
//!
//! # Why it matters
//! The records that lack the key go to any partition. The order is kept for most, and lost for those that
//! no test had thought of.
//!
//! # Bad
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
//! schema:
//!   type: object
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # Good
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
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! The field is always there, and the schema cannot be changed before its next version.
//!
//! # Source
//! The documentation of Apache Kafka, `ProducerConfig`: a record without a key is given to a partition
//! regardless of what it is about.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::fields::{self, Presence};
use crate::lint::group::Group;
use crate::lint::keys::{self, Keyed};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "key-not-required",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("key_not_required.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    for Keyed { topic, partition_key, events } in keys::keyed(study) {
        let topic = &catalog.topics[topic];
        let mut holds = true;
        for event in events {
            let row = &catalog.events[event];
            match fields::presence(catalog, fields::in_use(row), partition_key) {
                Presence::Uncertain(version, why) => {
                    holds = false;
                    let message = format!(
                        "`{}` of `{}` {} {why}, but it is the partition key of `{}`",
                        partition_key.value, row.id, version.version, topic.id
                    );
                    let finding = RULE
                        .fault(version.span, message)
                        .label(format!("require `{}`, and let it not be null", partition_key.value))
                        .relate(partition_key.span, "decides the partition");
                    opinions.push(fault(finding, vec![row.subject(), topic.subject()]));
                }
                // What is absent, or not known, is told by `absent-partition-key`.
                // Where no field can be required, nothing is to be asked for.
                Presence::Absent(_) | Presence::Unknown | Presence::Declared => holds = false,
                Presence::Certain => {}
            }
        }
        if holds {
            let evidence = "every event requires the partition key";
            let detail = format!("{} in {}", partition_key.value, topic.id);
            let subjects = topic.subjects();
            opinions.push(RULE.pass_with(subjects, partition_key.span, evidence, detail));
        }
    }
    opinions
}

//! # What it finds
//! A topic whose `partition_key` is no field of an event that is published to it, neither of its payload
//! nor of the envelope.
//!
//! # Why it matters
//! A record without a key goes to any partition. Two records of one order are then read side by side, and
//! the later one may be handled first.
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
//!   required: [id]
//!   properties:
//!     id: { type: string }
//! examples: [{ id: A-1 }]
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
//! The key is computed from several fields and has no name. Better say so in the topic's description, and
//! leave `partition_key` out.
//!
//! # Source
//! The documentation of Apache Kafka, `ProducerConfig`: a record without a key is given to a partition
//! regardless of what it is about. For keys in general, Kleppmann, *Designing Data-Intensive Applications*,
//! chapter 6.

use crate::catalog::event::EventVersion;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::fields::{self, Presence};
use crate::lint::group::Group;
use crate::lint::keys::{self, Keyed};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "absent-partition-key",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("absent_partition_key.rs"),
    check: Check::Design(check),
};

/// So many events are named by a message; the others are counted.
const NAMED: usize = 5;

fn check(study: &Study) -> Vec<Opinion> {
    let keyed = keys::keyed(study).into_iter();
    keyed.map(|keyed| judge(study, &keyed)).collect()
}

fn judge(study: &Study, keyed: &Keyed<'_>) -> Opinion {
    let catalog = &study.catalog;
    let Keyed { topic, partition_key, events } = keyed;
    let topic = &catalog.topics[*topic];
    let (mut lacking, mut open): (Vec<&EventVersion>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut evidence = "every event has the partition key";
    let mut subjects = vec![topic.subject()];
    for event in events {
        let row = &catalog.events[*event];
        match fields::presence(catalog, fields::in_use(row), partition_key) {
            Presence::Absent(version) => {
                lacking.push(version);
                subjects.push(row.subject());
            }
            Presence::Unknown => open.push(&row.id),
            // Whether it is set, no schema of that language can say.
            Presence::Declared => evidence = "every event declares the partition key",
            Presence::Certain | Presence::Uncertain(..) => {}
        }
    }
    let Some(first) = lacking.first() else {
        return match open.first() {
            Some(event) => {
                let what = format!("whether `{event}` has the partition key is not stated");
                RULE.unknown(subjects, partition_key.span, what)
            }
            None => {
                let detail = format!("{} in {}", partition_key.value, topic.id);
                RULE.pass_with(subjects, partition_key.span, evidence, detail)
            }
        };
    };
    let name = |version: &&EventVersion| format!("`{}`", version.stated.event.value);
    let mut names: Vec<String> = lacking.iter().take(NAMED).map(name).collect();
    if lacking.len() > NAMED {
        names.push(format!("{} more", lacking.len() - NAMED));
    }
    let verb = if lacking.len() == 1 { "has" } else { "have" };
    let message = format!(
        "{} on `{}` {verb} no field `{}`, so no order is kept between records that belong together",
        listed(&names),
        topic.id,
        partition_key.value
    );
    let label = match fields::near(first, partition_key) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "name a field that every event of the topic has".to_owned(),
    };
    let finding = RULE.fault(partition_key.span, message).label(label);
    let finding = lacking.iter().take(NAMED).fold(finding, |finding, version| {
        finding.relate(version.span, "this event does not have it")
    });
    fault(finding, subjects)
}

/// "`A`, `B` and `C`"
fn listed(names: &[String]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} and {last}", all.join(", ")),
        names => names.concat(),
    }
}

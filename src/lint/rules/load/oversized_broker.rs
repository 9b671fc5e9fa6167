//! # What it finds
//! A Kafka topic of under one message a second, as the events' `sla` states it, with a single consumer
//! group.
//!
//! # Why it matters
//! Partitions, groups, offsets and retention are there for load and for many readers. Where there is neither,
//! a simple queue does the same with less to run and to learn.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! sla: { rate: { average: 3/h } }
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! sla: { rate: { average: 40/s } }
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The broker is there for other topics anyway, or what the topic keeps is read again.
//!
//! # Source
//! Kleppmann, *Designing Data-Intensive Applications*, chapter 11, on logs compared with traditional
//! messaging.

use std::collections::BTreeSet;

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::projection::By;
use crate::document::values::rate::Rate;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::keys;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "oversized-broker",
    concern: Concern::Operations,
    group: Group::Load,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("oversized_broker.rs"),
    check: Check::Design(check),
};

/// From so many messages a second on a log is worth it.
const LITTLE: f64 = 1.0;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    // A group that could not be read would count.
    if !catalog.whole {
        return Vec::new();
    }
    let logs = catalog.topics.iter().filter(|(_, topic)| {
        let is_kafka = catalog.product(topic).is_some_and(|product| product.name == "kafka");
        is_kafka && topic.role().is_none()
    });
    logs.filter_map(|(key, topic)| judge(study, key, topic)).collect()
}

fn judge(study: &Study, key: Key<Topic>, topic: &Topic) -> Option<Opinion> {
    let rates = rates(study, key)?;
    let per_second: f64 = rates.iter().map(|rate| rate.per_second).sum();
    if per_second >= LITTLE {
        return None;
    }
    let told: Vec<String> = rates.iter().map(ToString::to_string).collect();
    let told = told.join(" and ");
    let groups = groups(study, key);
    let group = groups.first().filter(|_| groups.len() == 1 && !keeps_newest(study, topic))?;
    let message = format!(
        "`{}` carries {told} and has one consumer, `{group}`: a simple queue would do",
        topic.id
    );
    Some(fault(RULE.fault(topic.span, message), topic.subjects()))
}

/// The stated rates of all events of a topic; none where one is not stated.
fn rates(study: &Study, topic: Key<Topic>) -> Option<Vec<&Rate>> {
    let events = keys::arriving(study, topic).into_iter();
    let rates: Option<Vec<&Rate>> = events
        .map(|event| {
            let range = study.catalog.events[event].stated.sla.as_ref()?.rate.as_ref()?;
            range.average.as_ref().or(range.peak.as_ref())
        })
        .collect();
    rates.filter(|rates| !rates.is_empty())
}

/// Those that each get a message: consumer groups, and projections that are subscribed.
fn groups(study: &Study, topic: Key<Topic>) -> BTreeSet<String> {
    let catalog = &study.catalog;
    let readers = study.graph.read_from(topic).iter().map(|key| &catalog.subscriptions[*key]);
    let readers = readers.filter(|reader| scope::is_live(&catalog.events[reader.event]));
    let groups = readers.map(|reader| reader.group(catalog).to_owned());
    let carried = study.graph.carried_by(topic).iter();
    let projections = carried.flat_map(|event| study.graph.projections_of_event(*event));
    let projections = projections.map(|key| &catalog.projections[key]);
    let subscribed = projections.filter(|one| one.by() == Some(By::Subscription));
    groups.chain(subscribed.map(|one| one.id.clone())).collect()
}

/// Whether the topic keeps the newest of each key for ever: no queue does.
fn keeps_newest(study: &Study, topic: &Topic) -> bool {
    study.catalog.product(topic).is_some_and(|product| (product.compacts)(&topic.channel()))
}

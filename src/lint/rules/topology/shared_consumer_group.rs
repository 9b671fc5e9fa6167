//! # What it finds
//! Two services that read one topic in the same consumer group.
//!
//! # Why it matters
//! A group shares the records among its members. Each service then gets only the records of the partitions
//! that it happens to have; the other one gets the rest, and neither sees an error.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: orders
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: stock-service
//!     group: orders
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
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
//! consumers:
//!   - service: payment-service
//!     group: payment-service-orders
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: stock-service
//!     group: stock-service-orders
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The two are one deployable under two names, until the catalog calls it one.
//!
//! # Source
//! The documentation of Apache Kafka, "Consumers" in its design: each record is delivered to one consumer of
//! each subscribing group.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::channel::Sharing;

/// The rule.
pub const RULE: Rule = Rule {
    name: "shared-consumer-group",
    concern: Concern::Lifecycle,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("shared_consumer_group.rs"),
    check: Check::Design(check),
};

/// Who reads a topic in a group that is stated: the first entry of each service.
type Members<'a> = BTreeMap<Key<Service>, &'a Subscription>;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let mut told: BTreeSet<(&str, Vec<Key<Service>>)> = BTreeSet::new();
    for (key, topic) in catalog.topics.iter() {
        if catalog.sharing(topic) != Some(Sharing::EachGroup) {
            continue;
        }
        let groups = groups(study, key);
        let shared = groups.iter().filter(|(_, members)| members.len() > 1);
        let mut alone = !groups.is_empty();
        for (group, members) in shared {
            alone = false;
            // One group on several topics is one mistake.
            if told.insert((*group, members.keys().copied().collect())) {
                opinions.extend(finding(study, topic, group, members));
            }
        }
        if alone {
            let (subjects, evidence) =
                (topic.subjects(), "each consumer group belongs to one service");
            opinions.push(match catalog.whole {
                true => RULE.pass(subjects, topic.span, evidence),
                false => RULE.unknown(subjects, topic.span, scope::HIDDEN),
            });
        }
    }
    opinions
}

fn groups<'a>(study: &'a Study, topic: Key<Topic>) -> BTreeMap<&'a str, Members<'a>> {
    let catalog = &study.catalog;
    let mut groups: BTreeMap<&str, Members<'_>> = BTreeMap::new();
    for key in study.graph.read_from(topic) {
        let reader = &catalog.subscriptions[*key];
        if !scope::is_live(&catalog.events[reader.event]) {
            continue;
        }
        if let Some(group) = &reader.stated.group {
            groups.entry(&group.value).or_default().entry(reader.service).or_insert(reader);
        }
    }
    groups
}

fn finding(study: &Study, topic: &Topic, group: &str, members: &Members<'_>) -> Option<Opinion> {
    let services = &study.catalog.services;
    if members.keys().all(|key| services[*key].is_external()) {
        return None;
    }
    let names: Vec<String> = members.keys().map(|key| format!("`{}`", services[*key].id)).collect();
    let subjects = members.keys().map(|key| services[*key].subject());
    let subjects: Vec<_> = [topic.subject()].into_iter().chain(subjects).collect();
    let mut places = members.values().filter_map(|member| member.stated.group.as_ref());
    let first = places.next()?;
    let message = format!(
        "{} read `{}` in one consumer group, `{group}`: each record reaches only one of them",
        names.join(" and "),
        topic.id
    );
    let finding = RULE.fault(first.span, message).label("give each service a group of its own");
    let finding =
        places.fold(finding, |finding, group| finding.relate(group.span, "the same group"));
    Some(fault(finding, subjects))
}

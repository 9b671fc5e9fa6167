//! # What it finds
//! A topic that three or more consumer groups read. A warning where two or more of them use one
//! store.
//!
//! # Why it matters
//! One event sets all groups to work in the same moment. Where they share a database, that database gets
//! all of their queries at once.
//!
//! # Bad
//! ```yaml
//! service: mail-service
//! owner: shop-team
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - { service: payment-service, group: payments, idempotency: { strategy: natural, why: A lookup. }, dlq: order-events.DLQ, reads: [customers-db] }
//!   - { service: stock-service, group: stock, idempotency: { strategy: natural, why: A lookup. }, dlq: order-events.DLQ, reads: [customers-db] }
//!   - { service: mail-service, group: mail, idempotency: { strategy: natural, why: A lookup. }, dlq: order-events.DLQ }
//! ```
//!
//! # Good
//! ```yaml
//! service: mail-service
//! owner: shop-team
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - { service: payment-service, group: payments, idempotency: { strategy: natural, why: A lookup. }, dlq: order-events.DLQ, reads: [customers-db] }
//!   - { service: stock-service, group: stock, idempotency: { strategy: natural, why: A lookup. }, dlq: order-events.DLQ, reads: [stock-db] }
//! ```
//!
//! # When to allow it
//! The groups use different databases: then it is only worth knowing. Otherwise stagger the consumers,
//! cache on their side, or put what they look up into the event.

use crate::catalog::Store;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;
use crate::transport::brokers;
use std::collections::BTreeMap;

/// The rule.
pub const RULE: Rule = Rule {
    name: "thundering-herd",
    concern: Concern::ThunderingHerd,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("thundering_herd.rs"),
    check: Check::Design(check),
};

/// From so many groups on it is worth knowing.
const HERD: usize = 3;

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, topic) in study.catalog.topics.iter().filter(|(_, topic)| topic.role().is_none()) {
        let mut groups: BTreeMap<&str, Vec<&Subscription>> = BTreeMap::new();
        for reader in study.graph.read_from(key) {
            let reader = &study.catalog.subscriptions[*reader];
            groups.entry(reader.group(&study.catalog)).or_default().push(reader);
        }
        let subjects = vec![topic.subject()];
        match groups.len() {
            0 => {}
            count if count < HERD => {
                let evidence = "fewer than three groups read one topic";
                opinions.push(RULE.pass_with(subjects, topic.span, evidence, count.to_string()));
            }
            _ => opinions.push(herd(study, key, &groups)),
        }
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "no group reads a topic".to_owned() });
    }
    opinions
}

fn herd(study: &Study, key: Key<Topic>, groups: &BTreeMap<&str, Vec<&Subscription>>) -> Opinion {
    let topic = &study.catalog.topics[key];
    let names: Vec<&str> = groups.keys().copied().collect();
    let product = topic.broker.map(|broker| study.catalog.brokers[broker].stated.product.as_str());
    let facts = product.and_then(brokers::find);
    let copies = match facts {
        Some(broker) if broker.every_group_gets_every_record => {
            ", and each gets every record of the topic"
        }
        _ => "",
    };
    let count = names.len();
    let (id, names) = (&topic.id, names.join(", "));
    match shared_store(groups) {
        Some((store, sharing)) => {
            let store = &study.catalog.stores[store].id;
            let message = format!(
                "{count} groups read `{id}`{copies}, and {} of them use `{store}`",
                sharing.join(" and ")
            );
            let finding = RULE.fault(topic.span, message).label(format!("read by {names}"));
            let finding = finding.help(
                "stagger the consumers, cache on their side, or put what they look up into the event",
            );
            fault(Finding { level: Level::Warn, ..finding }, vec![topic.subject()])
        }
        None => {
            let stores = match groups.values().all(|readers| readers.iter().any(uses_a_store)) {
                true => "acceptable: different databases",
                false => "which databases they use is not stated for all",
            };
            let message = format!("{count} groups read `{id}`{copies}; {stores}");
            let finding = RULE.fault(topic.span, message).label(format!("read by {names}"));
            fault(finding, vec![topic.subject()])
        }
    }
}

fn uses_a_store(subscription: &&Subscription) -> bool {
    !subscription.reads.is_empty()
        || !subscription.writes.is_empty()
        || subscription.dedup_store.is_some()
}

/// A store that two or more of the groups use, with their names.
fn shared_store(groups: &BTreeMap<&str, Vec<&Subscription>>) -> Option<(Key<Store>, Vec<String>)> {
    let mut users: BTreeMap<Key<Store>, Vec<String>> = BTreeMap::new();
    for (group, subscriptions) in groups {
        for subscription in subscriptions {
            let stores = subscription.reads.iter().chain(&subscription.writes);
            for store in stores.chain(&subscription.dedup_store) {
                let users = users.entry(*store).or_default();
                let name = format!("`{group}`");
                if !users.contains(&name) {
                    users.push(name);
                }
            }
        }
    }
    users.into_iter().find(|(_, users)| users.len() >= 2)
}

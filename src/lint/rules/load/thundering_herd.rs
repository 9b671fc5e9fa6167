//! # What it finds
//! A topic that three or more consumer groups read, or an exchange that passes one event on to three or
//! more queues. The consumers of a queue share its messages, so they count as one. A warning where two
//! or more of the groups or queues use one store.
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
//!
//! # Source
//! Named after the old problem of operating systems in which one event wakes all who wait. That three
//! is where it is told is eventbook's choice.

use crate::catalog::Store;
use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::projection::By;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::answer::Answer;
use crate::transport::channel::Sharing;
use std::collections::{BTreeMap, BTreeSet};

/// The rule.
pub const RULE: Rule = Rule {
    name: "thundering-herd",
    concern: Concern::ThunderingHerd,
    group: Group::Load,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("thundering_herd.rs"),
    check: Check::Design(check),
};

/// From so many groups on it is worth knowing.
const HERD: usize = 3;

/// Those that each get a message, by name, with the stores that they use for it: consumer groups,
/// queues whose consumers share it, and projections that are subscribed to it.
type Takers<'a> = BTreeMap<&'a str, BTreeSet<Key<Store>>>;

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, topic) in study.catalog.topics.iter().filter(|(_, topic)| topic.role().is_none()) {
        let takers = takers(study, key, None);
        let subjects = topic.subjects();
        match takers.len() {
            0 => opinions.extend(routed_herd(study, key)),
            count if count < HERD => {
                opinions.push(match study.catalog.whole {
                    true => {
                        let evidence = "fewer than three groups read one topic";
                        RULE.pass_with(subjects, topic.span, evidence, count.to_string())
                    }
                    false => RULE.unknown(subjects, topic.span, scope::HIDDEN),
                });
                opinions.extend(routed_herd(study, key));
            }
            _ => {
                let copies = match study.catalog.sharing(topic) {
                    Some(Sharing::EachGroup) => ", and each gets every record of the topic",
                    _ => "",
                };
                let message = format!("{} groups read `{}`{copies}", takers.len(), topic.id);
                opinions.push(herd(study, topic, &message, &takers));
            }
        }
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "no group reads a topic".to_owned() });
    }
    opinions
}

/// Those that get the messages of a topic, or only those of one event. The consumers of a queue
/// share its messages, so all of them together are one.
fn takers<'a>(study: &'a Study, key: Key<Topic>, event: Option<Key<Event>>) -> Takers<'a> {
    let catalog = &study.catalog;
    let shared = catalog.sharing(&catalog.topics[key]) == Some(Sharing::OneOfAll);
    let mut takers = Takers::new();
    for reader in study.graph.read_from(key).iter().map(|key| &catalog.subscriptions[*key]) {
        if event.is_none_or(|event| event == reader.event) {
            let name = if shared { &catalog.topics[key].id } else { reader.group(catalog) };
            takers.entry(name).or_default().extend(stores(reader));
        }
    }
    // A projection that polls asks when it likes: no delivery sets it to work.
    let carried = study.graph.carried_by(key).iter().filter(|_| !shared);
    for carried in carried.filter(|carried| event.is_none_or(|event| event == **carried)) {
        let projections = study.graph.projections_of_event(*carried);
        let projections = projections.map(|key| &catalog.projections[key]);
        for projection in projections.filter(|known| known.by() == Some(By::Subscription)) {
            takers.entry(&projection.id).or_default().extend(projection.store);
        }
    }
    takers
}

/// A herd behind a topic that feeds others: the event that is published to it and has the most
/// takers in all. Where one of those topics has a herd of its own, that one tells it.
fn routed_herd(study: &Study, key: Key<Topic>) -> Option<Opinion> {
    let topic = &study.catalog.topics[key];
    let mut most: Option<(Key<Event>, Takers<'_>)> = None;
    for event in study.graph.carried_by(key) {
        let ways = study.graph.routing.of_event(*event);
        for (_, journey) in ways.filter(|(publication, _)| publication.topic == key) {
            // Each key is a message of its own: who takes another key does not count.
            let mut all = Takers::new();
            for arrival in journey.iter().filter(|arrival| {
                let role = study.catalog.topics[arrival.topic].role();
                arrival.answer == Answer::Yes && role.is_none()
            }) {
                let takers = takers(study, arrival.topic, Some(*event));
                if takers.len() >= HERD {
                    return None;
                }
                all.extend(takers);
            }
            if all.len() >= HERD && most.as_ref().is_none_or(|(_, known)| all.len() > known.len()) {
                most = Some((*event, all));
            }
        }
    }
    let (event, takers) = most?;
    let event = &study.catalog.events[event].id;
    let message = format!("{} queues or groups get each `{event}` of `{}`", takers.len(), topic.id);
    Some(herd(study, topic, &message, &takers))
}

fn herd(study: &Study, topic: &Topic, message: &str, takers: &Takers<'_>) -> Opinion {
    let names = takers.keys().copied().collect::<Vec<_>>().join(", ");
    let label = format!("read by {names}");
    let subjects = topic.subjects();
    match shared_store(takers) {
        Some((store, sharing)) => {
            let store = &study.catalog.stores[store].id;
            let message = format!("{message}, and {} of them use `{store}`", sharing.join(" and "));
            let finding = RULE.fault(topic.span, message).label(label);
            let finding = finding.help(
                "stagger the consumers, cache on their side, or put what they look up into the event",
            );
            fault(Finding { level: Level::Warn, ..finding }, subjects)
        }
        None => {
            let stores = match takers.values().all(|stores| !stores.is_empty()) {
                true => "acceptable: different databases",
                false => "which databases they use is not stated for all",
            };
            let finding = RULE.fault(topic.span, format!("{message}; {stores}")).label(label);
            fault(finding, subjects)
        }
    }
}

/// The stores that a handler uses.
fn stores(subscription: &Subscription) -> impl Iterator<Item = Key<Store>> {
    let own = subscription.reads.iter().chain(&subscription.writes);
    own.chain(&subscription.dedup_store).copied()
}

/// A store that two or more of the groups use, with their names.
fn shared_store(takers: &Takers<'_>) -> Option<(Key<Store>, Vec<String>)> {
    let mut users: BTreeMap<Key<Store>, Vec<String>> = BTreeMap::new();
    for (name, stores) in takers {
        for store in stores {
            users.entry(*store).or_default().push(format!("`{name}`"));
        }
    }
    users.into_iter().find(|(_, users)| users.len() >= 2)
}

//! # What it finds
//! A topic that cannot keep the order that is asked of it, by its own `ordering: per-key` or by a
//! consumer's: on Kafka a topic without a partition key, on Amazon SQS a queue that is not FIFO, on
//! Google Pub/Sub a subscription without `message_ordering`, on EventBridge any bus, and everywhere a
//! topic that says `ordering: none` to a consumer that needs one. Whether a FIFO queue keeps the order
//! of what feeds it is unknown, unless that is FIFO too.
//!
//! # Why it matters
//! Without a key Kafka spreads the messages of one order over all partitions, and each partition is read
//! at its own pace: "shipped" is handled before "placed", on the days with the most orders.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
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
//!     ordering: per-key
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
//!     ordering: per-key
//! ```
//!
//! # When to allow it
//! The producer sets the partition by itself, in a way that no field can name.
//!
//! # Source
//! Apache Kafka, `BuiltInPartitioner`: records without a key go to any partition. The developer guides of
//! Amazon SQS ("standard queues": best-effort ordering) and of Amazon EventBridge, which promises none.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::{Feed, Topic};
use crate::document::parts::subscription::Ordering;
use crate::finding::{Finding, Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, order, scope};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unordered-topic",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unordered_topic.rs"),
    check: Check::Design(check),
};

/// A finding names so many consumers; more of them say nothing new.
const NAMED: usize = 3;

/// Whether a topic keeps an order.
enum Order<'a> {
    /// It does, by this: the evidence and what is particular to the topic.
    Kept(&'static str, &'a str),
    /// It does not, and this would be to change.
    Lost { place: Span, but: &'static str, label: &'static str },
    /// The documents do not say.
    Open(&'static str),
    /// It is not for the topic to keep it.
    Elsewhere,
}

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut needing: BTreeMap<Key<Topic>, Vec<&Subscription>> = BTreeMap::new();
    for subscription in scope::consumers(study).filter(|one| order::needed(one).is_some()) {
        for topic in &subscription.topics {
            needing.entry(*topic).or_default().push(subscription);
        }
    }
    let mut opinions = Vec::new();
    for (key, topic) in catalog.topics.iter() {
        let needing = needing.get(&key).map(Vec::as_slice).unwrap_or_default();
        let promise = topic.stated.ordering.as_ref();
        if needing.is_empty() && promise.is_none_or(|stated| stated.value != Ordering::PerKey) {
            continue;
        }
        let subjects = subjects(catalog, topic, needing);
        match kept(catalog, topic, needing) {
            Order::Kept(evidence, detail) => {
                opinions.push(RULE.pass_with(subjects, topic.span, evidence, detail));
            }
            Order::Open(what) => opinions.push(RULE.unknown(subjects, topic.span, what)),
            Order::Lost { place, but, label } if catalog.is_sound(topic.span) => {
                let finding = RULE.fault(place, message(catalog, topic, needing, but));
                opinions.push(fault(related(finding.label(label), topic, needing), subjects));
            }
            Order::Lost { .. } => {
                opinions.push(RULE.unknown(subjects, topic.span, scope::HIDDEN));
            }
            Order::Elsewhere => {}
        }
    }
    order::not_applicable(study, opinions)
}

/// Whether a topic keeps the order that it promises or that these consumers need.
fn kept<'a>(catalog: &Catalog, topic: &'a Topic, needing: &[&Subscription]) -> Order<'a> {
    let stated = topic.stated.ordering.as_ref();
    let key = topic.stated.partition_key.as_ref().map(|key| key.value.as_str());
    if let (Some(none), None) = (stated.filter(|stated| stated.value == Ordering::None), key) {
        let (but, label) = ("says that it keeps no order", "what its consumer does not cope with");
        return Order::Lost { place: none.span, but, label };
    }
    let needs = needing.iter().filter_map(|one| order::needed(one)).map(|need| need.value);
    let promised = stated.map(|stated| stated.value);
    let per_key = promised.into_iter().chain(needs).any(|order| order == Ordering::PerKey);
    let place = stated.filter(|_| needing.is_empty()).map_or(topic.span, |stated| stated.span);
    let Some(product) = topic.broker.map(|broker| &catalog.brokers[broker].stated.product) else {
        return Order::Elsewhere;
    };
    match (product.as_str(), key) {
        ("kafka", Some(key)) if per_key => Order::Kept("a partition key", key),
        ("kafka", None) if per_key => match &topic.stated.partitions {
            Some(count) if count.value == 1 => Order::Kept("a single partition", ""),
            _ if !topic.fed_by.is_empty() => {
                Order::Open("the partition key of a topic that others feed is not stated")
            }
            // That it has no key is told by `unkeyed-compaction`.
            _ if order::is_compacted(catalog, topic) => Order::Elsewhere,
            _ => Order::Lost { place, but: "has no partition key", label: "add `partition_key`" },
        },
        ("sqs", key) => match (fifo::is_fifo(catalog, topic), key) {
            (Some(true), Some(_)) if !topic.fed_by.iter().all(|feed| orders(catalog, feed)) => {
                Order::Open("what feeds a FIFO queue is not known to keep an order")
            }
            (Some(true), Some(key)) => Order::Kept("a FIFO queue, in groups by a key", key),
            (Some(true), None) => {
                Order::Open("what the groups of a FIFO queue are made of is not stated")
            }
            (Some(false), _) => Order::Lost {
                place,
                but: "is a standard queue",
                label: "make it a FIFO queue, and let its message group id be the key",
            },
            (None, _) => Order::Open("whether a queue of Amazon SQS is a FIFO queue is not stated"),
        },
        ("pubsub", key) if per_key => {
            let ordered = topic.block.get("message_ordering").and_then(Value::as_bool);
            match (ordered, key) {
                (Some(true), Some(key)) => Order::Kept("an ordering key", key),
                (Some(true), None) => Order::Open("what the ordering key is made of is not stated"),
                (Some(false), _) => Order::Lost {
                    place,
                    but: "has `message_ordering: false`",
                    label: "let the subscription order its messages, by an ordering key",
                },
                (None, _) => {
                    Order::Open("whether a subscription orders its messages is not stated")
                }
            }
        }
        ("eventbridge", _) => Order::Lost {
            place,
            but: "lies on EventBridge, which promises no order",
            label: "pass it on to a FIFO queue, or let the consumer cope with any order",
        },
        _ => Order::Elsewhere,
    }
}

/// Whether what feeds a FIFO queue hands messages on in their order: FIFO topics and queues do.
fn orders(catalog: &Catalog, feed: &Feed) -> bool {
    let from = &catalog.topics[feed.topic];
    let stated = from.block.get("fifo").and_then(Value::as_bool);
    stated.unwrap_or_else(|| from.address().ends_with(".fifo"))
}

fn message(catalog: &Catalog, topic: &Topic, needing: &[&Subscription], but: &str) -> String {
    let first = needing.iter().find_map(|one| Some((one, order::needed(one)?)));
    match first {
        Some((first, need)) => {
            let who = scope::consumer_words(catalog, first);
            format!("{who} {}, but `{}` {but}", order::need_words(need.value), topic.id)
        }
        None => format!("`{}` promises the order of each key, but {but}", topic.id),
    }
}

fn related(finding: Finding, topic: &Topic, needing: &[&Subscription]) -> Finding {
    // One entry may consume several events: its need stands in one place.
    let needs = needing.iter().filter_map(|one| order::needed(one));
    let mut needs: Vec<_> = needs.collect();
    needs.dedup_by_key(|need| need.span);
    let finding = needs
        .into_iter()
        .take(NAMED)
        .fold(finding, |finding, need| finding.relate(need.span, "needed here"));
    let promise = topic.stated.ordering.as_ref();
    match promise.filter(|stated| stated.value == Ordering::PerKey && !needing.is_empty()) {
        Some(promise) => finding.relate(promise.span, "promised here"),
        None => finding,
    }
}

/// What a finding concerns: the topic, and who needs it in order.
fn subjects(catalog: &Catalog, topic: &Topic, needing: &[&Subscription]) -> Vec<Subject> {
    let mut subjects = vec![topic.subject()];
    for consumer in needing {
        let service = catalog.services[consumer.service].subject();
        for subject in [catalog.events[consumer.event].subject(), service] {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
    }
    subjects
}

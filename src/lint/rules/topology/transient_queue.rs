//! # What it finds
//! A RabbitMQ queue that ends with its broker or its consumers and whose messages somebody needs:
//! `durable: false`, `auto_delete: true` or `exclusive: true`, with a consumer that is not at-most-once.
//! Queues that only carry replies do not count. A quorum queue or a stream that is declared so does not
//! come about at all.
//!
//! # Why it matters
//! A restart of the broker, or a deployment that stops the last consumer for a moment, removes the queue
//! with all that waits in it. What is published meanwhile goes nowhere.
//!
//! # Bad
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "3.13"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! rabbitmq: { durable: false }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "3.13"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! rabbitmq: { type: quorum, durable: true }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The consumers keep nothing and only care for what happens while they run: say that they are
//! `guarantee: at-most-once` instead.
//!
//! # Source
//! RabbitMQ's guide to queues: durability, exclusive and auto-delete queues.

use serde_json::Value;

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::rabbitmq;
use crate::transport::channel::TopicKind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "transient-queue",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("transient_queue.rs"),
    check: Check::Design(check),
};

/// What makes a queue transient: key, value, and what it means.
const TRANSIENT: [(&str, bool, &str); 3] = [
    ("durable", false, "is gone when the broker starts again"),
    ("auto_delete", true, "is gone when its last consumer stops"),
    ("exclusive", true, "is gone with the connection that made it"),
];

/// Types of queues that are always durable: they are declared so, or not at all.
const LASTING: [&str; 2] = ["quorum", "stream"];

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut reader: Vec<Option<Span>> = vec![None; catalog.topics.len()];
    for subscription in scope::consumers(study).filter_map(scope::repeated) {
        if catalog.events[subscription.event].kind() != EventKind::Reply {
            for topic in &subscription.topics {
                reader[topic.index()].get_or_insert(subscription.span);
            }
        }
    }
    let topics = catalog.topics.iter().filter(|(_, topic)| {
        topic.stated.kind == Some(TopicKind::Queue)
            && catalog.product(topic).is_some_and(|product| product.name == rabbitmq::BROKER.name)
    });
    topics.filter_map(|(key, topic)| judge(study, key, topic, reader[key.index()]?)).collect()
}

fn judge(study: &Study, key: Key<Topic>, topic: &Topic, reader: Span) -> Option<Opinion> {
    let events = study.graph.carried_by(key).iter();
    let events = events.map(|event| study.catalog.events[*event].subject());
    let subjects: Vec<_> = std::iter::once(topic.subject()).chain(events).collect();
    let stated = |key: &str| topic.block.get(key).and_then(Value::as_bool);
    let block = topic.node.get(rabbitmq::BROKER.name);
    let found = TRANSIENT.iter().find(|(key, value, _)| stated(key) == Some(*value));
    let kind = topic.channel().text("type").filter(|kind| LASTING.contains(kind));
    if let Some((key, value, meaning)) = found {
        let span = block.and_then(|block| block.get(key)).map_or(topic.span, |node| node.span);
        let label = format!("`{key}: {}`", !value);
        let id = &topic.id;
        let finding = match kind {
            Some(kind) => {
                let message = format!(
                    "`{id}` has `type: {kind}` and `{key}: {value}`: RabbitMQ refuses to declare it"
                );
                RULE.fault(span, message).relate(reader, "this consumer reads it").help(
                    "a quorum queue or a stream is durable, and outlives its consumers and their \
                     connections",
                )
            }
            None => {
                let message = format!(
                    "`{id}` {meaning} (`{key}: {value}`), with all messages that wait in it"
                );
                RULE.fault(span, message).relate(reader, "this consumer needs them").help(
                    "declare a durable queue that outlives its consumers, best a quorum queue",
                )
            }
        };
        return Some(fault(finding.label(label), subjects));
    }
    let durable = stated("durable") == Some(true) || kind.is_some();
    Some(match durable {
        true => RULE.pass(subjects, topic.span, "queues that outlive a restart"),
        false => RULE.unknown(subjects, topic.span, "`durable` is not stated"),
    })
}

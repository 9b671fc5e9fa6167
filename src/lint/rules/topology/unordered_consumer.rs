//! # What it finds
//! A consumer that needs an order and undoes it by itself: several of its messages are handled at once
//! from a queue of RabbitMQ without a single active consumer, by one consumer of NATS JetStream, or by
//! one group of a Redis stream.
//! One instance that handles one message at a time passes, however many were sent ahead to it.
//! What a retry overtakes is told by `overtaking-retry`.
//!
//! # Why it matters
//! The broker hands out "placed" and then "shipped", to two instances. Which of them is done first is
//! chance, and when one fails its message comes again after all the others.
//!
//! # Bad
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "4.1"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! retention: forever
//! rabbitmq: { type: quorum, single_active_consumer: false }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: forever }
//!     dlq: order-events.DLQ
//!     ordering: per-key
//!     instances: 2
//! ```
//!
//! # Good
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "4.1"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! retention: forever
//! rabbitmq: { type: quorum, single_active_consumer: true }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: forever }
//!     dlq: order-events.DLQ
//!     ordering: per-key
//!     instances: 2
//! ```
//!
//! # When to allow it
//! The handlers agree among themselves, by a lock for each key, say.
//!
//! # Source
//! The documentation of RabbitMQ on single active consumers, of NATS on `MaxAckPending`, and of Redis on
//! consumer groups, whose members share the entries of a stream.

use serde_json::Value;

use crate::catalog::setting::{self, Origin};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::parts::subscription::{Guarantee, Ordering};
use crate::document::spanned::Spanned;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::order::{self, AtOnce, Workers};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::nats;
use crate::transport::channel::TopicKind;
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unordered-consumer",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unordered_consumer.rs"),
    check: Check::Design(check),
};

/// Whether a consumer keeps the order in which it gets messages.
enum Order {
    Kept(&'static str),
    /// It does not: the place, what happens, and what to do.
    Lost(Span, String, &'static str),
    Open(&'static str),
    /// Nothing here decides it.
    Elsewhere,
}

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for subscription in scope::consumers(study) {
        let Some(need) = order::needed(subscription) else { continue };
        for topic in &subscription.topics {
            let subjects = scope::consumer_subjects(subscription);
            opinions.extend(judge(study, subscription, *topic, need, subjects));
        }
    }
    order::not_applicable(study, opinions)
}

fn judge(
    study: &Study,
    subscription: &Subscription,
    key: Key<Topic>,
    need: &Spanned<Ordering>,
    subjects: Subjects,
) -> Option<Opinion> {
    let topic = &study.catalog.topics[key];
    if order::is_given_up(topic) {
        return None;
    }
    let product = &study.catalog.brokers[topic.broker?].stated.product;
    let order = match product.as_str() {
        "rabbitmq" => on_rabbitmq(study, subscription, topic),
        "nats" => on_nats(study, subscription, key),
        "redis" => by_count(subscription, "let one consumer read the group, or one stream a key"),
        _ => Order::Elsewhere,
    };
    Some(match order {
        Order::Kept(evidence) => RULE.pass_with(subjects, need.span, evidence, &*topic.id),
        Order::Open(what) => RULE.unknown(subjects, need.span, what),
        Order::Elsewhere => return None,
        Order::Lost(place, how, label) => {
            let who = scope::consumer_words(&study.catalog, subscription);
            let need_words = order::need_words(need.value);
            let message = format!("{who} {need_words}, but {how}");
            let finding = RULE.fault(place, message).label(label).relate(need.span, "needed here");
            fault(finding.relate(topic.span, "read here"), subjects)
        }
    })
}

fn on_rabbitmq(study: &Study, subscription: &Subscription, topic: &Topic) -> Order {
    let is_stream = topic.block.get("type").and_then(Value::as_str) == Some("stream");
    if topic.stated.kind != Some(TopicKind::Queue) || is_stream {
        return Order::Open("whether one consumer at a time reads is known of queues alone");
    }
    match topic.block.get("single_active_consumer").and_then(Value::as_bool) {
        // What is not stated may only be misspelt, which is told already.
        None if !study.catalog.is_sound(topic.span) => Order::Open(scope::HIDDEN),
        Some(true) => match &subscription.stated.concurrency {
            None if !scope::is_sound(&study.catalog, subscription) => Order::Open(scope::HIDDEN),
            // Some clients make so many consumers of it, others take as many messages side by side.
            Some(several) if several.value > 1 => {
                Order::Open("whether the active consumer handles several messages at once")
            }
            _ => Order::Kept("a single active consumer"),
        },
        stated => {
            let broker = topic.broker.map(|broker| &study.catalog.brokers[broker]);
            let version = broker.and_then(|broker| broker.stated.version.as_ref());
            let label = "one at a time, or `single_active_consumer: true` on the queue";
            match by_count(subscription, label) {
                Order::Lost(..) if stated.is_none() && version.is_none() => {
                    Order::Open("whether the queue has a single active consumer is not stated")
                }
                // An instance may have a queue of its own: so consistent hashing is done.
                Order::Lost(..) if subscription.topics.len() > 1 => {
                    Order::Open("which instance reads which of several queues is not stated")
                }
                Order::Lost(place, how, label) => {
                    let by_default = if stated.is_none() { " by default" } else { "" };
                    let queue = format!("`{}` has no single active consumer", topic.id);
                    Order::Lost(place, format!("{how}, and{by_default} {queue}"), label)
                }
                order => order,
            }
        }
    }
}

fn on_nats(study: &Study, subscription: &Subscription, key: Key<Topic>) -> Order {
    let catalog = &study.catalog;
    let label =
        "one message at a time, `max_ack_pending: 1`, or a consumer for each part of the subjects";
    let is_core = catalog.topics[key].stated.kind == Some(TopicKind::Subject);
    if is_core || subscription.guarantee() == Guarantee::AtMostOnce {
        return by_count(subscription, label);
    }
    let pending = setting::of_consumer(catalog, subscription, key, &nats::PENDING);
    if pending.as_ref().is_some_and(|known| known.amount == Amount::Of(1)) {
        return Order::Kept("one unacknowledged message");
    }
    // What was sent ahead waits for the one that is handled, as on a queue.
    match (order::at_once(subscription), pending) {
        (AtOnce::Several(Workers::Instances(_), _), None) => {
            Order::Open("how many messages may wait for an acknowledgement is not stated")
        }
        (AtOnce::Several(Workers::Instances(count), span), Some(known)) => {
            let most = match known.amount {
                Amount::Of(count) => count.to_string(),
                Amount::Endless => "any number of".to_owned(),
            };
            let default = match &known.origin {
                Origin::Stated(_) => String::new(),
                Origin::Default(product) => format!(", the default of {product}"),
            };
            let how = format!(
                "JetStream hands out {most} messages to {count} instances before one is \
                 acknowledged{default}"
            );
            Order::Lost(known.stated().unwrap_or(span), how, label)
        }
        _ => by_count(subscription, label),
    }
}

/// By how many messages the consumer itself says that it handles at once.
fn by_count(subscription: &Subscription, label: &'static str) -> Order {
    match order::at_once(subscription) {
        AtOnce::One => Order::Kept("one message at a time"),
        AtOnce::Several(workers, span) => {
            Order::Lost(span, format!("{} at once", workers.words()), label)
        }
        AtOnce::Unknown => Order::Open("how many messages are handled at once is not stated"),
    }
}

//! # What it finds
//! A `dlq` that is a topic of the normal flow: events are published to it, or come to it by the bindings
//! of an exchange, consumers read it, and it has no `role`.
//!
//! # Why it matters
//! Those consumers get what another one could not handle, in between what is meant for them. They fail on it
//! too, or act on it, and nobody can tell how many messages are dead.
//!
//! # Bad
//! ```yaml
//! topic: payment-events
//! broker: kafka
//! owner: shop-team
//! retention: 14d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: payment-events
//! ---
//! event: PaymentCompleted
//! version: 1
//! owner: shop-team
//! topics: [payment-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! topic: payment-events
//! broker: kafka
//! owner: shop-team
//! retention: 14d
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
//! ---
//! event: PaymentCompleted
//! version: 1
//! owner: shop-team
//! topics: [payment-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The consumers of the topic know dead letters by a header and leave them alone.
//!
//! # Source
//! The patterns Dead Letter Channel and Datatype Channel in Hohpe and Woolf, *Enterprise Integration Patterns*.

use crate::catalog::subscription::Subscription;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ordinary-topic-as-dlq",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("ordinary_topic_as_dlq.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let dlq = consumer.dlq_topic()?;
    let reader = scope::normal_reader(study, dlq)?;
    // That a consumer reads its own dead letters is told by `missing-dlq`.
    if consumer.topics.contains(&dlq) {
        return None;
    }
    let stated = consumer.stated.dlq.as_ref()?;
    let who = scope::consumer_words(catalog, consumer);
    let service = &catalog.services[reader.service].id;
    let event = &catalog.events[reader.event].id;
    let topic = &catalog.topics[dlq];
    let message = format!(
        "{who} sends its dead letters to `{}`, where `{service}` reads `{event}`",
        topic.id
    );
    let finding = RULE
        .fault(stated.span, message)
        .label("name a topic with `role: dlq`")
        .relate(topic.span, "a topic of the normal flow");
    let mut subjects = scope::consumer_subjects(consumer).to_vec();
    subjects.push(topic.subject());
    Some(fault(finding, subjects))
}

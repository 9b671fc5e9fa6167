//! # What it finds
//! A consumer that calls back the service which published the event, and waits for it.
//!
//! # Why it matters
//! The event was to set the two free of each other. Now the consumer fails while the producer is down, each
//! event is one more request to it, and what it answers may be older or newer than what the event tells.
//!
//! # Bad
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
//! calls: [{ service: order-service, action: "GET /orders/{id}" }]
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
//!     effects: [{ calls: order-service, description: reads the order }]
//! ```
//!
//! # Good
//! ```yaml
//! service: payment-service
//! owner: shop-team
//! stores: [payments-db]
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
//!     fields: [orderId, total]
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties:
//!     orderId: { type: string }
//!     total: { type: string }
//! examples: [{ orderId: A-1001, total: A-1 }]
//! ```
//!
//! # When to allow it
//! The event leaves out on purpose what only few may see, or what is too large to send.
//!
//! # Source
//! The pattern Event-Carried State Transfer in Fowler, "What do you mean by \"Event-Driven\"?".

use crate::catalog::subscription::Subscription;
use crate::document::kinds::event::EventKind;
use crate::document::spanned::Spanned;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "callback-to-producer",
    concern: Concern::ThunderingHerd,
    group: Group::Load,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("callback_to_producer.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(move |consumer: &Subscription| {
        let is_fact = study.catalog.events[consumer.event].kind() == EventKind::Event;
        let called = consumer.stated.effects.iter().filter_map(|effect| effect.calls.as_ref());
        let called = called.filter(move |_| is_fact);
        called.filter_map(move |callee| judge(study, consumer, callee))
    })
}

fn judge(study: &Study, consumer: &Subscription, callee: &Spanned<String>) -> Option<Opinion> {
    let catalog = &study.catalog;
    let mut producers = study.graph.producers_of(consumer.event).iter();
    let producer = producers.find_map(|key| {
        let service = catalog.producers[*key].service;
        let row = &catalog.services[service];
        let named = row.id == callee.value && !row.is_external();
        (named && service != consumer.service).then_some(service)
    })?;
    let own = &catalog.services[consumer.service];
    let call = own.calls.iter().find(|call| call.service == producer)?;
    let who = scope::consumer_words(catalog, consumer);
    let message = format!("{who} calls back `{}`, which published the event", callee.value);
    let finding = RULE
        .fault(callee.span, message)
        .label("put what it asks for into the event")
        .relate(call.stated.service.span, "it waits for the answer");
    Some(fault(finding, scope::consumer_subjects(consumer)))
}

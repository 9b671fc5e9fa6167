//! # What it finds
//! A consumer that says `guarantee: exactly-once`, writes a store or calls a service, and names no `key` by
//! which a duplicate is known.
//!
//! # Why it matters
//! A broker's transaction ends at the broker. A write to a database or a call over HTTP is not a part of it,
//! so the effect is repeated as with any other guarantee, unless the handler knows a duplicate.
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
//!     idempotency: dedup-table
//!     dlq: order-events.DLQ
//!     guarantee: exactly-once
//!     writes: [payments-db]
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     guarantee: exactly-once
//!     writes: [payments-db]
//! ```
//!
//! # When to allow it
//! The key is known and cannot be named, because it is computed from the whole message.
//!
//! # Source
//! The documentation of Apache Kafka, "Message Delivery Semantics": transactions cover what is read from and
//! written to topics, and other systems have to take part by themselves.

use crate::catalog::subscription::Subscription;
use crate::document::parts::idempotency::Strategy;
use crate::document::parts::subscription::Guarantee;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unkeyed-exactly-once",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unkeyed_exactly_once.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let guarantee = consumer.stated.guarantee.as_ref()?;
    let leaves = !consumer.stated.writes.is_empty() || !consumer.stated.effects.is_empty();
    if guarantee.value != Guarantee::ExactlyOnce || !leaves {
        return None;
    }
    let stated = consumer.stated.idempotency.as_ref()?;
    let subjects = scope::consumer_subjects(consumer);
    if let Some(key) = &stated.key {
        let evidence = "exactly once as an effect, by a key";
        return Some(RULE.pass_with(subjects, key.span, evidence, &key.value));
    }
    // The other strategies need no key, or are found by rules of their own.
    if !matches!(stated.strategy.value, Strategy::DedupTable | Strategy::IdempotencyKey) {
        return None;
    }
    let who = scope::consumer_words(catalog, consumer);
    let message = format!(
        "{who} promises an effect exactly once and names no key by which a duplicate is known"
    );
    let finding = RULE
        .fault(stated.strategy.span, message)
        .label("add `key`: eventId, or a key of the business")
        .relate(guarantee.span, "no broker gives this for a database or a call");
    Some(fault(finding, subjects))
}

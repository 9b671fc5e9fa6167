//! # What it finds
//! A consumer to which a message may come twice, and that states no idempotency strategy, or `none`.
//!
//! # Why it matters
//! At-least-once delivery repeats messages: at a rebalance, after a timeout, at every replay. Without a
//! strategy a customer is charged twice.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! While a consumer that is known to repeat its effect is being rebuilt, with the date of the rebuild.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Idempotent Receiver*; the delivery semantics
//! of Kafka, RabbitMQ, NATS and SQS, which are all at-least-once unless told otherwise.

use std::borrow::Cow;

use crate::catalog::subscription::Subscription;
use crate::document::parts::idempotency::Strategy;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-idempotency",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: true,
    since: "0.1.0",
    text: include_str!("missing_idempotency.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| judge(study, scope::repeated(subscription)?))
        .otherwise("no consumer may get a message twice")
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(subscription);
    let who = scope::consumer_words(catalog, subscription);
    let Some(stated) = &subscription.stated.idempotency else {
        if !scope::is_sound(catalog, subscription) {
            return Some(RULE.unknown(subjects, subscription.span, scope::HIDDEN));
        }
        let message = format!("{who} may get a message twice and states no idempotency");
        let finding = RULE.fault(subscription.span, message).label("add `idempotency`");
        return Some(fault(finding, subjects));
    };
    if stated.strategy.value == Strategy::None {
        let message = format!("{who} may get a message twice and has no idempotency strategy");
        return Some(fault(RULE.fault(stated.span, message), subjects));
    }
    let detail = stated;
    let place = match (&detail.store, &detail.table) {
        (Some(store), Some(table)) => format!("{}.{table}", store.value),
        (Some(store), None) => store.value.clone(),
        (None, table) => table.clone().unwrap_or_default(),
    };
    let strategy = stated.strategy.value.words();
    let evidence: Cow<'static, str> = match &detail.key {
        Some(key) => format!("{strategy} on {}", key.value).into(),
        None => strategy.into(),
    };
    Some(RULE.pass_with(subjects, stated.span, evidence, place))
}

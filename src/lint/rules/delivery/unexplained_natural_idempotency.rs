//! # What it finds
//! A consumer whose idempotency is `natural`, without a `why`.
//!
//! # Why it matters
//! That handling twice has the effect of handling once is a claim about code. The reader has to be able
//! to check it, and the next author has to know what not to break.
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
//!     idempotency: natural
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
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! Never for long: the reason is one sentence.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Idempotent Receiver*; the delivery semantics
//! of Kafka, RabbitMQ, NATS and SQS, which are all at-least-once unless told otherwise.

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
    name: "unexplained-natural-idempotency",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unexplained_natural_idempotency.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| judge(study, scope::repeated(subscription)?))
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let stated = subscription.stated.idempotency.as_ref()?;
    let why = stated.why.as_ref().or(subscription.stated.why.as_ref());
    let why = why.filter(|why| !why.trim().is_empty());
    if stated.strategy.value != Strategy::Natural || why.is_some() {
        return None;
    }
    let who = scope::consumer_words(&study.catalog, subscription);
    let message = format!("{who} calls itself naturally idempotent and does not say why");
    let finding = RULE.fault(stated.strategy.span, message).label("add `why`");
    Some(fault(finding, scope::consumer_subjects(subscription)))
}

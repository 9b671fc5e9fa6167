//! # What it finds
//! A retry whose first delay, `initial`, is longer than its longest one, `max`.
//!
//! # Why it matters
//! One of the two numbers is not what was meant. Clients differ in what they make of it: some never grow,
//! some refuse to start.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     retry: { attempts: 4, backoff: exponential, initial: 1m, max: 30s }
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
//!     retry: { attempts: 4, backoff: exponential, initial: 1s, max: 30s }
//! ```
//!
//! # When to allow it
//! Never: change one of the two.
//!
//! # Source
//! Arithmetic: a limit below the first value limits everything.

use crate::catalog::subscription::Subscription;
use crate::document::either::OrNone;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "inverted-backoff",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("inverted_backoff.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let stated = consumer.stated.retry.as_ref()?;
    let OrNone::Some(retry) = &stated.value else { return None };
    let (initial, max) = (retry.initial.as_ref()?, retry.max.as_ref()?);
    let subjects = scope::consumer_subjects(consumer);
    if !retry.is_inverted() {
        let evidence = "the first delay is within the longest";
        let detail = format!("{initial} to {max}");
        return Some(RULE.pass_with(subjects, stated.span, evidence, detail));
    }
    let who = scope::consumer_words(&study.catalog, consumer);
    let message = format!("{who} waits {initial} at first and {max} at the most");
    let label = "`initial` has to be at most `max`";
    Some(fault(RULE.fault(stated.span, message).label(label), subjects))
}

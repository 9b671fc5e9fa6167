//! # What it finds
//! A retry with more `delays` than there are tries after the first one. On NATS JetStream as many delays
//! as tries pass: there the last one is how long the server waits for the last acknowledgement.
//!
//! # Why it matters
//! A delay stands between two tries. One that is left over is never waited for, so the message is given up
//! sooner than the list says, or the number of tries is not the one that was meant.
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
//!     retry: { attempts: 3, delays: [1s, 5s, 25s] }
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
//!     retry: { attempts: 4, delays: [1s, 5s, 25s] }
//! ```
//!
//! # When to allow it
//! Never: change one of the two.
//!
//! # Source
//! Arithmetic. NATS JetStream from 2.10 on refuses a consumer whose `backoff` is longer than its
//! `max_deliver`, and takes one that is as long.

use crate::catalog::subscription::Subscription;
use crate::document::either::OrNone;
use crate::document::values::attempts::Attempts;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::fifo;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "superfluous-retry-delay",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("superfluous_retry_delay.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let stated = consumer.stated.retry.as_ref()?;
    let OrNone::Some(retry) = &stated.value else { return None };
    let attempts = retry.attempts.as_ref()?;
    let Attempts::Limited(tries) = attempts.value else { return None };
    let (delays, gaps) = (retry.delays.len(), tries.saturating_sub(1) as usize);
    if delays == 0 {
        return None;
    }
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(consumer);
    let nats = |key: &_| fifo::is_on(catalog, &catalog.topics[*key], "nats");
    if delays == gaps + 1 && consumer.topics.iter().any(nats) {
        let detail = format!("{delays} for {tries} deliveries");
        return Some(RULE.pass_with(subjects, attempts.span, "a delivery for every delay", detail));
    }
    if delays <= gaps {
        let evidence = "no more delays than retries";
        let detail = format!("{delays} for {tries} tries");
        return Some(RULE.pass_with(subjects, attempts.span, evidence, detail));
    }
    let who = scope::consumer_words(catalog, consumer);
    let message = format!("{who} has {delays} delays for {tries} tries, between which {gaps} fit");
    let label = format!("`delays` has at most one fewer than the attempts: {} tries?", delays + 1);
    Some(fault(RULE.fault(attempts.span, message).label(label), subjects))
}

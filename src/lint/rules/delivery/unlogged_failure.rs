//! # What it finds
//! A consumer that logs nothing of a failed message: `failure_log: none`.
//!
//! # Why it matters
//! Whoever opens the dead-letter queue at night must see which order it was, which flow, and what went
//! wrong. Without it the message cannot be judged, only replayed blindly.
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
//!     failure_log: none
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
//!     failure_log: [envelope.eventId, envelope.correlationId, error]
//! ```
//!
//! # When to allow it
//! The messages may not be logged by law, and the dead-letter queue itself holds what is needed.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Message History* and *Dead Letter Channel*:
//! what failed is of use only with what it failed of.

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
    name: "unlogged-failure",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unlogged_failure.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| Some(judge(study, consumer)))
}

fn judge(study: &Study, consumer: &Subscription) -> Opinion {
    let subjects = scope::consumer_subjects(consumer);
    let Some(stated) = &consumer.stated.failure_log else {
        let what = "what is logged of a failure is not stated";
        return RULE.unknown(subjects, consumer.span, what);
    };
    if stated.value.0.is_empty() {
        let who = scope::consumer_words(&study.catalog, consumer);
        let message = format!("{who} logs nothing of a message that fails");
        let label = "log at least the event's id, the correlation id and the error";
        return fault(RULE.fault(stated.span, message).label(label), subjects);
    }
    let evidence = "failures logged for replay";
    RULE.pass_with(subjects, stated.span, evidence, stated.value.0.join(", "))
}

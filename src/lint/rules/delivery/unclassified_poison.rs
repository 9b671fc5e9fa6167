//! # What it finds
//! A consumer that does not tell apart messages that can never succeed: `poison: none`, or nothing to
//! detect them by.
//!
//! # Why it matters
//! A message that cannot be parsed will not parse the next time. Every retry of it is wasted, and with
//! ordered delivery all others wait for it.
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
//!     poison: none
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
//!     poison: { detect: [deserialization, validation], to: order-events.DLQ }
//! ```
//!
//! # When to allow it
//! The broker enforces the producer's schema, so no such message can arrive.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Invalid Message Channel*: what can never be
//! processed is set apart from what failed this time.

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
    name: "unclassified-poison",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unclassified_poison.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| Some(judge(study, subscription)))
}

fn judge(study: &Study, subscription: &Subscription) -> Opinion {
    let subjects = scope::consumer_subjects(subscription);
    let Some(stated) = &subscription.stated.poison else {
        let what = "how poison messages are known is not stated";
        return RULE.unknown(subjects, subscription.span, what);
    };
    match &stated.value {
        OrNone::Some(poison) if !poison.detect.is_empty() => {
            let evidence = "poison messages routed apart";
            RULE.pass_with(subjects, stated.span, evidence, poison.detect.join(", "))
        }
        // What they are known by may only be misspelt, which is told already.
        OrNone::Some(_) if !study.catalog.is_sound(stated.span) => {
            RULE.unknown(subjects, stated.span, scope::HIDDEN)
        }
        _ => {
            let who = scope::consumer_words(&study.catalog, subscription);
            let message = format!("{who} retries messages that can never succeed");
            let label = "say by which failures they are known, and where they go";
            fault(RULE.fault(stated.span, message).label(label), subjects)
        }
    }
}

//! # What it finds
//! A consumer that states no dead-letter queue, or `none`, or the very topic that it reads. On RabbitMQ
//! it counts as stated where the `dead_letter_exchange` of the queue leads to a queue with `role: dlq`.
//! A consumer with `guarantee: at-most-once` needs none, because nothing comes to it again.
//!
//! # Why it matters
//! A message that cannot be processed is then dropped, or tried for ever while those behind it wait.
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
//! Losing the message is cheaper than keeping it, and the reason says why.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Dead Letter Channel*.

use std::sync::Arc;

use crate::catalog::subscription::{DeadLetters, Subscription};
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
    name: "missing-dlq",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: true,
    since: "0.1.0",
    text: include_str!("missing_dlq.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    let reason = match scope::consumers(study).next() {
        None => "no service consumes",
        Some(_) => "no consumer gets a message again",
    };
    Each::by(|subscription| judge(study, subscription)).otherwise(reason)
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(subscription);
    let who = scope::consumer_words(catalog, subscription);
    let span = subscription.stated.dlq.as_ref().map_or(subscription.span, |dlq| dlq.span);
    match subscription.dlq {
        DeadLetters::To(topic) if subscription.topics.contains(&topic) => {
            let message = format!("{who} sends its dead letters to the topic that it reads");
            Some(fault(RULE.fault(span, message), subjects))
        }
        DeadLetters::To(topic) => {
            let subjects = Arc::clone(&subscription.subjects_with_dlq);
            let detail = &catalog.topics[topic].id;
            Some(RULE.pass_with(subjects, span, "dead-letter queue", detail))
        }
        // What fails is gone, and that is said.
        _ if subscription.guarantee() == Guarantee::AtMostOnce => None,
        DeadLetters::None => {
            let message = format!("{who} has no dead-letter queue");
            Some(fault(RULE.fault(span, message), subjects))
        }
        // The key, or the default that holds it, may only be misspelt, which is told already.
        DeadLetters::Unstated if !scope::is_sound(catalog, subscription) => {
            Some(RULE.unknown(subjects, span, scope::HIDDEN))
        }
        DeadLetters::Unstated => {
            let message = format!("{who} states no dead-letter queue");
            Some(fault(RULE.fault(span, message).label("add `dlq`"), subjects))
        }
        DeadLetters::Untraced => {
            let what = "in which queue the letters of the `dead_letter_exchange` lie (`role: dlq`)";
            Some(RULE.unknown(subjects, span, what))
        }
        // That the topic is not known is its own finding.
        DeadLetters::Unresolved => Some(RULE.unknown(subjects, span, scope::HIDDEN)),
    }
}

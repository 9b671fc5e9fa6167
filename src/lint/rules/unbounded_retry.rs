//! # What it finds
//! A consumer that retries without end: `attempts: unlimited`, or a backoff without a number of
//! attempts.
//!
//! # Why it matters
//! A message that can never succeed is then tried for ever, and with ordered delivery nothing behind it
//! is ever handled.
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
//!     retry: { attempts: unlimited, backoff: exponential, initial: 1s, max: 30s }
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
//! Everything on the topic must wait until the cause is mended, and an alert says that it waits.
//!
//! # Source
//! The documentation of each broker on redelivery: `delivery-limit` of RabbitMQ, `max_deliver` of NATS
//! JetStream, `maxReceiveCount` of SQS. Kafka has no limit of its own.

use crate::document::either::OrNone;
use crate::document::parts::failure::Retry;
use crate::document::values::attempts::Attempts;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unbounded-retry",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unbounded_retry.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    scope::of_each_consumer(study, |subscription, subjects| {
        let Some(stated) = &subscription.stated.retry else {
            let what = "how often a message is tried is not stated";
            return RULE.unknown(subjects, subscription.span, what);
        };
        let OrNone::Some(retry) = &stated.value else {
            return RULE.pass(subjects, stated.span, "no retry");
        };
        let span = retry.attempts.as_ref().map_or(stated.span, |attempts| attempts.span);
        let (fails, label) = match retry.tries() {
            Some(Attempts::Limited(tries)) => {
                return RULE.pass(subjects, span, words(retry, tries.saturating_sub(1)));
            }
            Some(Attempts::Unlimited) => ("retries without end", "give it a number of attempts"),
            None => ("retries and does not say how often", "add `attempts`"),
        };
        let who = scope::consumer_words(&study.catalog, subscription);
        fault(RULE.fault(span, format!("{who} {fails}")).label(label), subjects)
    })
}

/// "3 retries with exponential backoff"
fn words(retry: &Retry, retries: u32) -> String {
    let count = match retries {
        0 => return "one try".to_owned(),
        1 => "1 retry".to_owned(),
        count => format!("{count} retries"),
    };
    match retry.backoff {
        Some(backoff) => format!("{count} with {} backoff", backoff.word()),
        None => count,
    }
}

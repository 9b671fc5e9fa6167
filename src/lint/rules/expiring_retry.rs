//! # What it finds
//! A consumer whose retries take as long as the topic keeps a message, or longer: the sum of the delays,
//! or on Amazon SQS the number of attempts times the visibility timeout.
//!
//! # Why it matters
//! The broker deletes the message before its last try. It is in no dead-letter queue and in no log: it
//! is gone.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 1h
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
//!     retry: { attempts: 4, backoff: fixed, initial: 20m, jitter: true }
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
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
//!     retry: { attempts: 4, backoff: fixed, initial: 20m, jitter: true }
//! ```
//!
//! # When to allow it
//! A message that is so old means nothing any more, and nobody has to know that it failed.
//!
//! # Source
//! The Amazon SQS Developer Guide: a message is deleted when its retention period is over, however often
//! it was received. `retention.ms` of Apache Kafka and `MaxAge` of NATS JetStream do the same.

use crate::catalog::Catalog;
use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::attempts::Attempts;
use crate::document::values::duration::words;
use crate::finding::{Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, scope};
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::sqs::VISIBILITY;
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "expiring-retry",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("expiring_retry.rs"),
    check: Check::Design(check),
};

/// How long the tries of a message take together.
struct Tries {
    /// In milliseconds.
    total: u64,
    /// "3 attempts with 30 s visibility"
    words: String,
    /// Where the visibility timeout is stated.
    visibility: Option<Span>,
}

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for subscription in scope::consumers(study) {
        for topic in &subscription.topics {
            let subjects = scope::consumer_subjects(&study.catalog, subscription);
            opinions.extend(judge(study, subscription, *topic, subjects));
        }
    }
    if opinions.is_empty() {
        let reason = "no consumer states how it retries".to_owned();
        opinions.push(Opinion::NotApplicable { reason });
    }
    opinions
}

fn judge(
    study: &Study,
    subscription: &Subscription,
    key: Key<Topic>,
    subjects: Vec<Subject>,
) -> Option<Opinion> {
    let catalog = &study.catalog;
    let topic = &catalog.topics[key];
    // A message that waits elsewhere has left the topic, and RabbitMQ lets nothing expire that a
    // consumer holds.
    let retry = subscription.stated.retry.as_ref().and_then(|stated| stated.value.some());
    let leaves = retry.is_some_and(|retry| retry.via.is_some());
    if leaves || fifo::is_on(catalog, topic, "rabbitmq") {
        return None;
    }
    let (attempts, place) = attempts(catalog, subscription, key)?;
    let Some(kept) = setting::retention(catalog, topic) else {
        let what = "how long the topic keeps a message that is retried is not stated";
        return Some(RULE.unknown(subjects, topic.span, what));
    };
    let evidence = "retries end before the topic forgets";
    let Amount::Of(longest) = kept.amount else {
        return Some(RULE.pass_with(subjects, place, evidence, "kept for ever"));
    };
    let Some(tries) = tries(catalog, subscription, key, attempts) else {
        let what = "how long all retries take together is not stated";
        return Some(RULE.unknown(subjects, place, what));
    };
    if tries.total < longest {
        let detail = format!("{} against {} in {}", words(tries.total), kept.words(), topic.id);
        return Some(RULE.pass_with(subjects, place, evidence, detail));
    }
    let who = scope::consumer_words(catalog, subscription);
    let message = format!(
        "{who} can lose a message while it retries: {} end after {}, `{}` keeps messages {}",
        tries.words,
        words(tries.total),
        topic.id,
        kept.words()
    );
    let finding =
        RULE.fault(place, message).label("fewer tries, shorter delays or a longer retention");
    let finding = finding.relate(kept.stated().unwrap_or(topic.span), "kept this long");
    let finding = tries
        .visibility
        .into_iter()
        .fold(finding, |finding, span| finding.relate(span, "hidden this long after each try"));
    Some(fault(finding, subjects))
}

/// How often a message is tried, and where that is stated: by the consumer, or else by a queue of
/// Amazon SQS. Without end is another rule's.
fn attempts(
    catalog: &Catalog,
    subscription: &Subscription,
    key: Key<Topic>,
) -> Option<(u64, Span)> {
    if let Some(stated) = &subscription.stated.retry {
        let retry = stated.value.some()?;
        let place = retry.attempts.as_ref().map_or(stated.span, |attempts| attempts.span);
        return match retry.tries()? {
            Attempts::Limited(attempts) => Some((u64::from(attempts), place)),
            Attempts::Unlimited => None,
        };
    }
    let topic = &catalog.topics[key];
    let product = catalog.product(topic).filter(|product| product.name == "sqs")?;
    let setting = (product.deliveries)(&topic.channel())?;
    let known = setting::of_consumer(catalog, subscription, key, &setting)?;
    Some((known.amount.number()?, known.stated()?))
}

/// How long the tries of a message take: its delays, or on Amazon SQS the times for which it is hidden
/// where no delay is stated.
fn tries(
    catalog: &Catalog,
    subscription: &Subscription,
    key: Key<Topic>,
    attempts: u64,
) -> Option<Tries> {
    let retry = subscription.stated.retry.as_ref().and_then(|stated| stated.value.some());
    let count = match attempts {
        1 => "1 attempt".to_owned(),
        count => format!("{count} attempts"),
    };
    let timed = retry.filter(|retry| retry.initial.is_some() || !retry.delays.is_empty());
    if timed.is_none() && fifo::is_on(catalog, &catalog.topics[key], "sqs") {
        let hidden = setting::of_consumer(catalog, subscription, key, &VISIBILITY)?;
        let total = hidden.amount.number()?.saturating_mul(attempts);
        let words = format!("{count} with {} visibility", hidden.words());
        return Some(Tries { total, words, visibility: hidden.stated() });
    }
    let total = retry?.total_delay()?;
    Some(Tries { total, words: format!("the delays of {count}"), visibility: None })
}

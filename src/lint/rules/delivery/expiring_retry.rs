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

use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::duration;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{retries, scope};
use crate::study::Study;
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
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| of_consumer(study, subscription))
        .otherwise("no consumer states how it retries")
}

fn of_consumer(study: &Study, subscription: &Subscription) -> impl Iterator<Item = Opinion> {
    subscription.topics.iter().filter_map(move |topic| {
        let subjects = scope::consumer_subjects(subscription);
        judge(study, subscription, *topic, subjects)
    })
}

fn judge(
    study: &Study,
    subscription: &Subscription,
    key: Key<Topic>,
    subjects: Subjects,
) -> Option<Opinion> {
    let catalog = &study.catalog;
    let topic = &catalog.topics[key];
    let tries = retries::tries(catalog, subscription, key)?;
    let Some(kept) = setting::retention(catalog, topic) else {
        let what = "how long the topic keeps a message that is retried is not stated";
        return Some(RULE.unknown(subjects, topic.span, what));
    };
    let evidence = "retries end before the topic forgets";
    if kept.amount == Amount::Endless {
        return Some(RULE.pass_with(subjects, tries.place, evidence, "kept for ever"));
    }
    let Some(time) = tries.time else {
        let what = "how long all retries take together is not stated";
        return Some(RULE.unknown(subjects, tries.place, what));
    };
    let end = duration::words(time.total);
    if Amount::Of(time.total) < kept.amount {
        let receives = retries::receives(catalog, subscription, key);
        if receives.is_some_and(|total| Amount::Of(total) >= kept.amount) {
            let what = "whether the queue's receives, which outlast its messages, are ever used up";
            return Some(RULE.unknown(subjects, tries.place, what));
        }
        let detail = format!("{end} against {} in {}", kept.words(), topic.id);
        return Some(RULE.pass_with(subjects, tries.place, evidence, detail));
    }
    let who = scope::consumer_words(catalog, subscription);
    let message = format!(
        "{who} can lose a message while it retries: {} end after {end}, and `{}` keeps messages {}",
        time.words(),
        topic.id,
        kept.words()
    );
    let label = "fewer tries, shorter delays or a longer retention";
    let finding = RULE.fault(tries.place, message).label(label);
    let finding = finding.relate(kept.stated().unwrap_or(topic.span), "kept this long");
    let finding = time
        .visibility()
        .into_iter()
        .fold(finding, |finding, span| finding.relate(span, "hidden this long after each try"));
    Some(fault(finding, subjects))
}

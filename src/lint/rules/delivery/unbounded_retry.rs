//! # What it finds
//! A consumer that retries without end: `attempts: unlimited`, a backoff without a number of attempts
//! where the broker has no limit of its own, or nothing stated on a broker that delivers without end: a
//! quorum queue of RabbitMQ with `delivery_limit: -1`, a consumer of NATS JetStream with `max_deliver: -1`.
//! Where that is only a default, as of NATS and of RabbitMQ before 4.0, the consumer may give messages up
//! by itself: then it is unknown.
//!
//! With `max_deliver: -1`, `delays` end nothing: the server repeats the last of them. Pub/Sub delivers 5 times
//! where a dead-letter topic is set and `max_delivery_attempts` is not.
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
//! JetStream, `maxReceiveCount` of SQS, `max_delivery_attempts` of Pub/Sub. Kafka has no limit of its own.

use crate::catalog::setting::{self, Known};
use crate::catalog::subscription::Subscription;
use crate::document::either::OrNone;
use crate::document::parts::failure::Retry;
use crate::document::parts::subscription::Guarantee;
use crate::document::values::attempts::Attempts;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::brokers::{nats, pubsub};
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unbounded-retry",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unbounded_retry.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| Some(judge(study, subscription)))
}

fn judge(study: &Study, subscription: &Subscription) -> Opinion {
    let subjects = scope::consumer_subjects(subscription);
    let deliveries = || deliveries(study, subscription);
    let Some(stated) = &subscription.stated.retry else {
        let Some(limit) = deliveries() else {
            let what = "how often a message is tried is not stated";
            return RULE.unknown(subjects, subscription.span, what);
        };
        return by_broker(study, subscription, &limit, subjects);
    };
    let OrNone::Some(retry) = &stated.value else {
        return RULE.pass(subjects, stated.span, "no retry");
    };
    // The server repeats the last of its delays as long as it delivers: they are no number of tries.
    let endless = |limit: &Known| limit.stated().is_some() && limit.amount == Amount::Endless;
    let repeats = |limit: &Known| endless(limit) && limit.setting.name == nats::DELIVERIES.name;
    if retry.attempts.is_none()
        && let Some(limit) = deliveries().filter(repeats)
    {
        return by_broker(study, subscription, &limit, subjects);
    }
    let span = retry.attempts.as_ref().map_or(stated.span, |attempts| attempts.span);
    let (fails, label) = match retry.tries() {
        Some(Attempts::Limited(tries)) => {
            return RULE.pass(subjects, span, words(retry, tries.saturating_sub(1)));
        }
        Some(Attempts::Unlimited) => ("retries without end", "give it a number of attempts"),
        // An endless default is no answer to how often, a limit is one whoever sets it.
        None => match deliveries()
            .filter(|limit| limit.stated().is_some() || limit.amount != Amount::Endless)
        {
            Some(limit) => return by_broker(study, subscription, &limit, subjects),
            None => ("retries and does not say how often", "add `attempts`"),
        },
    };
    let who = scope::consumer_words(&study.catalog, subscription);
    fault(RULE.fault(span, format!("{who} {fails}")).label(label), subjects)
}

/// How often a broker delivers a message at the most: where several are read, where it is unlimited,
/// and else where all are known. What is not acknowledged anyway is delivered once.
fn deliveries(study: &Study, subscription: &Subscription) -> Option<Known> {
    if subscription.guarantee() == Guarantee::AtMostOnce {
        return None;
    }
    let catalog = &study.catalog;
    let known = subscription.topics.iter().map(|key| {
        let topic = &catalog.topics[*key];
        let setting = (catalog.product(topic)?.deliveries)(&topic.channel())?;
        let known = setting::of_consumer(catalog, subscription, *key, &setting)?;
        let needs_dlq = known.stated().is_none() && setting.name == pubsub::DELIVERIES.name;
        Some(known).filter(|_| !needs_dlq || subscription.dlq_topic().is_some())
    });
    let known: Vec<Option<Known>> = known.collect();
    let endless = known.iter().flatten().find(|known| known.amount == Amount::Endless).cloned();
    endless.or_else(|| known.into_iter().collect::<Option<Vec<Known>>>()?.into_iter().next())
}

/// What the broker's own limit makes of a consumer that states no number of tries.
fn by_broker(
    study: &Study,
    subscription: &Subscription,
    limit: &Known,
    subjects: Subjects,
) -> Opinion {
    let place = limit.stated().unwrap_or(subscription.span);
    let name = limit.setting.name;
    if limit.amount != Amount::Endless {
        let detail = format!("{name} {}", limit.words());
        return RULE.pass_with(subjects, place, "the broker limits deliveries", detail);
    }
    // A consumer can give messages up by itself: it requeues none, or ends them with a last word.
    if limit.stated().is_none() {
        let what =
            format!("whether a message that fails is given up: `{name}` is {}", limit.words());
        return RULE.unknown(subjects, place, what);
    }
    let who = scope::consumer_words(&study.catalog, subscription);
    let message =
        format!("{who} gets a message that fails again without end: `{name}` is {}", limit.words());
    let finding =
        RULE.fault(place, message).label(format!("set `{name}`, or say it by `retry.attempts`"));
    fault(finding, subjects)
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

//! # What it finds
//! A consumer of Kafka that retries in place for so long that its client gives it up: the messages of a
//! batch, each with its handling and all of its delays, take as long as the client's limit
//! (`max.poll.interval.ms`, for KafkaJS `session.timeout.ms`), or longer. It is a warning where only the
//! client's default for the size of a batch makes it so.
//!
//! # Why it matters
//! While the handler sleeps between tries, the group takes the consumer for dead. Its partitions move,
//! the batch comes again, and is tried again: on a bad day the group does nothing else.
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
//!     client: kafka-clients
//!     settings: { max.poll.interval.ms: 300000 }
//!     batch: { size: 100 }
//!     processing: { p99: 100ms }
//!     retry: { delays: [1s, 2s] }
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
//!     client: kafka-clients
//!     settings: { max.poll.interval.ms: 300000 }
//!     batch: { size: 20 }
//!     processing: { p99: 100ms }
//!     retry: { delays: [1s, 2s] }
//! ```
//!
//! # When to allow it
//! The handler pauses its partitions and goes on polling while it waits.
//!
//! # Source
//! Apache Kafka, `max.poll.interval.ms` in `ConsumerConfig`: who does not poll again in this time leaves
//! the group. KafkaJS sends its heartbeats between messages and not while one is handled.

use crate::catalog::setting::{self, Known, Origin};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::duration::words;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, scope};
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::setting::{Clock, Limit};

/// The rule.
pub const RULE: Rule = Rule {
    name: "overlong-retry",
    concern: Concern::Timing,
    group: Group::Time,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("overlong_retry.rs"),
    check: Check::Consumer(check),
};

/// How many messages are handled before the client speaks to the broker again.
struct Batch {
    size: u64,
    /// Whether it is that many; else at least.
    exact: bool,
    /// Where the size is stated, or whose default it is.
    origin: Option<Origin>,
}

fn check(study: &Study) -> Each<'_, Subscription> {
    let each = Each::by(|consumer: &Subscription| {
        let topics = consumer.topics.iter();
        topics.filter_map(|topic| judge(study, consumer, *topic))
    });
    each.otherwise("no consumer is known to retry in place")
}

fn judge(study: &Study, subscription: &Subscription, key: Key<Topic>) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = scope::consumer_subjects(subscription);
    let stated = subscription.stated.retry.as_ref()?;
    // Where the bounds of the delays are swapped, no sum of them is worth anything.
    let retry = stated.value.some().filter(|retry| retry.via.is_none() && !retry.is_inverted())?;
    // Only Kafka is known to have nothing but the consumer to wait in. Spring's error handler polls
    // between the tries, so its delays do not add up.
    let client = setting::client(subscription);
    let polls = client.is_some_and(|client| client.name == "spring-kafka");
    if polls || !fifo::is_on(catalog, &catalog.topics[key], "kafka") {
        return None;
    }
    let delays = retry.total_delay().filter(|delays| *delays > 0)?;
    let limit = setting::handler_limit(catalog, subscription, key)?;
    let Some(longest) = setting::of_consumer(catalog, subscription, key, &limit.setting) else {
        let what = "how long the client may take before it is given up is not stated";
        return Some(RULE.unknown(subjects, stated.span, what));
    };
    let most = longest.amount.number()?;
    let handling = subscription.stated.processing.as_ref();
    let p99 = handling.and_then(|handling| handling.p99.as_ref()).map(|p99| p99.milliseconds);
    let p50 = handling.and_then(|handling| handling.p50.as_ref()).map(|p50| p50.milliseconds);
    let batch = batch(study, subscription, key, &limit);
    let one = p99.unwrap_or(0).saturating_add(delays);
    let worst = batch.size.saturating_mul(one);
    let usual = p50.or(p99).unwrap_or(0);
    if batch.size.saturating_mul(usual).max(p99.unwrap_or(0)) >= most {
        // It takes too long without any retry: that is told of the handler.
        return None;
    }
    if worst >= most {
        let level = match &batch.origin {
            Some(Origin::Default(_)) if one < most => Level::Warn,
            _ => RULE.level,
        };
        let told = Told { one, worst, p99, delays, batch: &batch, longest: &longest };
        let finding = told.finding(study, subscription, stated.span, &limit);
        return Some(fault(Finding { level, ..finding }, subjects));
    }
    if p99.is_none() || !batch.exact {
        let what = match p99 {
            None => "how long the handler of a retried message takes is not stated",
            Some(_) => "how many messages a poll brings is not stated",
        };
        return Some(RULE.unknown(subjects, stated.span, what));
    }
    let evidence = "retries in place end before the client is given up";
    let detail = format!("{} against {}", words(worst), longest.words());
    Some(RULE.pass_with(subjects, stated.span, evidence, detail))
}

fn batch(study: &Study, subscription: &Subscription, key: Key<Topic>, limit: &Limit) -> Batch {
    let stated = subscription.stated.batch.as_ref();
    let stated = stated.and_then(|stated| Some((stated.value.size?, stated.span)));
    match (limit.clock, stated) {
        (Clock::Message | Clock::Delivery, _) => Batch { size: 1, exact: true, origin: None },
        (Clock::Poll(_), Some((size, span))) => {
            Batch { size: u64::from(size), exact: true, origin: Some(Origin::Stated(span)) }
        }
        (Clock::Poll(None), None) => {
            let one = setting::client(subscription).is_some();
            Batch { size: 1, exact: one, origin: None }
        }
        (Clock::Poll(Some(records)), None) => {
            let known = setting::of_consumer(&study.catalog, subscription, key, &records);
            match known.and_then(|known| Some((known.amount.number()?, known.origin))) {
                Some((size, origin)) => Batch { size, exact: true, origin: Some(origin) },
                None => Batch { size: 1, exact: false, origin: None },
            }
        }
    }
}

/// What a finding tells.
struct Told<'a> {
    one: u64,
    worst: u64,
    p99: Option<u64>,
    delays: u64,
    batch: &'a Batch,
    longest: &'a Known,
}

impl Told<'_> {
    fn finding(
        &self,
        study: &Study,
        subscription: &Subscription,
        place: Span,
        limit: &Limit,
    ) -> Finding {
        let who = scope::consumer_words(&study.catalog, subscription);
        let waits = match self.p99 {
            Some(p99) => format!("{} of handling and {} of delays", words(p99), words(self.delays)),
            None => format!("{} of delays", words(self.delays)),
        };
        let batch = match (self.batch.size, &self.batch.origin) {
            (1, _) => format!("a message that fails takes {waits}, {}", words(self.one)),
            (size, Some(Origin::Default(product))) => format!(
                "{size} messages (the default batch of {product}) that fail take {waits} each, {}",
                words(self.worst)
            ),
            (size, _) => {
                format!("{size} messages that fail take {waits} each, {}", words(self.worst))
            }
        };
        let (name, longest) = (self.longest.setting.name, self.longest.words());
        let message = format!(
            "{who} retries in place for too long: {batch}, but `{name}` is {longest}; then {}",
            limit.then
        );
        let label = "fewer or shorter delays, a smaller batch, or a retry topic (`via`)";
        let mut finding = RULE.fault(place, message).label(label);
        if let Some(Origin::Stated(span)) = &self.batch.origin {
            finding = finding.relate(*span, "so many messages at once");
        }
        match self.longest.stated() {
            Some(span) => finding.relate(span, "the limit"),
            None => finding,
        }
    }
}

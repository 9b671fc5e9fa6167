//! # What it finds
//! A handler that takes as long as its client or its broker lets it, or longer: by `processing.p99`,
//! or by `timeout` where no `p99` is stated. A warning from half of that time on.
//!
//! On NATS JetStream, the first of a consumer's `BackOff` replaces `ack_wait`. Where `delays` are stated
//! they may be that, or the consumer waits by itself: where the one would be a fault and the other
//! none, it is unknown.
//!
//! Where the clock runs for several messages, all of them have to be done in that time: a batch, or those
//! that are sent ahead, where `concurrency` says how many of these are handled at once. NATS JetStream
//! sends no more ahead than `max_ack_pending`. They are counted by `processing.p50`. Where only the
//! slowest is known, it is a warning that they take too long if all are that slow, and unknown where
//! their number is a default.
//!
//! # Why it matters
//! The consumer is then taken for dead, or its message for lost. The message is delivered again while
//! the first handler is still at work, so the work is done twice, and with a group all partitions move.
//!
//! # Bad
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "3.7"
//! owner: shop-team
//! clients: { kafkajs: { version: "2.2" } }
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
//!     client: kafkajs
//!     processing: { p99: 45s }
//! ```
//!
//! # Good
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "3.7"
//! owner: shop-team
//! clients: { kafkajs: { version: "2.2" } }
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
//!     client: kafkajs
//!     settings: { session.timeout.ms: 120000 }
//!     processing: { p99: 45s }
//! ```
//!
//! # When to allow it
//! The handler asks for more time while it runs: a heartbeat, a longer visibility, an acknowledgement
//! of progress.
//!
//! # Source
//! The consumer settings of Apache Kafka and of KafkaJS, the pages on acknowledgement timeouts of
//! RabbitMQ and NATS JetStream, and on visibility timeouts of Amazon SQS; on `BackOff`, `consumer.go` of
//! nats-server.

use crate::catalog::Catalog;
use crate::catalog::setting::{self, Known};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::spanned::Spanned;
use crate::document::values::duration::{self, Duration};
use crate::finding::{Finding, Level, Subjects};
use crate::lint::ahead::{Ahead, ahead};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::fifo;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope::{self, ConsumerWords};
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::setting::{Holder, Limit};

/// The rule.
pub const RULE: Rule = Rule {
    name: "slow-handler",
    concern: Concern::Timing,
    group: Group::Time,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("slow_handler.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer: &Subscription| {
        let topics = consumer.topics.iter();
        let judged = topics.filter_map(|topic| judge(&study.catalog, consumer, *topic));
        // One handler reads all its topics: the tightest of their limits counts.
        judged.min_by_key(gravity)
    })
}

fn judge(catalog: &Catalog, subscription: &Subscription, topic: Key<Topic>) -> Option<Opinion> {
    let limit = setting::handler_limit(catalog, subscription, topic)?;
    // A function that a queue calls is judged by its own time limit, where that is stated.
    if scope::function_timeout(catalog, subscription, topic).is_some() {
        return None;
    }
    let subjects = scope::consumer_subjects(subscription);
    let stated = subscription.stated.processing.as_ref();
    let time = stated.and_then(|stated| {
        let p99 = stated.p99.as_ref().map(|time| (time, "p99"));
        p99.or_else(|| stated.timeout.as_ref().map(|time| (time, "timeout")))
    });
    let Some((time, key)) = time else {
        let what = "how long the handler takes is not stated";
        return Some(RULE.unknown(subjects, subscription.span, what));
    };
    let Some(known) = setting::of_consumer(catalog, subscription, topic, &limit.setting) else {
        return Some(RULE.unknown(
            subjects,
            time.span,
            unknown(catalog, subscription, topic, &limit),
        ));
    };
    let Some(most) = known.amount.number() else {
        return Some(RULE.pass(subjects, time.span, "no limit for the handler"));
    };
    let ahead = ahead(catalog, subscription, topic, &limit.clock);
    let first = first_delay(catalog, subscription, topic);
    let case = Case { subscription, time, key, known, most, limit, is_delayed: first.is_some() };
    let judge = |case: &Case<'_>| case.judge(catalog, ahead.as_ref(), subjects.clone());
    let opinion = judge(&case);
    // A consumer may also wait by itself: what is said must hold whichever of the two counts.
    let other = first.map(|most| judge(&Case { most, ..case }));
    if other.is_some_and(|other| gravity(&other) != gravity(&opinion)) {
        let what = "whether the first of `delays` replaces `ack_wait`, as with the server's `BackOff`, \
                    is not known, and the two differ";
        return Some(RULE.unknown(subjects, time.span, what));
    }
    Some(opinion)
}

/// How grave an opinion is, so that the tightest of several limits counts.
fn gravity(opinion: &Opinion) -> u8 {
    match opinion {
        Opinion::Fault(finding) if finding.level == Level::Error => 0,
        Opinion::Fault(_) => 1,
        Opinion::Unknown(_) => 2,
        _ => 3,
    }
}

/// The first of the delays on NATS JetStream, in milliseconds. Where they are the `BackOff` of the
/// server, it replaces what a consumer sets by `ack_wait`.
fn first_delay(catalog: &Catalog, subscription: &Subscription, topic: Key<Topic>) -> Option<u64> {
    let retry = subscription.stated.retry.as_ref()?.value.some()?;
    let first = retry.delays.first()?;
    fifo::is_on(catalog, &catalog.topics[topic], "nats").then_some(first.milliseconds)
}

/// What is not known, in words that are the same for all that lack the same.
fn unknown(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
    limit: &Limit,
) -> String {
    let name = limit.setting.name;
    let block = &catalog.topics[topic].block;
    // What the topic says is only where a client begins that asks for more time by itself.
    if let Some(stated) = limit.setting.aliases.iter().find(|key| block.get(**key).is_some()) {
        return format!("whether the client extends the stated `{stated}` is not known (`client`)");
    }
    match (limit.setting.held_by, setting::client(subscription)) {
        (Holder::Broker, _) => format!("`{name}` is not stated, nor known by the broker's version"),
        (Holder::Client, Some(client)) => {
            format!("neither `{name}` nor the version of {} is stated", client.title)
        }
        (Holder::Client, None) => format!("neither `{name}` nor a client that is known is stated"),
    }
}

/// A handler and its limit.
struct Case<'a> {
    subscription: &'a Subscription,
    time: &'a Spanned<Duration>,
    key: &'static str,
    known: Known,
    /// The limit in milliseconds.
    most: u64,
    limit: Limit,
    /// Whether the first of stated delays may replace it.
    is_delayed: bool,
}

impl Case<'_> {
    fn judge(&self, catalog: &Catalog, ahead: Option<&Ahead>, subjects: Subjects) -> Opinion {
        let one = self.time.milliseconds;
        let who = scope::consumer_words(catalog, self.subscription);
        let takes =
            || format!("{who} takes {} for a message (`{}`)", duration::words(one), self.key);
        let limit = || format!("`{}` is {}", self.limit.setting.name, self.known.words());
        let exceeds = || format!("and {}: {}", limit(), self.limit.then);
        if one >= self.most {
            let finding = RULE.fault(self.time.span, format!("{}, {}", takes(), exceeds()));
            return fault(self.told(finding, one, None), subjects);
        }
        let is_near = one.saturating_mul(2) >= self.most;
        match ahead.and_then(|ahead| self.together(&who, ahead, &subjects)) {
            // What one message takes is known in any case.
            Some(Opinion::Unknown(_)) if is_near => {}
            Some(opinion) => return opinion,
            None => {}
        }
        if is_near {
            let finding = Case::near(self.time.span, format!("{}, and {}", takes(), limit()));
            return fault(self.told(finding, one, None), subjects);
        }
        let detail = format!("{} of {}", duration::words(one), self.known.value());
        RULE.pass_with(subjects, self.time.span, "handled in less than half of the limit", detail)
    }

    /// What is to be said of several messages that share the time; nothing where they are done in it.
    fn together(
        &self,
        who: &ConsumerWords<'_>,
        ahead: &Ahead,
        subjects: &Subjects,
    ) -> Option<Opinion> {
        let usual = self.usual();
        let (one, place) = match usual {
            Some(time) => (time.milliseconds, time.span),
            None => (self.time.milliseconds, self.time.span),
        };
        let all = one.saturating_mul(ahead.count);
        let too_long = all >= self.most;
        if !too_long && (usual.is_none() || !ahead.wait || all.saturating_mul(2) < self.most) {
            return None;
        }
        if !ahead.wait {
            let what = "how many messages are handled at once (`concurrency`) is not stated";
            return Some(RULE.unknown(subjects.clone(), self.time.span, what));
        }
        if usual.is_none() && ahead.span.is_none() {
            let what = "how long most messages take (`processing.p50`) is not stated";
            return Some(RULE.unknown(subjects.clone(), self.time.span, what));
        }
        let (each, total, words) = (duration::words(one), duration::words(all), &ahead.words);
        let message = format!("{who} takes {each} for a message, so {total} for {words}");
        let limit = format!("`{}` is {}", self.limit.setting.name, self.known.words());
        let then = self.limit.then;
        let finding = match usual {
            Some(_) if too_long => RULE.fault(place, format!("{message}, and {limit}: {then}")),
            Some(_) => Case::near(place, format!("{message}, and {limit}")),
            None => {
                let message = format!(
                    "{message} if all were that slow (`{}`), and {limit}: {then}",
                    self.key
                );
                Finding { level: Level::Warn, ..RULE.fault(place, message) }
            }
        };
        let finding = self.told(finding, all, Some(&ahead.fewer));
        let finding = match ahead.span {
            Some(span) => finding.relate(span, "so many share that time"),
            None => finding,
        };
        Some(fault(finding, subjects.clone()))
    }

    /// How long most messages take. Where only the slowest one in a hundred is known, several of them
    /// hardly ever take so long together.
    fn usual(&self) -> Option<&Spanned<Duration>> {
        self.subscription.stated.processing.as_ref()?.p50.as_ref()
    }

    fn near(place: Span, message: String) -> Finding {
        let message = format!("{message}: half of it is used or more");
        Finding { level: Level::Warn, ..RULE.fault(place, message) }
    }

    /// With what to do, and with the place of the limit.
    fn told(&self, finding: Finding, took: u64, fewer: Option<&str>) -> Finding {
        let enough = took.saturating_mul(2);
        let name = self.limit.setting.name;
        let delay = if self.is_delayed { " and the first of `delays`" } else { "" };
        let less = fewer.unwrap_or("hand long work on and publish how far it came");
        let finding = finding.label("so long a message takes");
        let finding = finding.help(match self.limit.setting.most {
            Some(most) if enough > most => {
                format!("{less}: `{name}` is at most {}", duration::words(most))
            }
            _ => {
                let more = format!("set `{name}`{delay} above {}", duration::words(enough));
                match fewer {
                    Some(fewer) => format!("{fewer}, or {more}"),
                    None => format!("{more}, or {less}"),
                }
            }
        });
        match self.known.stated() {
            Some(span) => finding.relate(span, "so long it may take"),
            None => finding,
        }
    }
}

//! # What it finds
//! A consumer whose handlers are busy for four fifths of the time or more: the event's average rate
//! times the time that a message takes as a rule (`processing.p50`), against `concurrency` times
//! `instances`. Events that the same handlers take from the same topics count together, and on Kafka
//! those of one entry of `consumes`, whatever their topics. A message counts once for each topic that it
//! is published to and read from, where its producers say so by `to`.
//!
//! Only what can work at once counts: no more instances than partitions on Kafka, no more handlers than
//! partitions where the client works each partition in its order, one consumer of a queue with
//! `single_active_consumer`, and no more messages than `max_ack_pending` on JetStream.
//!
//! # Why it matters
//! Queues grow fast when those who serve them have little time left. Above the whole of it the lag
//! grows for ever, and no retry or restart makes up for it.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! sla: { rate: { average: 40/s } }
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     processing: { p50: 200ms }
//!     concurrency: 3
//!     instances: 2
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! sla: { rate: { average: 40/s } }
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     processing: { p50: 200ms }
//!     concurrency: 6
//!     instances: 2
//! ```
//!
//! # When to allow it
//! More instances start by themselves when the lag grows, and `instances` is only the least.
//!
//! # Source
//! Queueing theory's utilisation: the product of rate and service time over the number of servers, as
//! in Little's law. Four fifths is eventbook's own measure.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::spanned::Spanned;
use crate::document::values::duration::{self, Duration};
use crate::document::values::rate::Rate;
use crate::finding::{Level, Subject, Subjects};
use crate::lint::capacity::Capacity;
use crate::lint::concern::Concern;
use crate::lint::fifo::is_on;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::kafka;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overloaded-consumer",
    concern: Concern::Timing,
    group: Group::Time,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("overloaded_consumer.rs"),
    check: Check::Design(check),
};

/// From so much of the time on a handler is too busy, in percent.
const BUSY: u64 = 80;

/// What a consumer says of its load.
#[derive(Clone, Copy)]
struct Load<'a> {
    consumer: &'a Subscription,
    rate: &'a Rate,
    takes: &'a Spanned<Duration>,
    concurrency: &'a Spanned<u32>,
    instances: &'a Spanned<u32>,
    /// How often each message comes, and how often it may.
    times: (u64, u64),
}

/// The same handlers: of one service and group, reading the same topics, as many in as many instances.
type Handlers<'a> = (Key<Service>, &'a str, &'a [Key<Topic>], u32, u32);

/// An entry of a document that states the handlers of a group: where it says how many at once, and in
/// how many instances.
type Entry<'a> = (Key<Service>, &'a str, Span, Span);

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let mut groups: BTreeMap<Handlers<'_>, Vec<Load<'_>>> = BTreeMap::new();
    let mut of_entry: BTreeMap<Entry<'_>, Handlers<'_>> = BTreeMap::new();
    for consumer in scope::consumers(study) {
        let sla = catalog.events[consumer.event].stated.sla.as_ref();
        let Some(rate) = sla.and_then(|sla| sla.rate.as_ref()?.average.as_ref()) else { continue };
        let Some(load) = Load::of(study, consumer, rate) else {
            let what = "`processing.p50`, `concurrency` and `instances` are not all stated";
            let subjects = scope::consumer_subjects(consumer);
            opinions.push(RULE.unknown(subjects, consumer.span, what));
            continue;
        };
        let group = consumer.group(catalog);
        let (concurrency, instances) = (load.concurrency.value, load.instances.value);
        let handlers = (consumer.service, group, &*consumer.topics, concurrency, instances);
        let handlers = match load.entry(catalog) {
            Some(entry) => *of_entry.entry(entry).or_insert(handlers),
            None => handlers,
        };
        groups.entry(handlers).or_default().push(load);
    }
    opinions.extend(groups.values().filter_map(|loads| judge(catalog, loads)));
    opinions
}

impl<'a> Load<'a> {
    fn of(study: &Study, consumer: &'a Subscription, rate: &'a Rate) -> Option<Self> {
        let stated = &consumer.stated;
        Some(Load {
            consumer,
            rate,
            takes: stated.processing.as_ref()?.p50.as_ref()?,
            concurrency: stated.concurrency.as_ref()?,
            instances: stated.instances.as_ref()?,
            times: times(study, consumer),
        })
    }

    /// The entry that states it, where a member of the group reads all topics of an entry: on Kafka.
    /// What a default fills in is of no one entry.
    fn entry(&self, catalog: &'a Catalog) -> Option<Entry<'a>> {
        let consumer = self.consumer;
        let mut topics = consumer.topics.iter();
        let filled_in = ["concurrency", "instances"];
        let own = filled_in.iter().all(|key| !consumer.inherited.contains_key(key));
        let on_kafka = topics.all(|key| is_on(catalog, &catalog.topics[*key], kafka::BROKER.name));
        (own && on_kafka).then(|| {
            let group = consumer.group(catalog);
            (consumer.service, group, self.concurrency.span, self.instances.span)
        })
    }

    /// The milliseconds of work that a thousand seconds bring, and that they may bring.
    fn work(&self) -> (u64, u64) {
        let messages = (self.rate.per_second * 1000.0).round() as u64;
        let once = messages.saturating_mul(self.takes.milliseconds);
        (once.saturating_mul(self.times.0), once.saturating_mul(self.times.1))
    }
}

/// How often a message comes to a consumer that reads several topics: as often as every producer says
/// that it publishes it to these; and as often as one may, where `to` stands for all of the event's.
fn times(study: &Study, consumer: &Subscription) -> (u64, u64) {
    let producers = study.graph.producers_of(consumer.event).iter();
    let counts = producers.map(|key| {
        let producer = &study.catalog.producers[*key];
        let read = producer.topics.iter().filter(|topic| consumer.topics.contains(topic));
        let count = (read.count() as u64).max(1);
        (if producer.stated.to.is_empty() { 1 } else { count }, count)
    });
    let least = counts.clone().map(|(said, _)| said).min();
    (least.unwrap_or(1), counts.map(|(_, count)| count).max().unwrap_or(1))
}

fn judge(catalog: &Catalog, loads: &[Load<'_>]) -> Option<Opinion> {
    let most = loads.iter().max_by_key(|load| load.work())?;
    let (work, perhaps) = loads.iter().fold((0, 0), |(sum, perhaps): (u64, u64), load| {
        let (work, more) = load.work();
        (sum.saturating_add(work), perhaps.saturating_add(more))
    });
    let topics: BTreeSet<Key<Topic>> =
        loads.iter().flat_map(|load| load.consumer.topics.iter().copied()).collect();
    let started = [most.concurrency, most.instances].map(|count| u64::from(count.value).max(1));
    let capacity = Capacity::of(catalog, most.consumer, started.into(), &topics);
    // Milliseconds of work over the milliseconds of a thousand seconds, in percent.
    let busy = |work: u64, handlers: u64| work / (handlers.saturating_mul(10_000));
    let percent = busy(work, capacity.handlers);
    let subjects = subjects(loads);
    // What lets fewer of them work at once may be what could not be read.
    let hidden =
        !most.consumer.topics.iter().all(|key| catalog.is_sound(catalog.topics[*key].span));
    if percent < BUSY && hidden {
        return Some(RULE.unknown(subjects, most.takes.span, scope::HIDDEN));
    }
    if percent < BUSY {
        let fewer = capacity.perhaps.filter(|(fewer, _)| busy(work, *fewer) >= BUSY);
        let twice = "whether each message is published to several of the topics that are read (`to` \
                     of its producers)";
        let twice = (busy(perhaps, capacity.handlers) >= BUSY).then_some(twice);
        if let Some(what) = fewer.map(|(_, what)| what).or(twice) {
            return Some(RULE.unknown(subjects, most.takes.span, what));
        }
        let evidence = "handlers with time to spare";
        let detail = format!("{percent} % of {} busy", capacity.handlers);
        return Some(RULE.pass_with(subjects, most.takes.span, evidence, detail));
    }
    let finding = RULE.fault(most.takes.span, message(catalog, loads, most, &capacity, percent));
    let finding = finding.label("so long a message takes as a rule");
    let others = loads.iter().filter(|load| load.takes.span != most.takes.span).take(3);
    let finding = others.fold(finding, |finding, load| {
        finding.relate(load.takes.span, "taken by the same handlers")
    });
    let finding = finding
        .relate(most.concurrency.span, "so many at once")
        .relate(most.instances.span, "so many instances");
    let enough = work / (BUSY * 10_000) + 1;
    Some(fault(capacity.told(finding, enough), subjects))
}

fn message(
    catalog: &Catalog,
    loads: &[Load<'_>],
    most: &Load<'_>,
    capacity: &Capacity,
    percent: u64,
) -> String {
    let who = scope::consumer_words(catalog, most.consumer);
    let takes = duration::words(most.takes.milliseconds);
    let with = match loads.len() {
        1 => "which keeps".to_owned(),
        2 => "which with another event keeps".to_owned(),
        count => format!("which with {} other events keeps", count - 1),
    };
    let (concurrency, instances) = (most.concurrency.value, most.instances.value);
    let all = u64::from(concurrency).saturating_mul(u64::from(instances)).max(1);
    let handlers = match capacity.handlers == all {
        true => format!("its {all} handlers ({concurrency} × {instances})"),
        false => format!("{} of its {all} handlers (no more can work at once)", capacity.handlers),
    };
    let result = match percent {
        100.. => "so the lag grows for ever",
        _ => "so the lag grows with every burst",
    };
    let rate = most.rate;
    let topics = match most.times.0 {
        1 => String::new(),
        count => format!(" from each of {count} topics"),
    };
    format!(
        "{who} gets {rate}{topics} and takes {takes} for a message, {with} {handlers} busy for {percent} % \
         of the time, {result}"
    )
}

/// What the finding or the pass is about: all the events and their consumer.
fn subjects(loads: &[Load<'_>]) -> Subjects {
    if let [only] = loads {
        return scope::consumer_subjects(only.consumer);
    }
    let mut subjects: Vec<Subject> = Vec::new();
    for load in loads {
        for subject in scope::consumer_subjects(load.consumer).iter() {
            if !subjects.contains(subject) {
                subjects.push(subject.clone());
            }
        }
    }
    subjects.into()
}

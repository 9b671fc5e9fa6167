//! # What it finds
//! A consumer whose handlers are busy for four fifths of the time or more: the event's average rate
//! times the time that a message takes as a rule (`processing.p50`), against `concurrency` times
//! `instances`. Events that the same handlers take from the same topics count together.
//!
//! Only what can work at once counts: no more instances than partitions on Kafka, no more handlers than
//! partitions where the client works each partition in its order, and one consumer of a queue with
//! `single_active_consumer`.
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

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::catalog::service::Service;
use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::spanned::Spanned;
use crate::document::values::duration::{self, Duration};
use crate::document::values::rate::Rate;
use crate::finding::{Finding, Level, Subject, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::{kafka, rabbitmq};
use crate::transport::clients::{java, kafkajs};

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

/// Clients of Kafka that handle the messages of a partition one after another.
const IN_ORDER: [&str; 2] = [kafkajs::CLIENT.name, java::SPRING.name];

/// Clients of RabbitMQ that open a consumer for each of `concurrency`.
const CONSUMERS_EACH: [&str; 1] = ["spring-amqp"];

/// What a consumer says of its load.
#[derive(Clone, Copy)]
struct Load<'a> {
    consumer: &'a Subscription,
    rate: &'a Rate,
    takes: &'a Spanned<Duration>,
    concurrency: &'a Spanned<u32>,
    instances: &'a Spanned<u32>,
}

/// The same handlers: of one service and group, reading the same topics, as many in as many instances.
type Handlers<'a> = (Key<Service>, &'a str, &'a [Key<Topic>], u32, u32);

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let mut groups: BTreeMap<Handlers<'_>, Vec<Load<'_>>> = BTreeMap::new();
    for consumer in scope::consumers(study) {
        let sla = catalog.events[consumer.event].stated.sla.as_ref();
        let Some(rate) = sla.and_then(|sla| sla.rate.as_ref()?.average.as_ref()) else { continue };
        let Some(load) = Load::of(consumer, rate) else {
            let what = "`processing.p50`, `concurrency` and `instances` are not all stated";
            let subjects = scope::consumer_subjects(consumer);
            opinions.push(RULE.unknown(subjects, consumer.span, what));
            continue;
        };
        let group = consumer.group(catalog);
        let (concurrency, instances) = (load.concurrency.value, load.instances.value);
        let handlers = (consumer.service, group, &*consumer.topics, concurrency, instances);
        groups.entry(handlers).or_default().push(load);
    }
    opinions.extend(groups.values().filter_map(|loads| judge(catalog, loads)));
    opinions
}

impl<'a> Load<'a> {
    fn of(consumer: &'a Subscription, rate: &'a Rate) -> Option<Self> {
        let stated = &consumer.stated;
        Some(Load {
            consumer,
            rate,
            takes: stated.processing.as_ref()?.p50.as_ref()?,
            concurrency: stated.concurrency.as_ref()?,
            instances: stated.instances.as_ref()?,
        })
    }

    /// The milliseconds of work that a thousand seconds bring.
    fn work(&self) -> u64 {
        let messages = (self.rate.per_second * 1000.0).round() as u64;
        messages.saturating_mul(self.takes.milliseconds)
    }
}

fn judge(catalog: &Catalog, loads: &[Load<'_>]) -> Option<Opinion> {
    let most = loads.iter().max_by_key(|load| load.work())?;
    let work = loads.iter().fold(0, |sum: u64, load| sum.saturating_add(load.work()));
    let at_once = AtOnce::of(catalog, most);
    // Milliseconds of work over the milliseconds of a thousand seconds, in percent.
    let busy = |handlers: u64| work / (handlers.saturating_mul(10_000));
    let percent = busy(at_once.handlers);
    let subjects = subjects(loads);
    // What lets fewer of them work at once may be what could not be read.
    let hidden =
        !most.consumer.topics.iter().all(|key| catalog.is_sound(catalog.topics[*key].span));
    if percent < BUSY && hidden {
        return Some(RULE.unknown(subjects, most.takes.span, scope::HIDDEN));
    }
    if percent < BUSY {
        if at_once.in_order.is_some_and(|fewer| busy(fewer) >= BUSY) {
            let what = "whether the client works on several messages of a partition at once is not \
                        known (`client`)";
            return Some(RULE.unknown(subjects, most.takes.span, what));
        }
        let evidence = "handlers with time to spare";
        let detail = format!("{percent} % of {} busy", at_once.handlers);
        return Some(RULE.pass_with(subjects, most.takes.span, evidence, detail));
    }
    let finding = RULE.fault(most.takes.span, message(catalog, loads, most, &at_once, percent));
    let finding = finding.label("so long a message takes as a rule");
    let others = loads.iter().filter(|load| load.takes.span != most.takes.span).take(3);
    let finding = others.fold(finding, |finding, load| {
        finding.relate(load.takes.span, "taken by the same handlers")
    });
    let finding = finding
        .relate(most.concurrency.span, "so many at once")
        .relate(most.instances.span, "so many instances");
    let enough = work / (BUSY * 10_000) + 1;
    Some(fault(at_once.told(finding, enough), subjects))
}

fn message(
    catalog: &Catalog,
    loads: &[Load<'_>],
    most: &Load<'_>,
    at_once: &AtOnce,
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
    let handlers = match at_once.handlers == all {
        true => format!("its {all} handlers ({concurrency} × {instances})"),
        false => format!("{} of its {all} handlers (no more can work at once)", at_once.handlers),
    };
    let result = match percent {
        100.. => "so the lag grows for ever",
        _ => "so the lag grows with every burst",
    };
    let rate = most.rate;
    format!(
        "{who} gets {rate} and takes {takes} for a message, {with} {handlers} busy for {percent} % \
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

/// How many handlers can work at once, whatever is started.
struct AtOnce {
    handlers: u64,
    /// How many, if the client handles each partition in its order, where that is not known.
    in_order: Option<u64>,
    /// What they share, where more of them need more of it.
    partitions: Option<u64>,
    /// Whether one consumer gets all messages of a queue.
    single: bool,
    /// What limits them, and what is to be seen there.
    limits: Vec<(Span, &'static str)>,
}

impl AtOnce {
    fn of(catalog: &Catalog, load: &Load<'_>) -> Self {
        let concurrency = u64::from(load.concurrency.value).max(1);
        let instances = u64::from(load.instances.value).max(1);
        let topics: Vec<&Topic> =
            load.consumer.topics.iter().map(|key| &catalog.topics[*key]).collect();
        let on = |topic: &&Topic, name: &str| {
            catalog.product(topic).is_some_and(|product| product.name == name)
        };
        let mut at_once = AtOnce {
            handlers: concurrency.saturating_mul(instances),
            in_order: None,
            partitions: None,
            single: false,
            limits: Vec::new(),
        };
        if topics.is_empty() {
            return at_once;
        }
        let is_single = |topic: &&Topic| {
            let single = topic.block.get("single_active_consumer");
            on(topic, rabbitmq::BROKER.name) && single.is_some_and(|single| single == true)
        };
        if topics.iter().all(is_single) {
            at_once.single = true;
            at_once.limits = topics.iter().filter_map(|topic| single_at(topic)).collect();
            let client = load.consumer.stated.client.as_ref().map(|client| client.value.as_str());
            let consumers_each = client.is_some_and(|client| CONSUMERS_EACH.contains(&client));
            let each = if consumers_each { 1 } else { concurrency };
            at_once.handlers = each.saturating_mul(topics.len() as u64).min(at_once.handlers);
        }
        if topics.iter().all(|topic| on(topic, kafka::BROKER.name)) {
            let counts = topics.iter().map(|topic| topic.stated.partitions.as_ref());
            let counts: Option<Vec<u64>> =
                counts.map(|count| Some(u64::from(count?.value))).collect();
            let places = topics.iter().filter_map(|topic| topic.stated.partitions.as_ref());
            at_once.limits = places.map(|count| (count.span, "so many partitions")).collect();
            at_once.partitions = counts.map(|counts| counts.iter().sum::<u64>().max(1));
        }
        if let Some(partitions) = at_once.partitions {
            at_once.handlers = instances.min(partitions).saturating_mul(concurrency);
            let fewer = at_once.handlers.min(partitions);
            match setting::client(load.consumer) {
                Some(client) if IN_ORDER.contains(&client.name) => at_once.handlers = fewer,
                _ => at_once.in_order = Some(fewer),
            }
        }
        at_once
    }

    /// With what to do.
    fn told(&self, finding: Finding, enough: u64) -> Finding {
        let tight = self.single || self.partitions.is_some_and(|partitions| enough > partitions);
        let limits = self.limits.iter().filter(|_| tight).take(3);
        let finding = limits.fold(finding, |finding, (span, text)| finding.relate(*span, *text));
        finding.help(match self.partitions {
            _ if self.single => {
                "make them faster, or divide the messages among several queues: one consumer gets \
                 all messages of a queue with `single_active_consumer`, however many there are"
                    .to_owned()
            }
            Some(partitions) if enough > partitions => format!(
                "run {enough} handlers or more at once, and give what they read as many partitions \
                 ({partitions} now), or make them faster"
            ),
            _ => format!("run {enough} handlers or more at once, or make them faster"),
        })
    }
}

/// Where a queue says that one consumer at a time gets its messages.
fn single_at(topic: &Topic) -> Option<(Span, &'static str)> {
    let stated = topic.node.get(rabbitmq::BROKER.name)?.get("single_active_consumer")?;
    Some((stated.span, "one consumer at a time"))
}

//! # What it finds
//! A dead-letter queue that cannot take what its source sends: on Amazon SQS a standard queue behind a
//! FIFO queue or the reverse; on Kafka a topic with fewer partitions than its source, behind a consumer
//! of that source with Spring for Apache Kafka before 2.7, which sends a dead letter to the partition
//! number that it came from.
//!
//! # Why it matters
//! SQS refuses the redrive policy. Spring cannot publish to a partition that is not there: the dead
//! letter fails too, and its record is tried again. From 2.7 on Spring looks whether the partition is
//! there, and lets the producer choose one where it is not.
//!
//! # Bad
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "2.6"
//! owner: shop-team
//! clients: { spring-kafka: { version: "2.6" } }
//! ---
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! partitions: 6
//! retention: 7d
//! ---
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! partitions: 3
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: order-events, procedure: Copy the records back with their keys. }
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
//!     client: spring-kafka
//! ```
//!
//! # Good
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "2.6"
//! owner: shop-team
//! clients: { spring-kafka: { version: "2.6" } }
//! ---
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! partitions: 6
//! retention: 7d
//! ---
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! partitions: 6
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: order-events, procedure: Copy the records back with their keys. }
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
//!     client: spring-kafka
//! ```
//!
//! # When to allow it
//! The recoverer of the consumer chooses the partition by a function of its own.
//!
//! # Source
//! The Amazon SQS Developer Guide: "The dead-letter queue of a FIFO queue must also be a FIFO queue."
//! Spring for Apache Kafka, `DeadLetterPublishingRecoverer`: the dead-letter topic must have at least as
//! many partitions as the original; `setVerifyPartition` since 2.7.

use crate::catalog::Catalog;
use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, scope};
use crate::study::Study;
use crate::transport::broker::Default;
use crate::transport::clients::java::SPRING;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mismatched-dlq",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("mismatched_dlq.rs"),
    check: Check::Design(check),
};

/// What the recoverer looks at, by the version of Spring for Apache Kafka.
const LOOKS: Default = Default::new("verifyPartition", "true", "whether the partition is there");

/// What is said of a dead-letter queue and one of its sources.
enum Match {
    Fits(&'static str),
    Fails(Box<Finding>),
    Open(&'static str),
}

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, queue) in scope::keyed_dead_letter_queues(study) {
        opinions.extend(judge(study, key, queue));
    }
    if opinions.is_empty() {
        let reason = "no dead-letter queue has to be like its source".to_owned();
        opinions.push(Opinion::NotApplicable { reason });
    }
    opinions
}

/// One opinion on a queue: the first fault, or else the first thing that is not stated.
fn judge(study: &Study, key: Key<Topic>, queue: &Topic) -> Option<Opinion> {
    let sources = scope::dead_letter_sources(study, key);
    let mut matches: Vec<Match> = Vec::new();
    for source in sources {
        matches.extend(on_sqs(&study.catalog, queue, source));
        if both_on(&study.catalog, queue, source, "kafka")
            && springs(study, key, source).next().is_some()
        {
            matches.extend(on_kafka(study, key, queue, source));
        }
    }
    let subjects = vec![queue.subject()];
    let (mut open, mut fits) = (None, None);
    for one in matches {
        match one {
            Match::Fails(finding) => return Some(fault(*finding, subjects)),
            Match::Open(what) => open = open.or(Some(what)),
            Match::Fits(evidence) => fits = fits.or(Some(evidence)),
        }
    }
    match (open, fits) {
        (Some(what), _) => Some(RULE.unknown(subjects, queue.span, what)),
        (None, Some(evidence)) => Some(RULE.pass_with(subjects, queue.span, evidence, &*queue.id)),
        (None, None) => None,
    }
}

fn on_sqs(catalog: &Catalog, queue: &Topic, source: &Topic) -> Option<Match> {
    if !both_on(catalog, queue, source, "sqs") {
        return None;
    }
    let (Some(dead), Some(alive)) = (fifo::is_fifo(catalog, queue), fifo::is_fifo(catalog, source))
    else {
        return Some(Match::Open("whether a queue of Amazon SQS is a FIFO queue is not stated"));
    };
    if dead == alive {
        return Some(Match::Fits("of the kind of its source"));
    }
    let kind = |fifo: bool| if fifo { "a FIFO queue" } else { "a standard queue" };
    let message = format!(
        "`{}` is {} and takes dead letters of `{}`, which is {}",
        queue.id,
        kind(dead),
        source.id,
        kind(alive)
    );
    let finding = RULE.fault(queue.span, message).label(format!("make it {}", kind(alive)));
    let finding =
        finding.help("Amazon SQS takes a dead-letter queue of the source's own kind only");
    Some(Match::Fails(Box::new(finding.relate(source.span, kind(alive)))))
}

fn on_kafka(study: &Study, key: Key<Topic>, queue: &Topic, source: &Topic) -> Option<Match> {
    let (dead, alive) = (queue.stated.partitions.as_ref(), source.stated.partitions.as_ref());
    let (Some(dead), Some(alive)) = (dead, alive) else {
        return Some(Match::Open(
            "how many partitions a dead-letter queue or its source has is not stated",
        ));
    };
    if dead.value >= alive.value {
        return Some(Match::Fits("a partition for each of the sources that Spring sends from"));
    }
    let (older, unknown) =
        springs(study, key, source).fold((None, false), |(older, unknown), spring| {
            match keeps_number(study, spring, source) {
                Some(true) => (older.or(Some(spring)), unknown),
                Some(false) => (older, unknown),
                None => (older, true),
            }
        });
    let Some(spring) = older else {
        let what = "the version of Spring for Apache Kafka is not stated";
        return Some(if unknown {
            Match::Open(what)
        } else {
            Match::Fits("a partition that is there")
        });
    };
    let who = scope::consumer_words(&study.catalog, spring);
    let message = format!(
        "{who} sends a dead letter to the partition number that it came from, but `{}` has {} \
         partitions and `{}` has {}",
        queue.id, dead.value, source.id, alive.value
    );
    let finding = RULE.fault(dead.span, message).label(format!("at least {}", alive.value));
    let finding = finding.relate(alive.span, "so many partitions");
    let finding = match &spring.stated.client {
        Some(client) => finding.relate(client.span, "keeps the number of the partition"),
        None => finding,
    };
    Some(Match::Fails(Box::new(finding)))
}

/// The consumers that send the dead letters of a topic to a queue by Spring for Apache Kafka.
fn springs<'a>(
    study: &'a Study,
    queue: Key<Topic>,
    source: &'a Topic,
) -> impl Iterator<Item = &'a Subscription> {
    let catalog = &study.catalog;
    let senders = study.graph.dead_letters_of(queue).iter();
    let senders = senders.map(|key| &catalog.subscriptions[*key]);
    let senders = senders
        .filter(|sender| sender.topics.iter().any(|topic| catalog.topics[*topic].id == source.id));
    senders.filter(|sender| setting::client(sender).is_some_and(|one| one.name == SPRING.name))
}

/// Whether the recoverer publishes to the number of the source's partition without a look whether it
/// is there, as it did before version 2.7.
fn keeps_number(study: &Study, spring: &Subscription, source: &Topic) -> Option<bool> {
    let broker = &study.catalog.brokers[source.broker?];
    let client = broker.stated.clients.get(&spring.stated.client.as_ref()?.value)?;
    let version = client.version.as_ref()?.0.as_str();
    let (old, new) = (LOOKS.until(2, 7).may_hold(version), LOOKS.since(2, 7).may_hold(version));
    (old != new).then_some(old)
}

fn both_on(catalog: &Catalog, queue: &Topic, source: &Topic, product: &str) -> bool {
    fifo::is_on(catalog, queue, product) && fifo::is_on(catalog, source, product)
}

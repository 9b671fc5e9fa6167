//! # What it finds
//! More consumers in a Kafka group than the topics that it reads have partitions: `instances`, times
//! `concurrency` for a client that runs so many consumers in each. Of several topics it matters how their
//! partitions are divided: `RangeAssignor` gives those of each to the same consumers, so only as many work
//! as the largest topic has partitions.
//!
//! # Why it matters
//! A partition is read by one member of a group. The others wait and take nothing off the load, so raising
//! their number in an incident does not help.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! partitions: 3
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
//!     instances: 4
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! partitions: 3
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
//!     instances: 3
//! ```
//!
//! # When to allow it
//! The spare ones stand by to take over at once when one fails.
//!
//! # Source
//! The documentation of Apache Kafka, "Consumers": each partition is consumed by exactly one consumer of a
//! group. The documentation of Spring for Apache Kafka on `concurrency`, which is a number of consumers,
//! and which warns of the default assignor where several topics are read.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::assignment::{self, Divided};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "idle-consumers",
    concern: Concern::Ordering,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("idle_consumers.rs"),
    check: Check::Design(check),
};

/// Clients of which each instance runs as many consumers as its `concurrency` says. Of others it is a
/// limit, which does no harm where it is too high.
const CONSUMERS_EACH: [&str; 1] = ["spring-kafka"];

/// The subscriptions of one group of a service.
type Groups<'a> = BTreeMap<(Key<Service>, &'a str), Vec<&'a Subscription>>;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut groups = Groups::new();
    for consumer in scope::consumers(study) {
        groups.entry((consumer.service, consumer.group(catalog))).or_default().push(consumer);
    }
    groups.values().filter_map(|group| judge(catalog, group)).collect()
}

fn judge(catalog: &Catalog, group: &[&Subscription]) -> Option<Opinion> {
    let largest = group.iter().copied().max_by_key(|consumer| readers(consumer))?;
    let count = readers(largest);
    let instances = largest.stated.instances.as_ref()?;
    let topics: BTreeSet<Key<Topic>> =
        group.iter().flat_map(|consumer| consumer.topics.iter().copied()).collect();
    let topics: Vec<&Topic> = topics.iter().map(|key| &catalog.topics[*key]).collect();
    let is_kafka = |topic: &&Topic| catalog.product(topic).is_some_and(|one| one.name == "kafka");
    if topics.is_empty() || !topics.iter().all(is_kafka) {
        return None;
    }
    let subjects = scope::consumer_subjects(largest);
    let stated: Option<Vec<u64>> = topics
        .iter()
        .map(|topic| topic.stated.partitions.as_ref().map(|count| u64::from(count.value)))
        .collect();
    let Some(counts) = stated else {
        let what = "how many partitions are read is not stated for all topics";
        return Some(RULE.unknown(subjects, instances.span, what));
    };
    let all = counts.iter().copied().fold(0, u64::saturating_add);
    let most = counts.iter().copied().max().unwrap_or_default();
    let (partitions, of) = match assignment::divided(catalog, largest, topics.first()?) {
        Divided::EachTopic if most < all => {
            (most, "at most in each, which `RangeAssignor` divides by themselves")
        }
        Divided::Unknown if most < count && count <= all => {
            let what = "how the partitions of several topics are divided among the consumers \
                        (`partition.assignment.strategy` in `settings`)";
            return Some(RULE.unknown(subjects, instances.span, what));
        }
        _ => (all, "in all"),
    };
    // Another member may come to the group, and to what it reads another topic with its partitions.
    let is_hidden = match count <= partitions {
        true => !catalog.whole,
        false => group.iter().any(|consumer| !scope::is_sound(catalog, consumer)),
    };
    if is_hidden {
        return Some(RULE.unknown(subjects, instances.span, scope::HIDDEN));
    }
    if count <= partitions {
        let evidence = "a partition for every consumer of the group";
        let detail = format!("{count} for {all}");
        return Some(RULE.pass_with(subjects, instances.span, evidence, detail));
    }
    let names: Vec<String> = topics.iter().map(|topic| format!("`{}`", topic.id)).collect();
    let noun = if partitions == 1 { "partition" } else { "partitions" };
    let idle = count - partitions;
    let verb = if idle == 1 { "gets" } else { "get" };
    let message = format!(
        "{count} consumers of `{}` read {}, with {partitions} {noun} {of}: {idle} {verb} nothing",
        largest.group(catalog),
        names.join(" and ")
    );
    let finding =
        RULE.fault(instances.span, message).label(match count == u64::from(instances.value) {
            true => "more instances than partitions".to_owned(),
            false => format!("{} instances, each with its concurrency", instances.value),
        });
    let places = topics.iter().filter_map(|topic| topic.stated.partitions.as_ref());
    let finding = places.fold(finding, |finding, place| {
        finding.relate(place.span, "each is read by one consumer of the group")
    });
    Some(fault(finding, subjects))
}

/// How many partitions a consumer can read side by side.
fn readers(consumer: &Subscription) -> u64 {
    let stated = &consumer.stated;
    let instances = stated.instances.as_ref().map_or(0, |count| u64::from(count.value));
    let client = stated.client.as_ref().map(|client| client.value.as_str());
    let counts = client.is_some_and(|client| CONSUMERS_EACH.contains(&client));
    let each = stated.concurrency.as_ref().filter(|_| counts);
    instances.saturating_mul(each.map_or(1, |count| u64::from(count.value)))
}

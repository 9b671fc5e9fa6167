//! # What it finds
//! A topic that keeps its messages for a shorter time than a weekend, 72 hours, and the delays of its
//! consumers' retries together, where those wait in the topic itself. Consumers that are at-most-once by their own words do not count, nor do
//! those of commands and replies. Where the block of the broker says another time than `retention`, the
//! block counts.
//!
//! # Why it matters
//! A consumer that stops on Friday evening starts again on Monday. What the topic removed meanwhile was
//! never handled, and no dead-letter queue has it.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 1d
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
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 4d
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
//! ```
//!
//! # When to allow it
//! An old message is worth nothing, or somebody mends a consumer at any hour of any day.
//!
//! # Source
//! The retention settings in each broker's documentation. That 72 hours are enough is eventbook's own
//! measure: a weekend and the evening before it.

use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::EventKind;
use crate::document::parts::failure::Retry;
use crate::document::values::duration;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{retries, scope};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "short-retention",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("short_retention.rs"),
    check: Check::Design(check),
};

/// From Friday evening to Monday evening.
const WEEKEND: u64 = 72 * 3_600_000;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    // Of each topic the consumer that retries for the longest time.
    let mut slowest: Vec<Option<(u64, &Subscription)>> = vec![None; catalog.topics.len()];
    // A request that nobody handled for days is not waited for any more.
    let is_fact = |one: &&Subscription| catalog.events[one.event].kind() == EventKind::Event;
    for subscription in scope::consumers(study).filter_map(scope::repeated).filter(is_fact) {
        let total = delays(subscription);
        for topic in &subscription.topics {
            let known = &mut slowest[topic.index()];
            if known.is_none_or(|(longest, _)| total > longest) {
                *known = Some((total, subscription));
            }
        }
    }
    let topics = catalog.topics.iter().filter(|(_, topic)| topic.role().is_none());
    let judged = topics.filter_map(|(key, topic)| {
        let (total, reader) = slowest[key.index()]?;
        judge(study, key, topic, total, reader)
    });
    judged.collect()
}

fn judge(
    study: &Study,
    key: Key<Topic>,
    topic: &Topic,
    total: u64,
    reader: &Subscription,
) -> Option<Opinion> {
    let catalog = &study.catalog;
    // What expires there is not lost: it goes where dead letters go. The newest of each key stays.
    let moves_on = topic.block.get("dead_letter_exchange").is_some();
    let compacts =
        catalog.product(topic).is_some_and(|product| (product.compacts)(&topic.channel()));
    if moves_on || compacts || topic.stated.kind.is_some_and(|kind| kind.keeps_nothing()) {
        return None;
    }
    let subjects: Vec<_> = std::iter::once(topic.subject())
        .chain(study.graph.carried_by(key).iter().map(|event| catalog.events[*event].subject()))
        .collect();
    let keeps = catalog.product(topic).is_none_or(|one| (one.kept)(&topic.channel()).is_some());
    let Some(known) = setting::retention(catalog, topic) else {
        if !keeps {
            return None;
        }
        let what = "how long messages are kept is neither stated nor a known default";
        return Some(RULE.unknown(subjects, topic.span, what));
    };
    let place = known.stated().unwrap_or(topic.span);
    let needed = WEEKEND.saturating_add(total);
    match known.amount.number() {
        // What is gone before its last try is told of the consumer.
        Some(_) if retries::outlast(catalog, reader, key) => None,
        // That it moves on, or is compacted, may be what could not be read.
        Some(kept) if kept < needed && !catalog.is_sound(topic.span) => {
            Some(RULE.unknown(subjects, place, scope::HIDDEN))
        }
        Some(kept) if kept < needed => {
            let service = &catalog.services[reader.service].id;
            let mut message = format!(
                "`{}` keeps messages for {}, and a consumer that stops on Friday evening needs 72 h",
                topic.id,
                known.words(),
            );
            if total > 0 {
                let total = duration::words(total);
                message += &format!(", and {total} more for the retries of `{service}`");
            }
            let finding = RULE.fault(place, message).label("too short for a weekend");
            let days = needed.div_ceil(86_400_000);
            let finding = finding.help(format!("keep them for {days} days or longer"));
            Some(fault(finding.relate(reader.span, "a consumer that can stop"), subjects))
        }
        _ => {
            let evidence = "messages outlast a weekend without their consumer";
            Some(RULE.pass_with(subjects, place, evidence, known.words()))
        }
    }
}

/// The delays between the tries, all together, where they are stated. What waits in another topic
/// (`via`) need not be kept in this one.
fn delays(subscription: &Subscription) -> u64 {
    let retry = subscription.stated.retry.as_ref().and_then(|retry| retry.value.some());
    let told = retry.filter(|retry| !retry.is_inverted() && retry.via.is_none());
    told.and_then(Retry::total_delay).unwrap_or(0)
}

//! # What it finds
//! A consumer that reads only topics that the event never reaches: it is neither published to them nor
//! fed into them.
//!
//! # Why it matters
//! It waits for ever and nobody notices, because nothing fails. Most likely the topic was renamed, or the
//! `from` is of another event.
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
//!     from: [returns]
//! ---
//! topic: returns
//! owner: shop-team
//! broker: kafka
//! retention: 7d
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
//!     from: [order-events]
//! ```
//!
//! # When to allow it
//! The producer is about to move to the topic, and the reason says when.

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use std::collections::BTreeSet;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreached-consumer",
    concern: Concern::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unreached_consumer.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let lost = scope::consumers(study).filter_map(|subscription| {
        let event = &catalog.events[subscription.event];
        let published = event.topics.iter().map(|carrier| carrier.topic);
        let producers = study.graph.producers_of(subscription.event).iter();
        let sent = producers.flat_map(|key| catalog.producers[*key].topics.iter().copied());
        let reached: BTreeSet<Key<Topic>> =
            published.chain(sent).flat_map(|topic| study.graph.fed_from(topic)).collect();
        let reads = subscription.topics.iter().any(|topic| reached.contains(topic));
        // Where the event states no topic at all, nothing is known of what it reaches.
        if reads || reached.is_empty() || subscription.topics.is_empty() || !catalog.whole {
            return None;
        }
        let who = scope::consumer_words(catalog, subscription);
        let read = subscription.topics.iter().map(|key| format!("`{}`", catalog.topics[*key].id));
        let read = read.collect::<Vec<_>>().join(" and ");
        let span = subscription.stated.from.first().map_or(subscription.span, |from| from.span);
        let message = format!("{who} reads {read}, which the event never reaches");
        let mut finding = RULE.fault(span, message);
        for carrier in &event.topics {
            finding = finding.relate(carrier.span, "published here");
        }
        Some(fault(finding, scope::consumer_subjects(catalog, subscription)))
    });
    lost.collect()
}

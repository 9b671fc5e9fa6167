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
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Message Channel*: it connects one who sends
//! with one who receives. An end without the other is cost without use, and often a misspelt name.

use std::collections::BTreeSet;

use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::bindings::{self, Broken};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreached-consumer",
    concern: Concern::Lifecycle,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unreached_consumer.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    let broken = bindings::broken(study);
    Each::by(move |consumer| judge(study, &broken, consumer))
}

fn judge(study: &Study, broken: &Broken, subscription: &Subscription) -> Option<Opinion> {
    let (catalog, routing) = (&study.catalog, &study.graph.routing);
    let event = &catalog.events[subscription.event];
    let journeys = routing.of_event(subscription.event).flat_map(|(_, journey)| journey);
    let reached: BTreeSet<Key<Topic>> = journeys.map(|arrival| arrival.topic).collect();
    let reads = subscription.topics.iter().any(|topic| reached.contains(topic));
    // Where the event states no topic at all, nothing is known of what it reaches. That a
    // binding on its way is at fault is its own finding.
    if reads
        || reached.is_empty()
        || subscription.topics.is_empty()
        || !catalog.whole
        || is_retried(study, subscription)
        || broken.explain(study, subscription)
    {
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
    for feed in subscription.topics.iter().flat_map(|topic| &catalog.topics[*topic].fed_by) {
        if reached.contains(&feed.topic) {
            finding = finding.relate(feed.span(), "this does not let it through");
        }
    }
    Some(fault(finding, scope::consumer_subjects(subscription)))
}

/// Whether what another consumer of the event fails on, retries or parks comes back to what this one
/// reads.
fn is_retried(study: &Study, subscription: &Subscription) -> bool {
    let rows = study.graph.subscriptions_of(subscription.event).iter();
    let others = rows.map(|key| &study.catalog.subscriptions[*key]);
    let others = others.filter(|other| !std::ptr::eq(*other, subscription));
    let set_aside =
        others.flat_map(|other| [other.dlq_topic(), other.poison_to, other.retry_via]).flatten();
    let comes_back = study.graph.routing.connected(set_aside);
    subscription.topics.iter().any(|topic| comes_back.contains(topic))
}

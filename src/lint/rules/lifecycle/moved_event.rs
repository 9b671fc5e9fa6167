//! # What it finds
//! An event that is no longer published to a topic it was published to. It is an error where a consumer
//! reads that topic, itself or by what it feeds, else a warning.
//!
//! # Why it matters
//! Consumers that are deployed go on reading the old topic. They get nothing, and nothing fails.
//!
//! # Before
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
//! ---
//! topic: order-facts
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ```
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-facts]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! topic: order-facts
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events, order-facts]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! topic: order-facts
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ```
//!
//! # When to allow it
//! The consumers read both topics already, and the old one is empty.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::diff::affected::{self, Affected};
use crate::diff::{Diff, Pair};
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "moved-event",
    concern: Concern::LostEvents,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("moved_event.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in &diff.events {
        let (before, after) =
            (&diff.base.catalog.events[pair.base], &diff.head.catalog.events[pair.head]);
        for carrier in &before.topics {
            let now = diff.topics.iter().find(|topic| topic.base == carrier.topic);
            // The topic, or what feeds it, may be there and not be readable.
            if now.is_none() && !diff.unread.is_empty() {
                continue;
            }
            let stays = now.is_some_and(|now| after.topics.iter().any(|it| it.topic == now.head));
            if !stays {
                findings.push(finding(diff, pair, carrier.topic));
            }
        }
    }
    findings
}

fn finding(diff: &Diff<'_>, pair: &Pair<Event>, topic: Key<Topic>) -> Finding {
    let event = &diff.head.catalog.events[pair.head];
    let id = &diff.base.catalog.topics[topic].id;
    let newest = diff.base.catalog.events[pair.base].newest();
    let readers = affected::of_version(diff, pair.base, newest);
    let readers: Vec<Affected> =
        readers.into_iter().filter(|one| reads(diff, pair, topic, &one.service)).collect();
    let message = match readers.is_empty() {
        true => format!("`{}` is no longer published to `{id}`", event.id),
        false => format!(
            "`{}` is no longer published to `{id}`, where {} {} it",
            event.id,
            affected::names(&readers),
            if readers.len() == 1 { "reads" } else { "read" }
        ),
    };
    let span = event.topics.first().map_or(event.span, |carrier| carrier.span);
    let finding = RULE.fault(span, message).about("event", &event.id).about("topic", id);
    let finding = finding.label("publish to both until every consumer has moved");
    let level = if readers.is_empty() { Level::Warn } else { finding.level };
    breaks::naming(Finding { level, ..finding }, &readers)
}

/// Whether a service read an event from a topic, or from one that this topic feeds.
fn reads(diff: &Diff<'_>, pair: &Pair<Event>, topic: Key<Topic>, service: &str) -> bool {
    let (catalog, graph) = (&diff.base.catalog, &diff.base.graph);
    let fed = graph.fed_from(topic);
    graph.subscriptions_of(pair.base).iter().map(|key| &catalog.subscriptions[*key]).any(|row| {
        catalog.services[row.service].id == service && row.topics.iter().any(|it| fed.contains(it))
    })
}

//! # What it finds
//! An event that consumers or an audience receive and that no service publishes any more, although one did.
//! Where it is retired it is not found: that says that nobody writes it.
//!
//! # Why it matters
//! Consumers that are deployed wait for messages that no longer come. The event, its schema and its topics
//! are all there, so nothing fails: it only becomes quiet.
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
//! ```
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The producer moved to a place that nobody may name, and goes on publishing.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::catalog::event::Event;
use crate::diff::{Diff, Pair, affected};
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "removed-producer",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("removed_producer.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    // What cannot be read may name the producer.
    match diff.unread.is_empty() {
        true => diff.events.iter().filter_map(|pair| finding(diff, pair)).collect(),
        false => Vec::new(),
    }
}

fn finding(diff: &Diff<'_>, pair: &Pair<Event>) -> Option<Finding> {
    let (base, head) = (&diff.base.catalog, &diff.head.catalog);
    let (before, after) = (&base.events[pair.base], &head.events[pair.head]);
    let gone = diff.base.graph.producers_of(pair.base);
    let emitted = head.subscriptions.rows().iter().any(|known| known.emits_event(pair.head));
    let is_published = emitted || !diff.head.graph.producers_of(pair.head).is_empty();
    let over = |status| matches!(status, Status::Draft | Status::Retired);
    if gone.is_empty()
        || is_published
        || over(before.newest().status)
        || over(after.newest().status)
    {
        return None;
    }
    let consumers = affected::of_version(diff, pair.base, before.newest());
    let waiting = match (consumers.as_slice(), before.audience()) {
        ([], None) => return None,
        ([], Some(audience)) => format!("it was for {}", audience.word()),
        ([_], _) => format!("{} waits for it", affected::names(&consumers)),
        _ => format!("{} wait for it", affected::names(&consumers)),
    };
    let mut names: Vec<&str> =
        gone.iter().map(|key| base.services[base.producers[*key].service].id.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let message = format!(
        "nobody publishes `{}` any more, as {} did, and {waiting}",
        after.id,
        affected::list(&names)
    );
    let finding = RULE.fault(after.span, message).about("event", &after.id);
    let finding = finding.label("name who publishes it now, or deprecate it first");
    Some(breaks::naming(finding, &consumers))
}

//! # What it finds
//! An event that was in use and is not in the catalog any more, or goes by another id. With consumers
//! or an audience it is an error, without any a warning.
//!
//! # Why it matters
//! Consumers wait for a message that no longer comes, or do not know the one that does. Nothing fails:
//! it only becomes quiet.
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
//! topic: order-events
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
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! status: deprecated
//! deprecation: { since: 2026-11-01, sunset: 2027-05-01, reason: The shop sells by telephone only. }
//! ```
//!
//! # When to allow it
//! All consumers are gone, and only their documents were late.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::diff::change::What;
use crate::diff::{Diff, affected};
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "removed-event",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("removed_event.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for change in diff.changes.iter().filter(|change| change.kind == "event") {
        let (id, what) = match &change.what {
            What::Removed => (&change.id, format!("`{}` was removed", change.id)),
            What::Renamed { from } => (from, format!("`{from}` is called `{}` now", change.id)),
            What::Added | What::Changed | What::Unreadable => continue,
        };
        let events = &diff.base.catalog.events;
        let Some((key, event)) = events.iter().find(|(_, event)| event.id == *id) else { continue };
        let newest = event.newest();
        if matches!(newest.status, Status::Draft | Status::Retired) {
            continue;
        }
        let consumers = affected::of_version(diff, key, newest);
        let is_missed = !consumers.is_empty() || event.audience().is_some();
        let message = match (consumers.as_slice(), event.audience()) {
            ([], Some(audience)) => format!("{what}, which was for {}", audience.word()),
            ([], None) => format!("{what}; no consumer of it is known"),
            (_, _) => format!("{what}, and {} waited for it", affected::names(&consumers)),
        };
        let finding = RULE.fault(diff.before(event.span), message).about("event", id);
        let finding = finding.label("deprecate it first, until nobody consumes it");
        let level = if is_missed { finding.level } else { Level::Warn };
        findings.push(breaks::naming(Finding { level, ..finding }, &consumers));
    }
    findings
}

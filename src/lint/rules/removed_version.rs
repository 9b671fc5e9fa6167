//! # What it finds
//! A version of an event that was in use and whose document is gone. It is an error where a consumer reads
//! no other version, else a warning.
//!
//! # Why it matters
//! Messages of it may still lie in topics and stores. Without its schema nobody can tell how to read
//! them; `status: retired` keeps it and says that nobody writes it any more.
//!
//! # Before
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ```
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! status: retired
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, total]
//!   properties: { orderId: { type: string }, total: { type: number } }
//! ```
//!
//! # When to allow it
//! No message of it was ever stored.

use crate::catalog::event::{Event, EventVersion};
use crate::diff::affected::{self, Affected};
use crate::diff::{Diff, Pair, version};
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "removed-version",
    concern: Concern::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("removed_version.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for pair in &diff.events {
        let (before, after) =
            (&diff.base.catalog.events[pair.base], &diff.head.catalog.events[pair.head]);
        let gone = before.versions.iter().filter(|old| version::find(after, old).is_none());
        for old in gone.filter(|old| matches!(old.status, Status::Active | Status::Deprecated)) {
            findings.extend(finding(diff, pair, after, old));
        }
    }
    findings
}

fn finding(
    diff: &Diff<'_>,
    pair: &Pair<Event>,
    after: &Event,
    old: &EventVersion,
) -> Option<Finding> {
    let readers = affected::of_version(diff, pair.base, old);
    let reads_another = |one: &Affected| {
        let mut others = after.versions.iter().filter(|other| other.status != Status::Retired);
        others.any(|other| {
            affected::of_version(diff, pair.base, other)
                .iter()
                .any(|reader| reader.service == one.service)
        })
    };
    let (spared, stranded): (Vec<Affected>, Vec<Affected>) =
        readers.into_iter().partition(reads_another);
    let (version, id) = (&old.version, &after.id);
    let message = match stranded.is_empty() {
        true => format!("`{id}` {version} was removed, and messages of it may still be stored"),
        false => format!(
            "`{id}` {version} was removed, and {} read no other version",
            affected::names(&stranded)
        ),
    };
    let finding = RULE.fault(diff.before(old.span), message).about("event", id);
    let finding = finding.label("keep it, with `status: retired`");
    let level = if stranded.is_empty() { Level::Warn } else { finding.level };
    let named = if stranded.is_empty() { spared } else { stranded };
    Some(breaks::naming(Finding { level, ..finding }, &named))
}

//! # What it finds
//! A version of an event that was in use and whose document is gone. It is an error where a consumer reads
//! no other version, else a warning. A version that was retired is an error where a consumer still reads
//! it and no other one in use.
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
//! examples: [{ orderId: A-1, total: 12.5 }]
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
//! examples: [{ orderId: A-1, total: 12.5 }]
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
//! examples: [{ orderId: A-1, total: 12.5 }]
//! ```
//!
//! # When to allow it
//! No message of it was ever stored.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::catalog::event::{Event, EventVersion};
use crate::changes::readers;
use crate::diff::affected::{self, Affected};
use crate::diff::{Diff, Pair, version};
use crate::document::kinds::event::Status;
use crate::finding::{Finding, Level};
use crate::lint::breaks;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "removed-version",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
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
        for old in before.versions.iter().filter(|old| version::is_in_use(old)) {
            findings.extend(match version::find(after, old) {
                // It may be there and not be readable.
                None if diff.unread_events.contains(&pair.head) => None,
                None => removed(diff, pair, old),
                Some(now) if now.status == Status::Retired => retired(diff, pair, old, now),
                Some(_) => None,
            });
        }
    }
    findings
}

fn removed(diff: &Diff<'_>, pair: &Pair<Event>, old: &EventVersion) -> Option<Finding> {
    let readers = affected::of_version(diff, pair.base, old);
    let (spared, stranded): (Vec<Affected>, Vec<Affected>) =
        readers.into_iter().partition(|one| reads_another(diff, pair, one));
    let (version, id) = (&old.version, &diff.head.catalog.events[pair.head].id);
    let message = match stranded.is_empty() {
        true => format!("`{id}` {version} was removed, and messages of it may still be stored"),
        false => {
            format!("`{id}` {version} was removed, and {}", left_alone(&stranded))
        }
    };
    let finding = RULE.fault(diff.before(old.span), message).about("event", id);
    let finding = finding.label("keep it, with `status: retired`");
    let level = if stranded.is_empty() { Level::Warn } else { finding.level };
    let named = if stranded.is_empty() { spared } else { stranded };
    Some(breaks::naming(Finding { level, ..finding }, &named))
}

/// A version that nobody is to write any more, although somebody is deployed who reads only it, and
/// is to stay so.
fn retired(
    diff: &Diff<'_>,
    pair: &Pair<Event>,
    old: &EventVersion,
    now: &EventVersion,
) -> Option<Finding> {
    let mut stranded = affected::of_version(diff, pair.base, old);
    stranded.retain(|one| still_reads(diff, pair, old, one) && !reads_another(diff, pair, one));
    if stranded.is_empty() {
        return None;
    }
    let (version, id) = (&old.version, &diff.head.catalog.events[pair.head].id);
    let message = format!("`{id}` {version} was retired, and {}", left_alone(&stranded));
    let finding = RULE.fault(now.span, message).about("event", id);
    let finding = finding.label("let it be `deprecated` until nobody reads it");
    Some(breaks::naming(finding, &stranded))
}

fn left_alone(stranded: &[Affected]) -> String {
    let read = if stranded.len() == 1 { "reads" } else { "read" };
    format!("{} {read} no other version in use", affected::names(stranded))
}

/// Whether a consumer that is deployed reads another version that is in use in the head.
fn reads_another(diff: &Diff<'_>, pair: &Pair<Event>, one: &Affected) -> bool {
    let versions = &diff.head.catalog.events[pair.head].versions;
    versions.iter().filter(|other| version::is_in_use(other)).any(|other| {
        let readers = affected::of_version(diff, pair.base, other);
        readers.iter().any(|reader| reader.service == one.service)
    })
}

/// Whether the head says that a consumer reads a version.
fn still_reads(diff: &Diff<'_>, pair: &Pair<Event>, old: &EventVersion, one: &Affected) -> bool {
    let catalog = &diff.head.catalog;
    let rows = diff.head.graph.subscriptions_of(pair.head).iter();
    rows.map(|key| &catalog.subscriptions[*key])
        .any(|row| catalog.services[row.service].id == one.service && readers::reads(row, old))
}

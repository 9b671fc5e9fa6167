//! # What it finds
//! A file that came or changed and holds a document which cannot be read, so that it could not be compared
//! with what it was.
//!
//! # Why it matters
//! Whatever breaks in it would not be seen, and a comparison that finds nothing would look like one that
//! proved something. `eventbook check` says what is wrong with the file.
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
//! version: [1]
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
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! title: Order placed
//! ```
//!
//! # When to allow it
//! The file is no part of the catalog; name it under `ignore` instead.
//!
//! # Source
//! The catalog's own older state: what it told its readers, they rely on.

use crate::diff::Diff;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};
use crate::source::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "uncompared-document",
    concern: Concern::Lifecycle,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("uncompared_document.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let found = diff.unread.iter().map(|file| {
        let path = &diff.head.sources.file(*file).path;
        let message = format!("a document in `{path}` cannot be read, and was not compared");
        RULE.fault(Span::new(*file, 0, 0), message).label("run `eventbook check`")
    });
    found.collect()
}

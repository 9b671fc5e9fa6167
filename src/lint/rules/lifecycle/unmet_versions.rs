//! # What it finds
//! A consumer whose `versions` no version of the event lies in, neither one in use nor an old one.
//! Versions that are no longer written are `stranded-consumer`.
//!
//! # Why it matters
//! The consumer takes every message for one that it cannot read: it drops them, or fills its dead-
//! letter queue with them.
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
//!     versions: ^2
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
//!     versions: ^1
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The consumer was deployed ahead of the producer, and the version is on its way; better is a
//! document with `status: draft`.
//!
//! # Source
//! The *Selective Consumer* of Hohpe and Woolf, *Enterprise Integration Patterns*; ranges are those
//! of Semantic Versioning 2.0.0 as Cargo reads them.

use crate::catalog::subscription::Subscription;
use crate::changes::readers;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unmet-versions",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unmet_versions.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let (range, event) = (consumer.stated.versions.as_ref()?, &catalog.events[consumer.event]);
    let subjects = scope::consumer_subjects(consumer);
    if event.versions.iter().any(|version| readers::reads(consumer, version)) {
        let evidence = "ranges of versions that there are";
        return Some(RULE.pass_with(subjects, range.span, evidence, range.value.to_string()));
    }
    // A document that could not be read may be the one.
    if !catalog.whole {
        return Some(RULE.unknown(subjects, range.span, scope::HIDDEN));
    }
    let known: Vec<String> =
        event.versions.iter().map(|version| version.version.to_string()).collect();
    let message = format!(
        "{} reads `{}`, and no version of it is in that range: there is {}",
        scope::consumer_words(catalog, consumer),
        range.value,
        known.join(", ")
    );
    let newest = &event.newest().version;
    let finding = RULE.fault(range.span, message).relate(event.span, "the newest version");
    let finding = finding.label(format!("`versions: {}` is that of the newest", newest.range()));
    Some(fault(finding, subjects))
}

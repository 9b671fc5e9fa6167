//! # What it finds
//! A consumer whose `versions` hold only versions that nobody writes any more: retired, or past their
//! `sunset`.
//!
//! # Why it matters
//! The consumer runs, its lag is zero, and it does nothing: the events go on in a version that it does
//! not read.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! status: retired
//! ---
//! event: OrderPlaced
//! version: 2
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
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! status: retired
//! ---
//! event: OrderPlaced
//! version: 2
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
//! # When to allow it
//! The consumer only works off what is still stored, and goes when that is done.
//!
//! # Source
//! The semantic version ranges of Cargo and npm, in which consumers state what they read.

use crate::catalog::event::EventVersion;
use crate::catalog::subscription::Subscription;
use crate::changes::readers;
use crate::document::kinds::event::Status;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "stranded-consumer",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("stranded_consumer.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    // One whose event is given up as a whole is stranded too.
    let catalog = &study.catalog;
    let consumers = catalog.subscriptions.rows().iter().filter(|consumer| {
        !catalog.services[consumer.service].is_external() && !consumer.reads_only_roles(catalog)
    });
    consumers.filter_map(|consumer| judge(study, consumer)).collect()
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let (catalog, range) = (&study.catalog, consumer.stated.versions.as_ref()?);
    let event = &catalog.events[consumer.event];
    if event.versions.len() < 2 {
        return None;
    }
    let read = event.versions.iter().filter(|version| readers::reads(consumer, version));
    let read: Vec<&EventVersion> = read.collect();
    // A range that no version lies in is another fault.
    let last = read.last()?;
    let subjects = scope::consumer_subjects(consumer);
    if read.iter().any(|version| ended(study, version).is_none()) {
        return Some(RULE.pass(subjects, range.span, "a version in use for what is read"));
    }
    let why = ended(study, last)?;
    let message = format!(
        "{} reads `{}` alone, which nobody writes any more: {} {why}",
        scope::consumer_words(catalog, consumer),
        range.value,
        last.version
    );
    let finding = RULE.fault(range.span, message).relate(last.span, why);
    let in_use = event.versions.iter().rev().find(|version| ended(study, version).is_none());
    let finding = match in_use {
        Some(EventVersion { version, .. }) => finding.help(format!(
            "teach its code to read {version} and state it: `versions: {}`",
            version.range()
        )),
        None => finding.help("publish what it reads again, or remove the consumer"),
    };
    Some(fault(finding, subjects))
}

/// Why a version is no longer written, if that is so.
fn ended(study: &Study, version: &EventVersion) -> Option<String> {
    if version.status == Status::Retired {
        return Some("is retired".to_owned());
    }
    let sunset = version.stated.deprecation.as_ref()?.sunset?;
    (sunset < study.today).then(|| format!("was published until {sunset}"))
}

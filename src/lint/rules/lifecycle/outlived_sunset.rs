//! # What it finds
//! An event whose every version is past its `sunset`, and that services still consume. A consumer
//! that reads a version in use too is not meant; one that reads only versions of the past by its
//! `versions` is a `stranded-consumer`.
//!
//! # Why it matters
//! From that day on nobody has promised to publish it. The consumers wait for messages that may end
//! any night, and their lag will be zero.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! status: deprecated
//! deprecation: { sunset: 2026-01-31, reason: Orders come in through the partner now. }
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
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
//! status: deprecated
//! deprecation: { sunset: 2030-01-31, reason: Orders come in through the partner now. }
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The producer has agreed to go on for some weeks; better is a later `sunset`.
//!
//! # Source
//! RFC 8594, *The Sunset HTTP Header Field*, on what may be expected after the day.

use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
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
    name: "outlived-sunset",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("outlived_sunset.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let events = study.catalog.events.iter().filter(|(_, event)| scope::is_live(event));
    events.filter_map(|(key, event)| judge(study, key, event)).collect()
}

fn judge(study: &Study, key: Key<Event>, event: &Event) -> Option<Opinion> {
    let catalog = &study.catalog;
    let newest = event.newest();
    let sunset = newest.stated.deprecation.as_ref()?.sunset?;
    let subjects = vec![event.subject()];
    if sunset >= study.today {
        let evidence = "a last day that is to come";
        return Some(RULE.pass_with(
            subjects,
            event.span,
            evidence,
            format!("{} {sunset}", event.id),
        ));
    }
    if !event.versions.iter().all(|version| is_over(study, version)) {
        return None;
    }
    let told = |consumer: &&Subscription| {
        // What these are told is `stranded-consumer`, or that their range is met by nothing.
        consumer.stated.versions.is_some() && event.versions.len() > 1
            || !event.versions.iter().any(|version| readers::reads(consumer, version))
    };
    let consumers = study.consumers(key).filter(|consumer| !told(consumer));
    let consumers: Vec<&Subscription> =
        consumers.filter(|consumer| !catalog.services[consumer.service].is_external()).collect();
    if consumers.is_empty() {
        return None;
    }
    let services: BTreeSet<_> = consumers.iter().map(|consumer| consumer.service).collect();
    let ids: Vec<&str> =
        services.iter().map(|service| catalog.services[*service].id.as_str()).collect();
    let message = format!(
        "`{}` was promised until {sunset}, and `{}` still {} it",
        event.id,
        ids.join("`, `"),
        if ids.len() == 1 { "reads" } else { "read" }
    );
    let finding = RULE.fault(event.span, message);
    let finding = consumers
        .iter()
        .fold(finding, |finding, consumer| finding.relate(consumer.span, "still reads it"));
    let finding = finding.help("move these consumers, or agree on a later `sunset`");
    let services = services.iter().map(|service| catalog.services[*service].subject());
    Some(fault(finding, subjects.into_iter().chain(services).collect::<Vec<_>>()))
}

fn is_over(study: &Study, version: &EventVersion) -> bool {
    let sunset = version.stated.deprecation.as_ref().and_then(|plan| plan.sunset);
    version.status == Status::Retired || sunset.is_some_and(|sunset| sunset < study.today)
}

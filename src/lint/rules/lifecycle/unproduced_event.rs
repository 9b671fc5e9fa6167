//! # What it finds
//! An event that services consume and that nobody publishes.
//!
//! # Why it matters
//! Its consumers wait for ever. Most likely the producer was renamed, removed, or never written down.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
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
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The producer lies outside, and nobody may name it: declare it as an `external` service instead.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Message Channel*: it connects one who sends
//! with one who receives. An end without the other is cost without use, and often a misspelt name.

use crate::document::kinds::event::Status;
use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unproduced-event",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unproduced_event.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    let consumers = study.catalog.subscriptions.rows().iter();
    let emitted: BTreeSet<Key<Event>> =
        consumers.flat_map(|known| known.emits.iter().map(|emit| emit.event)).collect();
    for (key, event) in study.catalog.events.iter() {
        let consumers = study.graph.subscriptions_of(key);
        if event.newest().status == Status::Retired || consumers.is_empty() {
            continue;
        }
        let subjects = event.subjects();
        if let [first, ..] = study.graph.producers_of(key) {
            let service = &study.catalog.services[study.catalog.producers[*first].service].id;
            let evidence = "every consumed event has a producer";
            opinions.push(RULE.pass_with(subjects, event.span, evidence, service.clone()));
        } else if !study.catalog.whole {
            opinions.push(RULE.unknown(subjects, event.span, scope::HIDDEN));
        } else if !emitted.contains(&key) {
            let first = &study.catalog.subscriptions[consumers[0]];
            let service = &study.catalog.services[first.service].id;
            let message = format!("`{service}` consumes `{}`, which nobody publishes", event.id);
            let finding = RULE.fault(event.span, message).label("add a producer");
            opinions.push(fault(finding.relate(first.span, "consumed here"), subjects));
        }
    }
    opinions
}

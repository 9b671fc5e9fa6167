//! # What it finds
//! A `kind: command` that more than one service consumes. That nobody consumes it is told by
//! `unconsumed-event`.
//!
//! # Why it matters
//! Two services do what was asked once: the stock is reserved twice, or one of them answers yes and
//! the other no.
//!
//! # Bad
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The second consumer only watches, for an audit say, and does nothing.
//!
//! # Source
//! The *Command Message* and the *Point-to-Point Channel* of Hohpe and Woolf, *Enterprise
//! Integration Patterns*.

use std::collections::BTreeMap;

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "several-handlers",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("several_handlers.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let events = study.catalog.events.iter();
    let commands =
        events.filter(|(_, event)| scope::is_live(event) && event.kind() == EventKind::Command);
    commands.filter_map(|(key, event)| judge(study, key, event)).collect()
}

fn judge(study: &Study, key: Key<Event>, event: &Event) -> Option<Opinion> {
    let mut handlers: BTreeMap<Key<Service>, Span> = BTreeMap::new();
    for consumer in study.consumers(key) {
        handlers.entry(consumer.service).or_insert(consumer.span);
    }
    let ids: Vec<&str> =
        handlers.keys().map(|service| study.catalog.services[*service].id.as_str()).collect();
    let mut subjects = vec![event.subject()];
    subjects.extend(handlers.keys().map(|service| study.catalog.services[*service].subject()));
    match ids.as_slice() {
        [] => return None,
        [one] => {
            let evidence = "one handler for each command";
            return Some(RULE.pass_with(subjects, event.span, evidence, *one));
        }
        _ => {}
    }
    let message =
        format!("{} services handle the command `{}`: `{}`", ids.len(), event.id, ids.join("`, `"));
    let finding = RULE.fault(event.span, message);
    let finding =
        handlers.values().fold(finding, |finding, span| finding.relate(*span, "a handler"));
    let help = "let one of them handle it and publish an event that the others consume";
    Some(fault(finding.help(help), subjects))
}

//! # What it finds
//! An event called only `Event`, `Message` or `Data`; or one that says no more than that a thing
//! was updated, modified or changed, and that three or more services consume. `PriceChanged` and
//! `OrderStatusUpdated` name what changed, and are not meant.
//!
//! # Why it matters
//! Each consumer compares the old state with the new one to find out whether the event concerns it,
//! and each has its own opinion of what a change means.
//!
//! # Bad
//! ```yaml
//! event: OrderUpdated
//! version: 1
//! owner: shop-team
//! topics: [order-events, order-copies]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     from: [order-events]
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: stock-service
//!     from: [order-events]
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: customer-service
//!     from: [order-copies]
//!     idempotency: { strategy: dedup-table, key: eventId, store: customers-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! service: customer-service
//! owner: shop-team
//! stores: [customers-db]
//! ---
//! topic: order-copies
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderUpdated
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
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
//! The event carries the whole state on purpose, and its consumers keep copies of it.
//!
//! # Source
//! Martin Fowler, *What do you mean by “Event-Driven”?*, on event-carried state transfer; Eric
//! Evans, *Domain-Driven Design*, on names from the language of the domain.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{scope, words};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "generic-event",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("generic_event.rs"),
    check: Check::Design(check),
};

/// From so many services on, a change without a meaning is a burden.
const MANY: usize = 3;

const CHANGES: [&str; 3] = ["updated", "changed", "modified"];

/// Words in front of a change that say what changed.
const PARTS: [&str; 27] = [
    "address",
    "amount",
    "balance",
    "currency",
    "date",
    "details",
    "email",
    "inventory",
    "level",
    "limit",
    "location",
    "name",
    "owner",
    "password",
    "permission",
    "permissions",
    "phone",
    "plan",
    "price",
    "quantity",
    "rate",
    "role",
    "settings",
    "state",
    "status",
    "stock",
    "tier",
];

fn check(study: &Study) -> Vec<Opinion> {
    let events = study.catalog.events.iter();
    let events =
        events.filter(|(_, event)| scope::is_live(event) && event.kind() == EventKind::Event);
    events.filter_map(|(key, event)| judge(study, key, event)).collect()
}

fn judge(study: &Study, key: Key<Event>, event: &Event) -> Option<Opinion> {
    let (said, subjects) = (words::said(&event.id), event.subjects());
    let said: Vec<&str> = said.iter().map(String::as_str).collect();
    if matches!(said.as_slice(), [] | ["data"]) {
        let message = format!("`{}` says nothing of what happened", event.id);
        let finding = RULE.fault(event.span, message);
        return Some(fault(finding.label("name what happened"), subjects));
    }
    let [.., part, change] = said.as_slice() else { return None };
    if !CHANGES.contains(change) || PARTS.contains(part) {
        return None;
    }
    let services: BTreeSet<_> = study.consumers(key).map(|consumer| consumer.service).collect();
    let count = services.len();
    if count < MANY {
        let evidence = "few consumers for each bare change";
        return Some(RULE.pass_with(subjects, event.span, evidence, format!("{count}")));
    }
    let message = format!(
        "{count} services consume `{}`, which only says that something was {change}",
        event.id
    );
    let finding = RULE.fault(event.span, message);
    let help = "publish an event for each change that somebody waits for, and name it so";
    Some(fault(finding.help(help), subjects))
}

//! # What it finds
//! An envelope without a causation id in a catalog where one event leads to another. The declared
//! envelope is judged once: by its schema where it states one, else by what `fields` and `standard`
//! say.
//!
//! # Why it matters
//! The correlation id says which messages belong together, and not which of them led to which. Of
//! two payments for one order, nobody can say which message was the cause of the second.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { causationId: none }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers:
//!   - service: payment-service
//!     trigger: { event: OrderPlaced }
//!     writes: [payments-db]
//!     publish: outbox
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { causationId: causedBy }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers:
//!   - service: payment-service
//!     trigger: { event: OrderPlaced }
//!     writes: [payments-db]
//!     publish: outbox
//! ```
//!
//! # When to allow it
//! No flow has a step that two messages can start, so that the order in time is the order of
//! causes.
//!
//! # Source
//! Greg Young on correlation and causation in event-sourced systems; the message metadata
//! `$causationId` of EventStoreDB.

use crate::catalog::producer::Trigger;
use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-causation-id",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_causation_id.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    if !has_reaction(study) {
        let reason = "no event leads to another".to_owned();
        return vec![Opinion::NotApplicable { reason }];
    }
    let needed = Needed {
        field: "causationId",
        always: false,
        words: "a causation id",
        lost: "nobody can tell which message led to which",
    };
    carried::judge(study, &RULE, needed)
}

/// Whether somebody publishes an event because of another.
fn has_reaction(study: &Study) -> bool {
    let catalog = &study.catalog;
    let is_event = |trigger: &Trigger| matches!(trigger, Trigger::Event(_));
    let mut producers = catalog.producers.rows().iter();
    let mut consumers = catalog.subscriptions.rows().iter();
    producers.any(|producer| producer.triggers.iter().any(is_event))
        || consumers.any(|consumer| !consumer.emits.is_empty())
}

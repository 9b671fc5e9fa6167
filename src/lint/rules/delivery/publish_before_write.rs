//! # What it finds
//! A producer that publishes before it writes: `publish: before-write`.
//!
//! # Why it matters
//! When the write then fails, consumers act on something that never happened, and no event takes it
//! back.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: before-write }]
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
//! ```
//!
//! # When to allow it
//! The event says that something was asked for, not that it was done.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 3, *Transactional outbox* and *Transaction log
//! tailing*.

use crate::document::parts::producer::Publish;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "publish-before-write",
    concern: Concern::LostEvents,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("publish_before_write.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let early = scope::producers(study).filter_map(|producer| {
        let publish = producer.stated.publish.as_ref()?;
        let service = &catalog.services[producer.service].id;
        let event = &catalog.events[producer.event].id;
        let message = format!(
            "`{service}` publishes `{event}` before it writes, so consumers may hear of what never happened"
        );
        let finding = RULE.fault(publish.span, message).label("write first, and publish by an outbox");
        (publish.value == Publish::BeforeWrite)
            .then(|| fault(finding, scope::producer_subjects(producer)))
    });
    early.collect()
}

//! # What it finds
//! A bare name, as a topic's partition key, a consumer's idempotency key or an effect's, that both the
//! payload and the catalog's envelope have.
//!
//! # Why it matters
//! The two need not hold the same: a payload's `timestamp` may be the order's, and the envelope's the
//! message's. Whoever writes the handler has to guess which one was meant.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: aggregateId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [aggregateId]
//!   properties:
//!     aggregateId: { type: string }
//! examples: [{ aggregateId: A-1 }]
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: payload.aggregateId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [aggregateId]
//!   properties:
//!     aggregateId: { type: string }
//! examples: [{ aggregateId: A-1 }]
//! ```
//!
//! # When to allow it
//! The two are always equal, and the envelope's description says so.
//!
//! # Source
//! CloudEvents 1.0, "Context Attributes": what describes an event is kept apart from its data, and data that
//! repeats an attribute is the producer's affair.

use crate::catalog::event::EventVersion;
use crate::catalog::meaning::{Meaning, meaning};
use crate::document::spanned::Spanned;
use crate::finding::Level;
use crate::finding::Subjects;
use crate::lint::carried;
use crate::lint::concern::Concern;
use crate::lint::fields;
use crate::lint::group::Group;
use crate::lint::keys::{self, Keyed};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "ambiguous-field-name",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("ambiguous_field_name.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    // Without an envelope's document the payload may well be the whole message.
    if catalog.envelope.is_none() {
        return Vec::new();
    }
    let mut opinions = Vec::new();
    for Keyed { topic, partition_key, events } in keys::keyed(study) {
        let topic = &catalog.topics[topic];
        let events = events.into_iter().map(|event| &catalog.events[event]);
        let versions: Vec<&EventVersion> = events.flat_map(fields::in_use).collect();
        let subjects = topic.subjects();
        opinions.extend(judge(study, &versions, partition_key, subjects));
    }
    for consumer in scope::consumers(study) {
        let read = fields::read_by(catalog, consumer);
        let own = consumer.stated.idempotency.as_ref().and_then(|stated| stated.key.as_ref());
        let effects = consumer.stated.effects.iter();
        let named = own.into_iter().chain(effects.filter_map(|one| one.idempotency_key.as_ref()));
        for name in named {
            let subjects = scope::consumer_subjects(consumer);
            opinions.extend(judge(study, &read, name, subjects));
        }
    }
    opinions
}

fn judge(
    study: &Study,
    versions: &[&EventVersion],
    name: &Spanned<String>,
    subjects: Subjects,
) -> Option<Opinion> {
    let envelope = study.catalog.envelope.as_ref()?;
    let version = versions.iter().find(|version| {
        let meant = meaning(version.payload.as_ref(), Some(envelope), name);
        // A payload that holds half an envelope is told by `split-envelope`.
        let split = version.payload.as_ref().is_some_and(|one| carried::inside(one).len() > 1);
        matches!(meant, Meaning::Both(_)) && !split
    })?;
    let message = format!(
        "`{}` may be the field of the envelope or the one in the payload of `{}`",
        name.value, version.stated.event.value
    );
    let label = format!("write `envelope.{0}` or `payload.{0}`", name.value);
    let finding = RULE
        .fault(name.span, message)
        .label(label)
        .relate(envelope.span, "has a field of this name")
        .relate(version.span, "has one in its payload");
    Some(fault(finding, subjects))
}

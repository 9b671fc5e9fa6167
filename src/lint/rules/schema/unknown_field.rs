//! # What it finds
//! A field that a consumer names and no version that it reads has: under `fields`; or, with `payload.`
//! or `envelope.` before it, in its `failure_log` or as an effect's `idempotency_key`. Where a schema
//! leaves open which fields there are, it is unknown. Fields of Protocol Buffers are known by their
//! names in the file and in JSON.
//!
//! # Why it matters
//! What a consumer depends on decides whom a change breaks. A misspelt name hides that consumer: the field
//! is removed one day, and nobody is warned.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     fields: [orderID]
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
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
//!     fields: [orderId]
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties:
//!     orderId: { type: string }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! Never for long: the name or the schema is wrong.
//!
//! # Source
//! JSON Schema 2020-12, "Validation of object properties": names are compared letter by letter. That a
//! contract rests on what its consumers read is the pattern Consumer-Driven Contracts of Robinson.

use crate::catalog::event::EventVersion;
use crate::catalog::subscription::Subscription;
use crate::document::spanned::Spanned;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::fields;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-field",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_field.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Vec<Opinion> {
    let named = named(consumer);
    if named.is_empty() {
        return Vec::new();
    }
    let read = fields::read_by(&study.catalog, consumer);
    let unknown = named.iter().filter(|(name, _)| fields::is_in_none(&study.catalog, &read, name));
    let mut opinions: Vec<Opinion> =
        unknown.map(|named| finding(study, consumer, &read, *named)).collect();
    let stated = &consumer.stated.fields;
    let Some(first) = stated.first().filter(|_| opinions.is_empty()) else { return opinions };
    let subjects = scope::consumer_subjects(consumer);
    let mut open = stated.iter().filter(|name| !fields::is_in_one(&study.catalog, &read, name));
    if let Some(name) = open.next() {
        let what = format!("whether a message has `{}`", name.value);
        opinions.push(RULE.unknown(subjects, name.span, what));
    } else {
        let names: Vec<&str> = stated.iter().map(|name| name.value.as_str()).collect();
        let evidence = "the fields that are read are in the schema";
        opinions.push(RULE.pass_with(subjects, first.span, evidence, names.join(", ")));
    }
    opinions
}

/// The names that are certainly meant as fields of the message, with their places. A bare name in a
/// log may be anything, such as the error.
fn named(consumer: &Subscription) -> Vec<(&str, Span)> {
    let stated = &consumer.stated;
    let is_clear = |name: &&Spanned<String>| {
        name.value.starts_with("payload.") || name.value.starts_with("envelope.")
    };
    let keys = stated.effects.iter().filter_map(|effect| effect.idempotency_key.as_ref());
    let fields = stated.fields.iter().chain(keys.filter(is_clear));
    let mut named: Vec<(&str, Span)> =
        fields.map(|name| (name.value.as_str(), name.span)).collect();
    // What a default logs is meant for many events, and one of them may lack it.
    let log = stated.failure_log.as_ref();
    if let Some(log) = log.filter(|_| !consumer.inherited.contains_key("failure_log")) {
        let logged = log.value.0.iter().map(|name| (name.as_str(), log.span));
        let is_clear = |name: &str| name.starts_with("payload.") || name.starts_with("envelope.");
        named.extend(logged.filter(|(name, _)| is_clear(name)));
    }
    named
}

fn finding(
    study: &Study,
    consumer: &Subscription,
    read: &[&EventVersion],
    (name, span): (&str, Span),
) -> Opinion {
    let catalog = &study.catalog;
    let event = &catalog.events[consumer.event];
    let who = scope::consumer_words(catalog, consumer);
    let message = format!("{who} names the field `{name}`, which no message has");
    let near = read.iter().rev().find_map(|version| fields::near(version, name));
    let label = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`{}` has no such field", event.id),
    };
    let finding = RULE.fault(span, message).label(label);
    let finding = read.iter().take(3).fold(finding, |finding, version| {
        finding.relate(version.span, "this version does not have it")
    });
    fault(finding, scope::consumer_subjects(consumer))
}

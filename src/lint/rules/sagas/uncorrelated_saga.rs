//! # What it finds
//! A saga that states no `correlation`, or whose `correlation` is a field that one of its commands
//! or outcomes does not have, or does not require.
//!
//! # Why it matters
//! Many instances of a saga run side by side. A message that does not say to which of them it
//! belongs moves the wrong one on, or none.
//!
//! # Bad
//! ```yaml
//! event: StockReserved
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [items]
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: string } }
//! examples:
//!   - { orderId: "7", items: [sock] }
//! ---
//! saga: OrderSaga
//! owner: shop-team
//! style: orchestration
//! coordinator: { service: order-service }
//! correlation: orderId
//! timeout: 2m
//! steps:
//!   - step: reserve stock
//!     service: stock-service
//!     success: StockReserved
//!     timeout: 30s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # Good
//! ```yaml
//! event: StockReserved
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, items]
//!   properties:
//!     orderId: { type: string }
//!     items: { type: array, items: { type: string } }
//! examples:
//!   - { orderId: "7", items: [sock] }
//! ---
//! saga: OrderSaga
//! owner: shop-team
//! style: orchestration
//! coordinator: { service: order-service }
//! correlation: orderId
//! timeout: 2m
//! steps:
//!   - step: reserve stock
//!     service: stock-service
//!     success: StockReserved
//!     timeout: 30s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # When to allow it
//! Never: a message without the field cannot be told from that of another instance.
//!
//! # Source
//! The pattern Correlation Identifier of *Enterprise Integration Patterns* by Hohpe and Woolf: an
//! answer carries what the one who asked knows the request by.

use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::meaning::{Meaning, is_certain, meaning};
use crate::catalog::payload::Payload;
use crate::catalog::saga::Saga;
use crate::catalog::table::Key;
use crate::catalog::{Catalog, Envelope};
use crate::document::kinds::event::Status;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::fields;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "uncorrelated-saga",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("uncorrelated_saga.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    study.catalog.sagas.rows().iter().filter_map(|saga| judge(study, saga)).collect()
}

fn judge(study: &Study, saga: &Saga) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = vec![saga.subject()];
    let stated = saga.stated.correlation.as_ref();
    let Some(field) = stated.filter(|field| !matches!(field.value.trim(), "" | "none")) else {
        // A key that is absent from a faulty file may only be misspelt, which is told already.
        let span = stated.map_or(saga.span, |field| field.span);
        let told = stated.is_none() && !catalog.is_sound(span);
        let message = format!("nothing tells to which instance of `{}` a message belongs", saga.id);
        let finding = RULE.fault(span, message).label("add `correlation`");
        let help = "name the field that every message of the saga carries: `correlation: orderId`";
        return (!told).then(|| fault(finding.help(help), subjects));
    };
    let mut lacking = Vec::new();
    let mut open = Vec::new();
    for (event, version) in messages(catalog, saga) {
        let words = format!("`{}` v{}", event.id, version.version);
        match held(version.payload.as_ref(), catalog.envelope.as_ref(), &field.value) {
            Held::Always => {}
            Held::Sometimes(span) => lacking.push((format!("{words} may leave it out"), span)),
            Held::Never(span) => lacking.push((format!("{words} does not have it"), span)),
            Held::Unknown => open.push(words),
        }
    }
    if lacking.is_empty() {
        return Some(match open.first() {
            Some(first) => {
                let what = format!("whether {first} always carries `{}`", field.value);
                RULE.unknown(subjects, field.span, what)
            }
            None => {
                let detail = format!("{} by {}", saga.id, field.value);
                RULE.pass_with(subjects, field.span, "a field that finds the instance", detail)
            }
        });
    }
    let words: Vec<&str> = lacking.iter().map(|(words, _)| words.as_str()).collect();
    let message =
        format!("`{}` finds its instances by `{}`: {}", saga.id, field.value, words.join(", "));
    let mut all = messages(catalog, saga).into_iter();
    let label = match all.find_map(|(_, version)| fields::near(version, &field.value)) {
        Some(near) => format!("did you mean `{near}`? Every message of the saga must carry it"),
        None => "every message of the saga must carry it".to_owned(),
    };
    let start = RULE.fault(field.span, message).label(label);
    let finding = lacking.iter().fold(start, |finding, (words, span)| finding.relate(*span, words));
    let help = format!(
        "require `{}` in each of them, or correlate by a field that all require",
        field.value
    );
    Some(fault(finding.help(help), subjects))
}

/// The versions in use of a saga's commands and outcomes, each event once.
fn messages<'a>(catalog: &'a Catalog, saga: &'a Saga) -> Vec<(&'a Event, &'a EventVersion)> {
    let named = saga.steps.iter().flat_map(|step| [step.command, step.success, step.failure]);
    let named: BTreeSet<Key<Event>> = named.flatten().collect();
    let in_use =
        |version: &&EventVersion| !matches!(version.status, Status::Draft | Status::Retired);
    let events = named.into_iter().map(|key| &catalog.events[key]);
    let all = events.flat_map(|event| {
        event.versions.iter().filter(in_use).map(move |version| (event, version))
    });
    all.collect()
}

/// Whether messages carry a field.
enum Held {
    Always,
    Sometimes(Span),
    Never(Span),
    Unknown,
}

fn held(payload: Option<&Payload>, envelope: Option<&Envelope>, name: &str) -> Held {
    let path = name.strip_prefix("payload.").unwrap_or(name);
    match (meaning(payload, envelope, name), payload) {
        (Meaning::Envelope, _) => Held::Always,
        (Meaning::Payload(_) | Meaning::Both(_), Some(payload)) if is_certain(payload, path) => {
            Held::Always
        }
        // Where no field can be required, one that is declared is all that can be asked for.
        (Meaning::Payload(_), Some(payload)) if !payload.contract.language.requires => Held::Always,
        (Meaning::Payload(_), Some(payload)) => Held::Sometimes(payload.span),
        (Meaning::Absent, Some(payload)) => Held::Never(payload.span),
        _ => Held::Unknown,
    }
}

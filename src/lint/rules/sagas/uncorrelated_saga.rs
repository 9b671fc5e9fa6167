//! # What it finds
//! A saga that states no `correlation`, or whose `correlation` is a field that one of its commands
//! or outcomes does not have, or does not require. Where an event need not have it and it is the key
//! of a topic too, `key-not-required` tells that.
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

use std::cell::LazyCell;
use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::meaning::{Meaning, is_certain, meaning};
use crate::catalog::payload::Payload;
use crate::catalog::saga::Saga;
use crate::catalog::table::Key;
use crate::catalog::{Catalog, Envelope};
use crate::document::kinds::event::Status;
use crate::document::spanned::Spanned;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::fields;
use crate::lint::group::Group;
use crate::lint::keys::{self, Keyed};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
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
    // Few sagas lack anything, so what is asked of those is only made ready where one does.
    let keyed = LazyCell::new(|| keys::keyed(study));
    let is_told = |event, name: &str| keyed.iter().any(|keyed| is_key(keyed, event, name));
    study.catalog.sagas.rows().iter().filter_map(|saga| judge(study, saga, &is_told)).collect()
}

/// Whether `key-not-required` tells that messages of an event may come without a field.
type IsTold<'a> = dyn Fn(Key<Event>, &str) -> bool + 'a;

fn judge(study: &Study, saga: &Saga, is_told: &IsTold<'_>) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = vec![saga.subject()];
    let stated = saga.stated.correlation.as_ref();
    let Some(field) = stated.filter(|field| !matches!(field.value.trim(), "" | "none")) else {
        // A key that is absent from a faulty document may only be misspelt, which is told already.
        let span = stated.map_or(saga.span, |field| field.span);
        if stated.is_none() && !catalog.is_sound(span) {
            return Some(RULE.unknown(subjects, span, scope::HIDDEN));
        }
        let message = format!("nothing tells to which instance of `{}` a message belongs", saga.id);
        let finding = RULE.fault(span, message).label("add `correlation`");
        let help = "name the field that every message of the saga carries: `correlation: orderId`";
        return Some(fault(finding.help(help), subjects));
    };
    let mut lacking = Vec::new();
    let mut open = Vec::new();
    let mut told = false;
    for (key, version) in messages(catalog, saga) {
        let words = format!("`{}` v{}", catalog.events[key].id, version.version);
        match held(version.payload.as_ref(), catalog.envelope.as_ref(), &field.value) {
            Held::Always => {}
            Held::Sometimes(_) if is_told(key, &field.value) => told = true,
            Held::Sometimes(span) => {
                lacking.push(Lacking {
                    words: format!("{words} may leave it out"),
                    span,
                    at: None,
                });
            }
            Held::Never(span) => {
                let words = format!("{words} does not have it");
                lacking.push(Lacking { words, span, at: Some(version) });
            }
            Held::Unknown => open.push(words),
        }
    }
    if lacking.is_empty() {
        return match open.first() {
            Some(first) => {
                let what = format!("whether {first} always carries `{}`", field.value);
                Some(RULE.unknown(subjects, field.span, what))
            }
            None if told => None,
            // A message that cannot be read may come without the field.
            None if !catalog.is_sound(saga.span) => {
                Some(RULE.unknown(subjects, field.span, scope::HIDDEN))
            }
            None => {
                let detail = format!("{} by {}", saga.id, field.value);
                let evidence = "a field that finds the instance";
                Some(RULE.pass_with(subjects, field.span, evidence, detail))
            }
        };
    }
    Some(fault(finding(saga, field, &lacking), subjects))
}

/// A version whose messages may come without the field.
struct Lacking<'a> {
    words: String,
    /// Its schema.
    span: Span,
    /// The version, where none of its messages has the field.
    at: Option<&'a EventVersion>,
}

fn finding(saga: &Saga, field: &Spanned<String>, lacking: &[Lacking<'_>]) -> Finding {
    let name = &field.value;
    let words: Vec<&str> = lacking.iter().map(|one| one.words.as_str()).collect();
    let message = format!("`{}` finds its instances by `{name}`: {}", saga.id, words.join(", "));
    let mut absent = lacking.iter().filter_map(|one| one.at).peekable();
    let finding = match lacking {
        // All have the field, so it is the schema that has to change.
        [first, others @ ..] if absent.peek().is_none() => {
            let finding = RULE.fault(first.span, message).label(format!("require `{name}`"));
            let finding = related(finding, others);
            finding.relate(field.span, "every message of the saga must carry it")
        }
        all => {
            let label = match absent.find_map(|version| fields::near(version, name)) {
                Some(near) => {
                    format!("did you mean `{near}`? Every message of the saga must carry it")
                }
                None => "every message of the saga must carry it".to_owned(),
            };
            related(RULE.fault(field.span, message).label(label), all)
        }
    };
    finding
        .help(format!("require `{name}` in each of them, or correlate by a field that all require"))
}

fn related(finding: Finding, lacking: &[Lacking<'_>]) -> Finding {
    lacking.iter().fold(finding, |finding, one| finding.relate(one.span, &one.words))
}

fn is_key(keyed: &Keyed<'_>, event: Key<Event>, name: &str) -> bool {
    keyed.partition_key.value == name && keyed.events.contains(&event)
}

/// The versions in use of a saga's commands and outcomes, each event once.
fn messages<'a>(catalog: &'a Catalog, saga: &'a Saga) -> Vec<(Key<Event>, &'a EventVersion)> {
    let named = saga.steps.iter().flat_map(|step| [step.command, step.success, step.failure]);
    let named: BTreeSet<Key<Event>> = named.flatten().collect();
    let in_use =
        |version: &&EventVersion| !matches!(version.status, Status::Draft | Status::Retired);
    let all = named.into_iter().flat_map(|key| {
        let versions = catalog.events[key].versions.iter();
        versions.filter(in_use).map(move |version| (key, version))
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

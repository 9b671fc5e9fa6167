//! # What it finds
//! A saga's `when: { field: value }` that no message of the event can meet: its schema has no such
//! field, or the field never has that value.
//!
//! # Why it matters
//! The outcome never comes. The saga waits until it times out, and undoes what had succeeded.
//!
//! # Bad
//! ```yaml
//! event: PaymentProcessed
//! version: 1
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, status]
//!   properties:
//!     orderId: { type: string }
//!     status: { enum: [succeeded, failed] }
//! examples: [{ orderId: A-1, status: succeeded }]
//! ---
//! saga: checkout
//! owner: shop-team
//! style: orchestration
//! why: One place decides.
//! coordinator: { service: order-service }
//! correlation: orderId
//! timeout: 2m
//! steps:
//!   - step: take the payment
//!     service: payment-service
//!     timeout: 30s
//!     pivot: true
//!     success: { event: PaymentProcessed, when: { status: succeeded } }
//!     failure: { event: PaymentProcessed, when: { status: faild } }
//!   - { step: confirm, service: order-service, timeout: 30s, retriable: true }
//! terminal: { completed: confirmed, compensated: cancelled, failed: stuck }
//! ```
//!
//! # Good
//! ```yaml
//! event: PaymentProcessed
//! version: 1
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! schema:
//!   type: object
//!   required: [orderId, status]
//!   properties:
//!     orderId: { type: string }
//!     status: { enum: [succeeded, failed] }
//! examples: [{ orderId: A-1, status: succeeded }]
//! ---
//! saga: checkout
//! owner: shop-team
//! style: orchestration
//! why: One place decides.
//! coordinator: { service: order-service }
//! correlation: orderId
//! timeout: 2m
//! steps:
//!   - step: take the payment
//!     service: payment-service
//!     timeout: 30s
//!     pivot: true
//!     success: { event: PaymentProcessed, when: { status: succeeded } }
//!     failure: { event: PaymentProcessed, when: { status: failed } }
//!   - { step: confirm, service: order-service, timeout: 30s, retriable: true }
//! terminal: { completed: confirmed, compensated: cancelled, failed: stuck }
//! ```
//!
//! # When to allow it
//! The schema is about to get the value, and the saga was written first.
//!
//! # Source
//! JSON Schema 2020-12, validation, section 6.1: `enum` and `const` say which values there are.

use crate::catalog::event::Event;
use crate::catalog::meaning::{self, Meaning};
use crate::catalog::payload::Payload;
use crate::document::either::TextOr;
use crate::document::kinds::event::Status;
use crate::document::kinds::saga::Outcome;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "impossible-condition",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("impossible_condition.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    for saga in catalog.sagas.rows() {
        for step in &saga.steps {
            let outcomes =
                [(&step.stated.success, step.success), (&step.stated.failure, step.failure)];
            for (stated, event) in outcomes {
                let (Some(stated), Some(event)) = (stated, event) else { continue };
                let event = &catalog.events[event];
                for (span, why) in impossible(event, stated) {
                    let message = format!(
                        "step `{}` of `{}` waits for a `{}` that cannot come: {why}",
                        step.stated.step.value, saga.id, event.id
                    );
                    let finding = RULE.fault(span, message).relate(event.span, "the event");
                    opinions.push(fault(finding, vec![saga.subject(), event.subject()]));
                }
            }
        }
    }
    opinions
}

/// The conditions of an outcome that no version in use can meet, and why.
fn impossible(event: &Event, outcome: &Outcome) -> Vec<(Span, String)> {
    let Some(TextOr::Long(fields)) = &outcome.when else { return Vec::new() };
    let live = event.versions.iter().filter(|version| version.status != Status::Retired);
    // A version without a schema says nothing of its fields.
    let payloads: Option<Vec<&Payload>> = live.map(|version| version.payload.as_ref()).collect();
    let payloads = payloads.unwrap_or_default();
    let conditions = fields.iter().filter_map(|(path, value)| {
        let path = path.strip_prefix("payload.").unwrap_or(path);
        let mut reasons = payloads.iter().map(|payload| reason(payload, path, &value.0.value));
        let first = reasons.next()??;
        reasons.all(|reason| reason.is_some()).then_some((value.0.span, first))
    });
    conditions.collect()
}

/// Why a field cannot have a value; nothing where it can, or where that is not known.
fn reason(payload: &Payload, path: &str, value: &str) -> Option<String> {
    if path.contains("[]") || path.starts_with("envelope.") || path.starts_with("header.") {
        return None;
    }
    match meaning::in_payload(Some(payload), path) {
        Meaning::Payload(field) if field.values.is_empty() => None,
        Meaning::Payload(field) if field.values.iter().any(|known| known == value) => None,
        Meaning::Payload(field) => {
            Some(format!("`{path}` is never `{value}`, but one of {}", field.values.join(", ")))
        }
        Meaning::Absent => Some(format!("its payload has no `{path}`")),
        _ => None,
    }
}

//! # What it finds
//! Two or more fields of the envelope inside a payload, though the catalog declares an envelope
//! around it: event id, event type, correlation id, causation id.
//!
//! # Why it matters
//! Tools read the envelope: the tracer, the dead-letter viewer, the table of handled ids. Of the
//! events that carry these fields inside they see nothing, or another id.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { eventId: eventId }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { eventId: { type: string }, correlationId: { type: string }, orderId: { type: string } }
//! examples: [{ eventId: e-5, correlationId: c-7, orderId: A-1 }]
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { eventId: eventId }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! The event repeats them for a consumer that cannot see the envelope.
//!
//! # Source
//! CloudEvents 1.0.2 keeps context attributes apart from the event data, so that they can be read
//! without it; the *Envelope Wrapper* of Hohpe and Woolf, *Enterprise Integration Patterns*.

use crate::catalog::Envelope;
use crate::catalog::event::Event;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{carried, scope};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "split-envelope",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("split_envelope.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let Some(envelope) = &study.catalog.envelope else {
        let reason = "no envelope is declared".to_owned();
        return vec![Opinion::NotApplicable { reason }];
    };
    let events = study.catalog.events.rows().iter().filter(|event| scope::is_live(event));
    events.filter_map(|event| judge(envelope, event)).collect()
}

fn judge(envelope: &Envelope, event: &Event) -> Option<Opinion> {
    let payload = event.newest().payload.as_ref()?;
    let has =
        |field: &str| payload.fields.iter().any(|one| one.name == envelope.stated.name(field));
    if has("payload") && has("eventId") {
        // Its schema describes whole messages.
        return None;
    }
    let inside = carried::inside(payload);
    let subjects = vec![event.subject(), carried::subject(envelope)];
    let span = event.newest().span;
    if inside.len() < 2 {
        return Some(RULE.pass(subjects, span, "one envelope around every payload"));
    }
    let message = format!(
        "the payload of `{}` has fields of the envelope: `{}`",
        event.id,
        inside.join("`, `")
    );
    let finding = RULE.fault(span, message).relate(payload.span, "the payload");
    let finding = finding.relate(envelope.span, "the envelope around it");
    Some(fault(finding.label("leave them to the envelope"), subjects))
}

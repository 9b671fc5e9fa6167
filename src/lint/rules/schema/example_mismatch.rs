//! # What it finds
//! An example that does not match the schema of its event: one finding for each example, at its
//! first offending value. An example that has an event id and a payload, under the envelope's
//! names, is taken for a whole message: its payload is judged by the schema and the rest by the
//! envelope. Where the schema itself cannot be used, examples are not judged.
//!
//! # Why it matters
//! Examples are what people copy: into a test, into a client, into a message sent by hand at night.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties: { orderId: { type: string, format: uuid } }
//! examples: [{ orderId: 4711 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! schema:
//!   type: object
//!   required: [orderId]
//!   properties: { orderId: { type: string, format: uuid } }
//! examples: [{ orderId: 7c0e4a52-9b1d-4f0e-8a63-2d1c5f7b9e10 }]
//! ```
//!
//! # When to allow it
//! Never: correct the example, or the schema that is too strict.
//!
//! # Source
//! JSON Schema 2020-12, *Validation*; for the other languages the specification of Avro and the JSON
//! mapping of Protocol Buffers.

use crate::catalog::event::Event;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "example-mismatch",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("example_mismatch.rs"),
    check: Check::Event(check),
};

/// What does not match is found while examples are read; what is left to say is what holds.
fn check(study: &Study) -> Each<'_, Event> {
    let catalog = &study.catalog;
    let is_envelope_read = catalog.envelope.as_ref().is_none_or(|envelope| {
        let is_schema_read = envelope.schema.is_some() || envelope.stated.schema.is_none();
        is_schema_read && catalog.is_sound(envelope.span)
    });
    Each::by(move |event: &Event| {
        let matching = event.versions.iter().filter(|version| version.examples_match);
        matching.map(move |version| {
            // The schema, the envelope or some of the examples may stand where nobody could read them.
            if !is_envelope_read || !catalog.is_sound(version.span) {
                return RULE.unknown(event.subjects(), version.span, scope::HIDDEN);
            }
            let evidence = "every example matches its schema";
            let detail = format!("{} in v{}", version.examples.len(), version.version);
            RULE.pass_with(event.subjects(), version.span, evidence, detail)
        })
    })
}

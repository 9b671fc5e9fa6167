//! # What it finds
//! A service that publishes or consumes events and of which it is known that a request cannot be
//! followed through it: `tracing: none`.
//!
//! # Why it matters
//! An order is stuck, and the trace ends at this service. What came after it was caused by nothing
//! that could be looked up, so it is searched for by time and by guess.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! tracing: none
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ---
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! tracing: { standard: w3c-trace-context }
//! ```
//!
//! # When to allow it
//! The service is given up soon, and the reason says when.
//!
//! # Source
//! The Trace Context recommendation of the W3C, and the messaging conventions of OpenTelemetry: the
//! context travels in the headers of a message.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "broken-trace",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("broken_trace.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let graph = &study.graph;
    let judged = study.catalog.services.iter().filter_map(|(key, service)| {
        let (first, more) = (graph.produced_by(key), graph.consumed_by(key));
        if service.is_external() || first.is_empty() && more.is_empty() {
            return None;
        }
        let subjects = vec![service.subject()];
        let Some(tracing) = &service.stated.tracing else {
            let what = "how a request is followed through the service (`tracing`)";
            return Some(RULE.unknown(subjects, service.span, what));
        };
        if let Some(known) = tracing.value.some() {
            let evidence = format!("traces by {}", known.standard.value.words());
            return Some(RULE.pass_with(subjects, tracing.span, evidence, service.id.clone()));
        }
        let does = match (first.is_empty(), more.is_empty()) {
            (true, _) => "consumes",
            (_, true) => "publishes",
            _ => "publishes and consumes",
        };
        let message = format!("every trace ends at `{}`, which {does} events", service.id);
        let finding = RULE.fault(tracing.span, message).label("known to be missing").help(
            "hand on the headers `traceparent` and `tracestate` from each message received to each message sent",
        );
        Some(fault(finding, subjects))
    });
    judged.collect()
}

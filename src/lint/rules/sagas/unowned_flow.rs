//! # What it finds
//! A flow over more than four events in a row that no coordinator leads and whose document names no
//! owner.
//!
//! # Why it matters
//! Each service knows its own step and the event after it. When an order is lost between them,
//! every team can show that it did its part, and nobody sees the whole.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, trigger: { actor: Customer, action: POST /orders }, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: PaymentTaken
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, trigger: { event: OrderPlaced }, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: StockReserved
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! producers: [{ service: stock-service, trigger: { event: PaymentTaken }, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: packing-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPacked
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! producers: [{ service: packing-service, trigger: { event: StockReserved }, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: shipping-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderShipped
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! audience: audit
//! producers: [{ service: shipping-service, trigger: { event: OrderPacked }, writes: [orders-db], publish: outbox }]
//! ---
//! topic: parcel-events
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! ---
//! service: packing-service
//! owner: shop-team
//! ---
//! service: shipping-service
//! owner: shop-team
//! ---
//! flow: checkout
//! summary: From the order to the parcel.
//! start: OrderPlaced
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, trigger: { actor: Customer, action: POST /orders }, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: PaymentTaken
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, trigger: { event: OrderPlaced }, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: StockReserved
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! producers: [{ service: stock-service, trigger: { event: PaymentTaken }, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: packing-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPacked
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! producers: [{ service: packing-service, trigger: { event: StockReserved }, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: shipping-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderShipped
//! version: 1
//! owner: shop-team
//! topics: [parcel-events]
//! audience: audit
//! producers: [{ service: shipping-service, trigger: { event: OrderPacked }, writes: [orders-db], publish: outbox }]
//! ---
//! topic: parcel-events
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! ---
//! service: packing-service
//! owner: shop-team
//! ---
//! service: shipping-service
//! owner: shop-team
//! ---
//! flow: checkout
//! summary: From the order to the parcel.
//! owner: shop-team
//! start: OrderPlaced
//! ```
//!
//! # When to allow it
//! The services of the flow are of one team, whose leaving it out is an oversight that harms
//! nobody.
//!
//! # Source
//! The comparison of choreography and orchestration in *Building Microservices* by Newman: a
//! choreography needs somebody who follows it as a whole.

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::document::kinds::saga::Style;
use crate::finding::Level;
use crate::graph::trace::{Step, Trace};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unowned-flow",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("unowned_flow.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    study.flows.iter().filter_map(|trace| judge(study, trace)).collect()
}

/// So many events in a row can be seen at once.
const SHORT: usize = 4;

fn judge(study: &Study, trace: &Trace) -> Option<Opinion> {
    let catalog = &study.catalog;
    let flow = &catalog.flows[trace.named?];
    let length = longest(&trace.steps);
    let led = |event: &Key<Event>| {
        let mut sagas = study.graph.sagas_of_event(*event).iter().map(|key| &catalog.sagas[*key]);
        sagas.any(|saga| saga.stated.style.value == Style::Orchestration)
    };
    if length <= SHORT || trace.events(catalog).iter().any(led) {
        return None;
    }
    let subjects = vec![flow.subject()];
    if let Some(owner) = flow.owner {
        let detail = format!("{} by {}", flow.id, catalog.teams[owner].id);
        return Some(RULE.pass_with(
            subjects,
            flow.span,
            "somebody sees a long flow as a whole",
            detail,
        ));
    }
    // That a team or a domain is not known is its own finding, and a key may only be misspelt.
    let (own, named) = (flow.stated.owner.as_ref(), flow.stated.domain.as_ref());
    // A saga that leads the flow may stand where it cannot be read.
    let hidden = catalog.hides_owner(own, named, flow.domain) || !catalog.whole;
    if hidden || !catalog.is_sound(flow.span) {
        return Some(RULE.unknown(subjects, flow.span, scope::HIDDEN));
    }
    let message = format!(
        "`{}` leads over {length} events in a row, no coordinator leads it, and it has no owner",
        flow.id
    );
    let finding = RULE.fault(flow.span, message).label("add `owner`");
    let help = "name the team that follows it from its first event to its last, or lead it by an orchestrated saga";
    Some(fault(finding.help(help), subjects))
}

/// How many events follow each other at the most.
fn longest(steps: &[Step]) -> usize {
    let lengths = steps.iter().map(|step| match step {
        Step::Publish { again: false, .. } => 1,
        Step::Branches { branches, .. } => {
            branches.iter().map(|branch| longest(&branch.steps)).max().unwrap_or_default()
        }
        _ => 0,
    });
    lengths.sum()
}

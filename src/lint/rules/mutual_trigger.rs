//! # What it finds
//! Two services that trigger each other by events, where the hop back is not the outcome of a step of a
//! declared saga with terminal states.
//!
//! # Why it matters
//! The two cannot be understood, changed or deployed apart: most likely they are one bounded context, or
//! a saga that nobody has written down.
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
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
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
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ---
//! event: OrderPaid
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # When to allow it
//! The two directions have nothing to do with each other: different events, of different entities.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 4: services that wait for each other need somebody,
//! or a declared saga, that knows how it ends.

use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::finding::Level;
use crate::graph::cycles::{EventCycle, event_cycles, mutual_triggers};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "mutual-trigger",
    concern: Concern::CircularFlows,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("mutual_trigger.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let circles = event_cycles(&study.graph);
    for (one, other) in mutual_triggers(&study.graph) {
        // Where the events themselves go in a circle, `circular-flow` has told it.
        if circles.iter().any(|circle| is_within(study, circle, one, other)) {
            continue;
        }
        let names = (&catalog.services[one].id, &catalog.services[other].id);
        let subjects = vec![catalog.services[one].subject(), catalog.services[other].subject()];
        let span = catalog.services[one].span;
        match saga_between(study, one, other) {
            Some(saga) => {
                let detail = format!("{} and {} in {saga}", names.0, names.1);
                opinions.push(RULE.pass_with(
                    subjects,
                    span,
                    "each hop back is the outcome of a saga's step",
                    detail,
                ));
            }
            None => {
                let message = format!(
                    "circular event flow between services: {0} -> {1} -> {0}; this creates a risk of an infinite loop",
                    names.0, names.1
                );
                let finding = RULE.fault(span, message).help(
                    "break the circle with a saga coordinator or put the logic into one bounded context",
                );
                opinions.push(fault(finding, subjects));
            }
        }
    }
    opinions
}

/// Whether both services publish events of a circle.
fn is_within(study: &Study, circle: &EventCycle, one: Key<Service>, other: Key<Service>) -> bool {
    let publishes = |service| {
        circle
            .events
            .iter()
            .flat_map(|event| study.graph.producers_of(*event))
            .any(|producer| study.catalog.producers[*producer].service == service)
    };
    publishes(one) && publishes(other)
}

/// The saga that makes one of the two directions the answer to the other: its outcome events are
/// all that leads back. That it ends in named states is the matter of `unfinished-saga`.
fn saga_between(study: &Study, one: Key<Service>, other: Key<Service>) -> Option<String> {
    let mut sagas = study.catalog.sagas.rows().iter();
    let answered = sagas.find(|saga| {
        let outcomes: Vec<_> = saga.outcomes().collect();
        [(one, other), (other, one)].into_iter().any(|(from, to)| {
            let consumed = study.graph.consumed_by(to).iter();
            let mut hops = consumed
                .map(|key| study.catalog.subscriptions[*key].event)
                .filter(|event| {
                    let producers = study.graph.producers_of(*event).iter();
                    producers.into_iter().any(|key| study.catalog.producers[*key].service == from)
                })
                .peekable();
            hops.peek().is_some() && hops.all(|event| outcomes.contains(&event))
        })
    });
    answered.map(|saga| saga.id.clone())
}

//! # What it finds
//! Two services that trigger each other by events: what the first publishes makes the second publish,
//! and that makes the first publish for the second again, by `emits` or `trigger: { event: … }`. Not
//! counted are replies to a command, the outcomes of a saga's step and what `terminates`.
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
//!     emits: [OrderPaid]
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
//!     emits: [OrderConfirmed]
//! ---
//! event: OrderConfirmed
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
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
//!     emits: [OrderPaid]
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
//!     emits: [OrderConfirmed]
//! ---
//! event: OrderConfirmed
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # When to allow it
//! The two directions have nothing to do with each other: different events, of different entities.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 4: services that wait for each other need somebody,
//! or a declared saga, that knows how it ends.

use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::service::Service;
use crate::catalog::subscription::{Emit, Subscription};
use crate::catalog::table::Key;
use crate::finding::{Level, Subjects};
use crate::graph::cycles::{EventCycle, event_cycles, mutual_triggers};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
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
            Some(_) if !catalog.whole => {
                opinions.push(RULE.unknown(subjects, span, scope::HIDDEN));
            }
            Some(saga) => {
                let detail = format!("{} and {} in {saga}", names.0, names.1);
                opinions.push(RULE.pass_with(
                    subjects,
                    span,
                    "each hop back is the outcome of a saga's step",
                    detail,
                ));
            }
            None => opinions.push(judge(study, (one, other), subjects.into())),
        }
    }
    opinions
}

/// Whether what one of both publishes comes back to it and makes it publish again.
fn judge(study: &Study, pair: (Key<Service>, Key<Service>), subjects: Subjects) -> Opinion {
    let catalog = &study.catalog;
    let (one, other) = pair;
    let Some(chain) = chain(study, one, other).or_else(|| chain(study, other, one)) else {
        let span = catalog.services[one].span;
        if !catalog.whole {
            return RULE.unknown(subjects, span, scope::HIDDEN);
        }
        if is_begun_elsewhere(study, one, other) || is_begun_elsewhere(study, other, one) {
            return RULE.pass(subjects, span, "services that do not trigger each other");
        }
        let what = "what makes services that hear each other publish (`trigger`, `emits`)";
        return RULE.unknown(subjects, span, what);
    };
    let name = |event: Key<Event>| &catalog.events[event].id;
    let message = format!(
        "circular event flow between services: {0} -> {1} -> {0}: `{2}` leads to `{3}`, and that to `{4}`",
        catalog.services[chain.from].id,
        catalog.services[chain.to].id,
        name(chain.first),
        name(chain.back.event),
        name(chain.again.event),
    );
    let finding = RULE
        .fault(chain.again.span, message)
        .label("goes back again")
        .relate(chain.back.span, "goes back here")
        .help("break the circle with a saga coordinator or put the logic into one bounded context");
    fault(finding, subjects)
}

/// An event that comes back to who published it, and goes out again.
struct Chain<'a> {
    from: Key<Service>,
    to: Key<Service>,
    first: Key<Event>,
    back: &'a Emit,
    again: &'a Emit,
}

fn chain(study: &Study, from: Key<Service>, to: Key<Service>) -> Option<Chain<'_>> {
    for there in heard(study, from, to) {
        for back in answers(study, there, to, from) {
            let returned = heard(study, to, from).filter(|row| row.event == back.event);
            for row in returned {
                if let Some(again) = answers(study, row, from, to).next() {
                    return Some(Chain { from, to, first: there.event, back, again });
                }
            }
        }
    }
    None
}

/// What a service hears of another.
fn heard(
    study: &Study,
    from: Key<Service>,
    to: Key<Service>,
) -> impl Iterator<Item = &Subscription> {
    let rows = study.graph.consumed_by(to).iter().map(|key| &study.catalog.subscriptions[*key]);
    rows.filter(move |row| {
        publishes(study, from, row.event).is_some() && !row.reads_only_roles(&study.catalog)
    })
}

/// What a handler publishes in turn for the other service, and nothing ends.
fn answers<'a>(
    study: &'a Study,
    row: &'a Subscription,
    from: Key<Service>,
    to: Key<Service>,
) -> impl Iterator<Item = &'a Emit> {
    let catalog = &study.catalog;
    let reply = catalog.events[row.event].reply.as_ref();
    let is_reply = move |event| {
        reply.is_some_and(|reply| [reply.success, reply.failure].contains(&Some(event)))
    };
    let is_outcome = |event| {
        let mut sagas = study.graph.sagas_of_event(event).iter();
        sagas.any(|saga| catalog.sagas[*saga].outcomes().any(|outcome| outcome == event))
    };
    let emits = row.emits.iter().filter(|emit| emit.terminates.is_none());
    emits.filter(move |emit| {
        !is_reply(emit.event)
            && !is_outcome(emit.event)
            && heard(study, from, to).any(|row| row.event == emit.event)
    })
}

/// Whether all that a service publishes for another is said to have its cause, and so another cause
/// than the other service.
fn is_begun_elsewhere(study: &Study, from: Key<Service>, to: Key<Service>) -> bool {
    heard(study, from, to)
        .filter_map(|row| publishes(study, from, row.event))
        .all(|producer| !producer.triggers.is_empty())
}

fn publishes(study: &Study, service: Key<Service>, event: Key<Event>) -> Option<&Producer> {
    let producers = study.graph.producers_of(event).iter();
    producers.map(|key| &study.catalog.producers[*key]).find(|row| row.service == service)
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

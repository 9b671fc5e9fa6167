//! # What it finds
//! The event by which a step of a saga tells how it ended, and which the one who waits for it does
//! not consume: in an orchestration the coordinator, in its `group` where that is stated; in a
//! choreography the service of the next step, or for a failure that of a step that has to be
//! undone. What a failure's consumers publish in turn (`emits`) may tell that service as well.
//!
//! # Why it matters
//! The step is done, or has failed, and the saga does not move. It stands in the state before until
//! its timeout, and then it undoes what had succeeded.
//!
//! # Bad
//! ```yaml
//! event: StockReserved
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
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
//! The outcome arrives by a way that the documents do not tell, such as a callback over HTTP, and
//! the reason says so.
//!
//! # Source
//! The sagas of *Microservices Patterns* by Richardson: each answer of a participant is a
//! transition of the state that waits for it.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::saga::{Saga, Step};
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::document::kinds::event::Status;
use crate::document::kinds::saga::{Outcome, Style};
use crate::finding::{Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unheard-outcome",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unheard_outcome.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let sagas = study.catalog.sagas.rows().iter();
    sagas
        .flat_map(|saga| match saga.stated.style.value {
            Style::Orchestration => orchestrated(study, saga),
            Style::Choreography => choreographed(study, saga),
        })
        .collect()
}

/// An event that says how a step ended.
struct Told<'a> {
    saga: &'a Saga,
    step: &'a Step,
    event: Key<Event>,
    outcome: &'a Outcome,
}

/// The outcomes of a step that somebody may wait for, each event once.
fn outcomes<'a>(study: &Study, saga: &'a Saga, step: &'a Step) -> Vec<Told<'a>> {
    let both = [(step.success, &step.stated.success), (step.failure, &step.stated.failure)];
    let mut told: Vec<Told<'_>> = Vec::new();
    for (event, outcome) in both {
        let (Some(event), Some(outcome)) = (event, outcome) else { continue };
        let written = study.catalog.events[event].newest().status;
        let in_use = !matches!(written, Status::Draft | Status::Retired);
        if in_use && told.iter().all(|known| known.event != event) {
            told.push(Told { saga, step, event, outcome });
        }
    }
    told
}

fn orchestrated(study: &Study, saga: &Saga) -> Vec<Opinion> {
    let Some(leader) = saga.coordinator else { return Vec::new() };
    let calls = &study.catalog.services[leader].calls;
    // The coordinator knows how its own steps ended, and the answer of a call is no event.
    let waits = |step: &&Step| {
        let called =
            step.command.is_none() && calls.iter().any(|call| call.service == step.service);
        step.service != leader && !called
    };
    let told = saga.steps.iter().filter(waits).flat_map(|step| outcomes(study, saga, step));
    told.filter(|told| !is_answer(study, told))
        .filter_map(|told| led(study, leader, &told))
        .collect()
}

/// Whether the event is the answer to the step's command: it goes back to whoever sent that.
fn is_answer(study: &Study, told: &Told<'_>) -> bool {
    let reply = told.step.command.and_then(|command| study.catalog.events[command].reply.as_ref());
    reply.is_some_and(|reply| [reply.success, reply.failure].contains(&Some(told.event)))
}

fn led(study: &Study, leader: Key<Service>, told: &Told<'_>) -> Option<Opinion> {
    let catalog = &study.catalog;
    let heard = heard(study, told.event, leader);
    let (service, event) = (&catalog.services[leader].id, &catalog.events[told.event].id);
    let stated = told.saga.stated.coordinator.as_ref()?;
    let span = told.outcome.event.span;
    let Some(group) = stated.group.as_deref().filter(|_| !heard.is_empty()) else {
        return match heard.is_empty() {
            true => unheard(study, told, leader, "which leads the saga"),
            // Its group may only be misspelt, which is told already.
            false if stated.group.is_none() && !catalog.is_sound(told.saga.span) => {
                Some(RULE.unknown(subjects(study, told, leader), span, scope::HIDDEN))
            }
            false => Some(passed(study, told, leader)),
        };
    };
    let mut groups = heard.iter().map(|row| row.stated.group.as_ref().map(|group| &group.value));
    if groups.clone().any(|known| known.is_some_and(|known| known == group)) {
        return Some(passed(study, told, leader));
    }
    if groups.any(|known| known.is_none()) {
        let what = format!("in which group `{service}` consumes `{event}` (`group`)");
        return Some(RULE.unknown(subjects(study, told, leader), span, what));
    }
    // A consumer in the group may stand where it cannot be read.
    if !catalog.whole {
        return Some(RULE.unknown(subjects(study, told, leader), span, scope::HIDDEN));
    }
    let other = heard.first()?.stated.group.as_ref()?;
    let message = format!(
        "`{service}` leads `{}` in the group `{group}`, and consumes `{event}` only in `{}`",
        told.saga.id, other.value
    );
    let finding = RULE.fault(span, message).relate(other.span, "another group");
    Some(fault(finding, subjects(study, told, leader)))
}

fn choreographed(study: &Study, saga: &Saga) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (index, step) in saga.steps.iter().enumerate() {
        for told in outcomes(study, saga, step) {
            let failed = step.success != Some(told.event);
            opinions.extend(match failed {
                true => undone(study, index, &told),
                false => followed(study, index, &told),
            });
        }
    }
    opinions
}

/// Whether the service of the next step hears that this one is done.
fn followed(study: &Study, index: usize, told: &Told<'_>) -> Option<Opinion> {
    let (saga, event) = (told.saga, told.event);
    let next = saga.steps.get(index + 1)?;
    let others = saga.steps[index + 1..].iter().filter(|step| step.service != told.step.service);
    if let Some(hearer) = others.clone().find(|step| !heard(study, event, step.service).is_empty())
    {
        return Some(passed(study, told, hearer.service));
    }
    // It goes on by itself, is told by a command or a call, or begins with an earlier step.
    let same = next.service == told.step.service;
    let earlier = saga.steps[..index].iter().filter_map(|step| step.success);
    let asked = next.command.is_some() || calls(study, told.step.service, next.service);
    let begun = earlier.into_iter().any(|event| !heard(study, event, next.service).is_empty());
    if same || asked || begun {
        return None;
    }
    unheard(study, told, next.service, &format!("whose step `{}` is next", next.stated.step.value))
}

/// Whether one of those who have something to undo hears that this step failed.
fn undone(study: &Study, index: usize, told: &Told<'_>) -> Option<Opinion> {
    let earlier = told.saga.steps[..index].iter();
    let done: Vec<&Step> = earlier.filter(|step| step.compensation().is_some()).collect();
    let first = done.last()?;
    for event in following(study, told) {
        let knows = |step: &&&Step| {
            step.service == told.step.service || !heard(study, event, step.service).is_empty()
        };
        if let Some(hearer) = done.iter().find(knows) {
            let through = Some(event).filter(|event| *event != told.event);
            return Some(passed_through(study, told, hearer.service, through));
        }
    }
    if done.iter().any(|step| calls(study, told.step.service, step.service)) {
        return None;
    }
    let name = &first.stated.step.value;
    unheard(study, told, first.service, &format!("which has to undo its step `{name}`"))
}

/// The failure, and what follows on it by what its consumers emit, the nearest first. What says that
/// a step of the saga is done asks nobody to undo one.
fn following(study: &Study, told: &Told<'_>) -> Vec<Key<Event>> {
    let done: BTreeSet<_> = told.saga.steps.iter().filter_map(|step| step.success).collect();
    let mut known = BTreeSet::from([told.event]);
    let mut following = vec![told.event];
    let mut next = 0;
    while let Some(event) = following.get(next).copied() {
        next += 1;
        let emitted = study.consumers(event).flat_map(|row| &row.emits).map(|emit| emit.event);
        let new = emitted.filter(|event| !done.contains(event) && known.insert(*event));
        following.extend(new);
    }
    following
}

fn calls(study: &Study, from: Key<Service>, to: Key<Service>) -> bool {
    study.catalog.services[from].calls.iter().any(|call| call.service == to)
}

/// The subscriptions of a service to an event.
fn heard(study: &Study, event: Key<Event>, service: Key<Service>) -> Vec<&Subscription> {
    study.consumers(event).filter(|row| row.service == service).collect()
}

fn subjects(study: &Study, told: &Told<'_>, waiting: Key<Service>) -> Vec<Subject> {
    let catalog = &study.catalog;
    let event = catalog.events[told.event].subject();
    vec![told.saga.subject(), event, catalog.services[waiting].subject()]
}

fn passed(study: &Study, told: &Told<'_>, hearer: Key<Service>) -> Opinion {
    passed_through(study, told, hearer, None)
}

/// The same where the hearer consumes another event, which follows on this one.
fn passed_through(
    study: &Study,
    told: &Told<'_>,
    hearer: Key<Service>,
    through: Option<Key<Event>>,
) -> Opinion {
    let catalog = &study.catalog;
    let mut detail =
        format!("{} by {}", catalog.events[told.event].id, catalog.services[hearer].id);
    if let Some(event) = through {
        detail += &format!(" through {}", catalog.events[event].id);
    }
    let evidence = "outcomes are heard by those who wait for them";
    RULE.pass_with(subjects(study, told, hearer), told.outcome.event.span, evidence, detail)
}

fn unheard(study: &Study, told: &Told<'_>, waiting: Key<Service>, role: &str) -> Option<Opinion> {
    let catalog = &study.catalog;
    let event = &catalog.events[told.event];
    // That nobody at all consumes the event is its own finding, and what could not be read may say
    // who does. Of a system outside it is not known what it consumes.
    let nobody = study.graph.subscriptions_of(told.event).is_empty()
        && study.graph.projections_of_event(told.event).next().is_none()
        && event.audience().is_none();
    let outside = catalog.services[waiting].is_external();
    if nobody || outside || !catalog.whole {
        return None;
    }
    let (service, name) = (&catalog.services[waiting].id, &told.step.stated.step.value);
    let message = format!(
        "`{service}`, {role}, does not consume `{}`, by which step `{name}` of `{}` says how it ended",
        event.id, told.saga.id
    );
    let finding = RULE
        .fault(told.outcome.event.span, message)
        .relate(event.span, format!("`{service}` is not among its consumers"))
        .help(format!("add a consumer to `{}`: `- service: {service}`", event.id));
    Some(fault(finding, subjects(study, told, waiting)))
}

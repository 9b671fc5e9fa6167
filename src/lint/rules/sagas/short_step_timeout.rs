//! # What it finds
//! A saga's step whose `timeout` ends before the service that does it has made all its tries: the
//! delays of its `retry`, its `processing.p99` for one try and its `p50` for the others are longer
//! together. A step that is `retriable` is never given up, so it is not judged.
//!
//! # Why it matters
//! The saga takes the step for failed and undoes what came before, while the step is still tried
//! and then succeeds. Its effect stays, and nothing compensates it.
//!
//! # Bad
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     retry: { delays: [5s, 20s] }
//!     dlq: order-events.DLQ
//!     processing: { p99: 4s }
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
//!     command: ReserveStock
//!     timeout: 20s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # Good
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     retry: { delays: [5s, 20s] }
//!     dlq: order-events.DLQ
//!     processing: { p99: 4s }
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
//!     command: ReserveStock
//!     timeout: 60s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # When to allow it
//! A late success is undone by the saga, and the reason says how.
//!
//! # Source
//! The pattern Saga of *Microservices Patterns* by Richardson, with its countermeasures for missing
//! isolation: a step that is given up must not take effect later.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::event::Event;
use crate::catalog::saga::{Saga, Step};
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::document::either::OrNone;
use crate::document::kinds::saga::Style;
use crate::document::values::attempts::Attempts;
use crate::document::values::duration;
use crate::document::values::time_limit::TimeLimit;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "short-step-timeout",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("short_step_timeout.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    let causes = causes(study);
    for saga in study.catalog.sagas.rows() {
        for (index, step) in saga.steps.iter().enumerate() {
            opinions.extend(judge(study, &causes, saga, index, step));
        }
    }
    opinions
}

fn judge(
    study: &Study,
    causes: &Causes,
    saga: &Saga,
    index: usize,
    step: &Step,
) -> Option<Opinion> {
    let catalog = &study.catalog;
    let stated = step.stated.timeout.as_ref()?;
    // That there is none, or none that is longer than nothing, is told elsewhere.
    let TimeLimit::After(timeout) = &stated.value else { return None };
    if step.stated.retriable {
        return None;
    }
    let name = &step.stated.step.value;
    let subjects = vec![saga.subject(), catalog.services[step.service].subject()];
    let unknown = |what: &'static str| Some(RULE.unknown(subjects.clone(), stated.span, what));
    // A command that is not there may only be misspelt, which is told already.
    if step.command.is_none() && !catalog.is_sound(saga.span) {
        return unknown(scope::HIDDEN);
    }
    let Some(asked) = beginning(study, causes, saga, index) else {
        return unknown("which message begins each step (`command`, or `emits` of its consumer)");
    };
    let row = study.consumers(asked).find(|row| row.service == step.service)?;
    if !scope::is_sound(catalog, row) {
        return unknown(scope::HIDDEN);
    }
    let processing = row.stated.processing.as_ref().map(|processing| &processing.value);
    let Some(p99) = processing.and_then(|processing| processing.p99.as_ref()) else {
        return unknown("how long the service of each step takes (`processing.p99`)");
    };
    let Some((tries, delays)) = tries(row) else {
        return unknown("how long the service of each step tries again (`retry`)");
    };
    // One try may be as slow as can be; that all of them are is not to be expected.
    let p50 = processing.and_then(|processing| processing.p50.as_ref()).filter(|_| tries > 1);
    let at_least = p99.milliseconds.saturating_add(delays);
    let others = |each: u64| each.saturating_mul(tries.saturating_sub(1));
    let needed = at_least.saturating_add(others(p50.unwrap_or(p99).milliseconds));
    if timeout.milliseconds >= needed {
        let detail = format!("{name}: {timeout}");
        let evidence = "a step is not given up while it is still tried";
        return Some(RULE.pass_with(subjects, stated.span, evidence, detail));
    }
    if p50.is_none() && timeout.milliseconds >= at_least {
        return unknown("how long most tries of each step take (`processing.p50`)");
    }
    let needed = duration::words(if p50.is_some() { needed } else { at_least });
    let delays = duration::words(delays);
    let each = match p50 {
        Some(p50) => {
            format!("{} for a slow try, {} for each of {} others", p99.value, p50.value, tries - 1)
        }
        None => p99.value.to_string(),
    };
    let message = format!(
        "step `{name}` of `{}` is given up after {timeout}, but may be tried for {needed}: {each} and \
         {delays} of delays",
        saga.id
    );
    let finding = RULE.fault(stated.span, message).label(needed);
    let finding =
        finding.relate(row.span, format!("`{}` does it", catalog.services[step.service].id));
    let finding = match &row.stated.retry {
        Some(retry) => finding.relate(retry.span, format!("{delays} of delays")),
        None => finding,
    };
    Some(fault(finding, subjects))
}

/// The events by which services come to publish others: for a service and what it emits, what it
/// consumes then.
type Causes = BTreeMap<(Key<Service>, Key<Event>), BTreeSet<Key<Event>>>;

fn causes(study: &Study) -> Causes {
    let mut causes = Causes::new();
    for row in study.catalog.subscriptions.rows() {
        for emit in &row.emits {
            causes.entry((row.service, emit.event)).or_default().insert(row.event);
        }
    }
    causes
}

/// The message that makes a step begin: its command, in a choreography the success before it, or
/// else the only one on which its service publishes how it went.
fn beginning(study: &Study, causes: &Causes, saga: &Saga, index: usize) -> Option<Key<Event>> {
    let step = &saga.steps[index];
    let before = index.checked_sub(1).and_then(|before| saga.steps[before].success);
    let before = before.filter(|_| saga.stated.style.value == Style::Choreography);
    let hears = |event: &Key<Event>| study.consumers(*event).any(|row| row.service == step.service);
    let cause = step.success.and_then(|success| causes.get(&(step.service, success)));
    let cause = cause.filter(|causes| causes.len() == 1).and_then(|causes| causes.first().copied());
    step.command.or(before).filter(hears).or(cause)
}

/// How many tries there are, and how long all delays between them last, in milliseconds. None where it
/// is not stated, or where the first delay is longer than the longest, which is told of the retry.
fn tries(row: &Subscription) -> Option<(u64, u64)> {
    let OrNone::Some(retry) = &row.stated.retry.as_ref()?.value else { return Some((1, 0)) };
    match retry.tries()? {
        Attempts::Limited(tries) if !retry.is_inverted() => {
            Some((u64::from(tries), retry.total_delay()?))
        }
        _ => None,
    }
}

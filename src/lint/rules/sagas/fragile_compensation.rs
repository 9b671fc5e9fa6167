//! # What it finds
//! A service that undoes steps of a saga and tries the message that asks for it only once: `retry:
//! none`, or one attempt, where it consumes the failure of a later step, or a command that is answered
//! by the event of a compensation.
//!
//! # Why it matters
//! A compensation is what is left when the rest has failed. If it meets a database that is away for
//! a second and is not tried again, the saga is neither done nor undone.
//!
//! # Bad
//! ```yaml
//! event: PaymentFailed
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//!     retry: none
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
//!     timeout: 30s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     failure: PaymentFailed
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # Good
//! ```yaml
//! event: PaymentFailed
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//!     retry: { attempts: 5, backoff: exponential, initial: 1s, max: 30s, jitter: true }
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
//!     timeout: 30s
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     failure: PaymentFailed
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # When to allow it
//! Somebody is paged for each dead letter of this consumer and undoes the step within the time that
//! the business allows.
//!
//! # Source
//! The original paper *Sagas* by Garcia-Molina and Salem, in which a compensating transaction is
//! repeated until it succeeds, and *Microservices Patterns* by Richardson.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::event::Event;
use crate::catalog::saga::Saga;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::document::kinds::saga::Style;
use crate::document::values::attempts::Attempts;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "fragile-compensation",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("fragile_compensation.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let commands = commands(study);
    for saga in catalog.sagas.rows() {
        let mut judged = BTreeSet::new();
        let asked = saga.steps.iter().filter_map(|step| step.compensated);
        for row in asked.flat_map(|undone| asked_to_undo(study, &commands, undone)) {
            if judged.insert((row.event, row.service, row.group(catalog))) {
                opinions.push(judge(study, saga, row));
            }
        }
        for (index, step) in saga.steps.iter().enumerate() {
            let Some(failure) = step.failure else { continue };
            let earlier = saga.steps[..index].iter().filter(|step| step.compensation().is_some());
            // Who hears that a step failed, and sees to it that those before it are undone.
            let undoing: BTreeSet<Key<Service>> = match saga.stated.style.value {
                Style::Orchestration => earlier.filter_map(|_| saga.coordinator).collect(),
                Style::Choreography => earlier.map(|step| step.service).collect(),
            };
            for row in study.consumers(failure).filter(|row| undoing.contains(&row.service)) {
                if judged.insert((row.event, row.service, row.group(catalog))) {
                    opinions.push(judge(study, saga, row));
                }
            }
        }
    }
    opinions
}

/// The commands by the message that says they were done.
fn commands(study: &Study) -> BTreeMap<Key<Event>, Vec<Key<Event>>> {
    let mut commands: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (key, event) in study.catalog.events.iter() {
        if let Some(success) = event.reply.as_ref().and_then(|reply| reply.success) {
            commands.entry(success).or_default().push(key);
        }
    }
    commands
}

/// Those who handle a command that ends with something undone. Of systems outside it is not known.
fn asked_to_undo<'a>(
    study: &'a Study,
    commands: &BTreeMap<Key<Event>, Vec<Key<Event>>>,
    undone: Key<Event>,
) -> Vec<&'a Subscription> {
    let commands = commands.get(&undone).into_iter().flatten();
    let rows = commands.flat_map(|command| study.consumers(*command));
    rows.filter(|row| !study.catalog.services[row.service].is_external()).collect()
}

fn judge(study: &Study, saga: &Saga, row: &Subscription) -> Opinion {
    let catalog = &study.catalog;
    let subjects: Vec<_> =
        [saga.subject()].into_iter().chain(scope::consumer_subjects(row).iter().cloned()).collect();
    let Some(retry) = &row.stated.retry else {
        let what = "whether a compensation is tried again (`retry`)";
        return RULE.unknown(subjects, row.span, what);
    };
    let once = match retry.value.some() {
        None => true,
        Some(retry) => match retry.tries() {
            Some(tries) => matches!(tries, Attempts::Limited(0 | 1)),
            None => {
                let what = "how often a compensation is tried (`retry.attempts`)";
                return RULE.unknown(subjects, row.span, what);
            }
        },
    };
    let service = &catalog.services[row.service].id;
    if !once {
        let detail = format!("{service} on {}", catalog.events[row.event].id);
        return RULE.pass_with(subjects, retry.span, "compensations are tried again", detail);
    }
    let message = format!(
        "{} tries only once to have steps of `{}` undone",
        scope::consumer_words(catalog, row),
        saga.id
    );
    let finding = RULE
        .fault(retry.span, message)
        .relate(saga.span, "it is then neither done nor undone")
        .help("try it again: `retry: { attempts: 5, backoff: exponential, initial: 1s, max: 30s, jitter: true }`");
    fault(finding, subjects)
}

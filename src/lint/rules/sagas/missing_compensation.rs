//! # What it finds
//! A step of a saga that changes something and that nothing undoes, although a later step can fail. A
//! step needs no compensation where it changes nothing (`read_only`), where it is retried until it
//! succeeds (`retriable`), or where nothing after it can fail: the last step, or one with only retriable
//! steps after it. What a person does by hand (`manual …`) is no compensation.
//!
//! # Why it matters
//! When a later step fails, what this one did stays: stock reserved for an order that does not exist.
//!
//! # Bad
//! ```yaml
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
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # Good
//! ```yaml
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
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # When to allow it
//! What the step does costs nothing to leave undone, and the reason says so. Somebody who cleans up by
//! hand is not a compensating action.
//!
//! # Source
//! *Sagas* (Garcia-Molina and Salem, 1987), and *Microservices Patterns* (Richardson), chapter 4:
//! compensatable, pivot and retriable transactions.

use crate::catalog::saga::{Saga, Step};
use crate::document::either::OrNone;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-compensation",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: true,
    since: "0.1.0",
    text: include_str!("missing_compensation.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for saga in study.catalog.sagas.rows() {
        for (index, step) in saga.steps.iter().enumerate() {
            let subjects = vec![saga.subject(), study.catalog.services[step.service].subject()];
            let name = &step.stated.step.value;
            // What a step or a later one leaves out may only be misspelt, and one whose service is not
            // known is left out as a whole: both are told already.
            let is_whole =
                study.catalog.is_sound(saga.span) && saga.steps.len() == saga.stated.steps.len();
            let known = own(step).or_else(|| {
                let later = &saga.steps[index + 1..];
                later_cannot_fail(saga, step, later).filter(|_| is_whole)
            });
            if let Some(detail) = known {
                let evidence = "every step can be undone or need not be";
                let detail = format!("{name}: {detail}");
                opinions.push(RULE.pass_with(subjects, step.span, evidence, detail));
                continue;
            }
            if !is_whole {
                opinions.push(RULE.unknown(subjects, step.span, scope::HIDDEN));
                continue;
            }
            let stated = step.stated.compensation.as_ref();
            let span = stated.map_or(step.span, |stated| stated.span);
            let what = match stated.map(|stated| &stated.value) {
                Some(OrNone::Some(_)) => "nothing but a person",
                _ => "nothing",
            };
            let message =
                format!("{what} undoes step `{name}` of `{}` when a later step fails", saga.id);
            let finding = RULE.fault(span, message).label("add a `compensation`").help(
                "or say why none is needed: `read_only`, `retriable`, or `pivot` where only retriable steps follow",
            );
            opinions.push(fault(finding, subjects));
        }
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "there is no saga".to_owned() });
    }
    opinions
}

/// Why a step is in order by what is stated of it.
fn own(step: &Step) -> Option<String> {
    let stated = step.stated.compensation.as_ref().map(|stated| &stated.value);
    if let Some(OrNone::Some(compensation)) = stated
        && !is_by_hand(&compensation.action.value)
    {
        return Some(compensation.action.value.clone());
    }
    if step.stated.read_only {
        Some("changes nothing".to_owned())
    } else if step.stated.retriable {
        Some("retried until it succeeds".to_owned())
    } else {
        None
    }
}

/// Why a step need not be undone: nothing after it can fail.
fn later_cannot_fail(saga: &Saga, step: &Step, later: &[Step]) -> Option<String> {
    if later.is_empty() {
        Some("nothing follows that can fail".to_owned())
    } else if later
        .iter()
        .all(|step| step.stated.retriable || step.stated.read_only && !can_fail(step))
    {
        // Another step that is said to be the pivot is the pivot, whatever holds of this one.
        let is_another = !step.stated.pivot && saga.steps.iter().any(|step| step.stated.pivot);
        let words = ["the pivot: only retriable steps follow", "only retriable steps follow"];
        Some(words[usize::from(is_another)].to_owned())
    } else {
        None
    }
}

/// Whether a person does it: nobody knows when, nor whether at all.
fn is_by_hand(action: &str) -> bool {
    let words = action.trim().to_lowercase();
    let says = |phrase: &str| words.contains(phrase);
    words.starts_with("manual")
        || says("manually")
        || says("by hand")
        || says("manual intervention")
}

/// Whether a step that changes nothing can still end the saga.
fn can_fail(step: &Step) -> bool {
    step.failure.is_some() || step.stated.timeout.is_some()
}

//! # What it finds
//! A step of a saga that states no timeout, or `none`. A `retriable` step needs one too: without it
//! nobody knows when to try again.
//!
//! # Why it matters
//! A service that never answers leaves the saga between two states: stock reserved, nothing paid, and
//! nobody told.
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
//!     timeout: none
//!     compensation: { action: release the stock }
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
//! Something else ends the waiting, such as a person who looks at open orders each morning.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 4: a saga that waits for an answer needs a way to go
//! on without it.

use crate::document::values::time_limit::TimeLimit;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-step-timeout",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_step_timeout.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for saga in study.catalog.sagas.rows() {
        for step in &saga.steps {
            let subjects = vec![saga.subject(), study.catalog.services[step.service].subject()];
            let name = &step.stated.step.value;
            match &step.stated.timeout {
                Some(timeout) if timeout.value != TimeLimit::None => {
                    let detail = format!("{name}: {}", timeout.value);
                    let evidence = "every step has a timeout";
                    opinions.push(RULE.pass_with(subjects, timeout.span, evidence, detail));
                }
                // A timeout that is not there may only be misspelt, which is told already.
                None if !study.catalog.is_sound(saga.span) => {
                    opinions.push(RULE.unknown(subjects, step.span, scope::HIDDEN));
                }
                stated => {
                    let span = stated.as_ref().map_or(step.span, |stated| stated.span);
                    let waits = match step.stated.retriable {
                        true => "is tried again, and nothing says after how long a try has failed",
                        false => "may wait for ever",
                    };
                    let message = format!("step `{name}` of `{}` {waits}", saga.id);
                    let finding = RULE.fault(span, message).label("add a `timeout`");
                    opinions.push(fault(finding, subjects));
                }
            }
        }
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "there is no saga".to_owned() });
    }
    opinions
}

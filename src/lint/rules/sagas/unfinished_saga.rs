//! # What it finds
//! A saga without a state for the case that all is done, or without one for the case that it is not:
//! `terminal` needs `completed`, and `compensated` or `failed`.
//!
//! # Why it matters
//! An instance that ends in no named state is found by nobody. A state machine without terminal states
//! cannot be watched.
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
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed }
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
//! Never for long: the states are two words.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 4: a saga that waits for an answer needs a way to go
//! on without it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfinished-saga",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unfinished_saga.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let opinions = study.catalog.sagas.rows().iter().map(|saga| {
        let subjects = vec![saga.subject()];
        let terminal = saga.stated.terminal.as_ref();
        let span = terminal.map_or(saga.span, |terminal| terminal.span);
        if saga.has_terminal_states() {
            return RULE.pass_with(subjects, span, "terminal states are named", saga.id.clone());
        }
        // A state that is not there may only be misspelt, which is told already.
        if !study.catalog.is_sound(saga.span) {
            return RULE.unknown(subjects, span, scope::HIDDEN);
        }
        let completed = terminal.is_some_and(|terminal| terminal.completed.is_some());
        let missing = if completed { "`compensated` or `failed`" } else { "`completed`" };
        let message = format!("`{}` has no terminal state {missing}", saga.id);
        fault(RULE.fault(span, message).label("name the state"), subjects)
    });
    opinions.collect()
}

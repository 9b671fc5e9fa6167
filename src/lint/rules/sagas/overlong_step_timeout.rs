//! # What it finds
//! A saga's step whose `timeout` is longer than the `timeout` of the whole saga.
//!
//! # Why it matters
//! The saga is given up first, so the step's own time never ends: what its `timeout` promises to start
//! never starts, and a success that comes in that time finds a saga that is undone.
//!
//! # Bad
//! ```yaml
//! saga: OrderSaga
//! owner: shop-team
//! style: orchestration
//! coordinator: { service: order-service }
//! correlation: orderId
//! timeout: 5m
//! steps:
//!   - step: reserve stock
//!     service: stock-service
//!     timeout: 10m
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
//! timeout: 15m
//! steps:
//!   - step: reserve stock
//!     service: stock-service
//!     timeout: 10m
//!     compensation: { action: release the stock }
//!   - step: take the money
//!     service: payment-service
//!     timeout: 30s
//! terminal: { completed: order confirmed, compensated: order cancelled, failed: somebody looks }
//! ```
//!
//! # When to allow it
//! Never: shorten the one or lengthen the other.
//!
//! # Source
//! The pattern Saga of *Microservices Patterns* by Richardson: a timeout counts as a failure, of a step
//! as of the whole.

use crate::catalog::saga::{Saga, Step};
use crate::document::values::time_limit::TimeLimit;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overlong-step-timeout",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("overlong_step_timeout.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let sagas = study.catalog.sagas.rows().iter();
    let steps = sagas.flat_map(|saga| saga.steps.iter().map(move |step| (saga, step)));
    steps.filter_map(|(saga, step)| judge(study, saga, step)).collect()
}

/// That one of both is not stated is told elsewhere.
fn judge(study: &Study, saga: &Saga, step: &Step) -> Option<Opinion> {
    let (whole, part) = (saga.stated.timeout.as_ref()?, step.stated.timeout.as_ref()?);
    let (TimeLimit::After(all), TimeLimit::After(one)) = (&whole.value, &part.value) else {
        return None;
    };
    let name = &step.stated.step.value;
    let subjects = vec![saga.subject(), study.catalog.services[step.service].subject()];
    if one.milliseconds <= all.milliseconds {
        let evidence = "no step may take longer than its saga";
        return Some(RULE.pass_with(subjects, part.span, evidence, format!("{name}: {one}")));
    }
    let message = format!(
        "step `{name}` of `{}` is given up after {one}, but the saga itself after {all}",
        saga.id
    );
    let finding = RULE.fault(part.span, message).label("the saga has ended before");
    Some(fault(finding.relate(whole.span, "the whole saga"), subjects))
}

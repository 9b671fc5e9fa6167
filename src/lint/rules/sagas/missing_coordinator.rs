//! # What it finds
//! A saga with `style: orchestration` that names no `coordinator`.
//!
//! # Why it matters
//! In an orchestrated saga one service decides what happens next. Where nobody knows which, nobody
//! knows who hears the outcomes and whom to ask where an instance stands.
//!
//! # Bad
//! ```yaml
//! saga: OrderSaga
//! owner: shop-team
//! style: orchestration
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
//! Never for long: if no service leads, the style is `choreography`.
//!
//! # Source
//! The pattern Process Manager of *Enterprise Integration Patterns* by Hohpe and Woolf, and the
//! orchestration-based saga of *Microservices Patterns* by Richardson: both have one component that
//! keeps the state.

use crate::catalog::saga::Saga;
use crate::document::kinds::saga::Style;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-coordinator",
    concern: Concern::Sagas,
    group: Group::Sagas,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_coordinator.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let led = |saga: &&Saga| saga.stated.style.value == Style::Orchestration;
    let judged = catalog.sagas.rows().iter().filter(led).map(|saga| {
        let subjects = vec![saga.subject()];
        let style = saga.stated.style.span;
        if let Some(service) = saga.coordinator {
            let service = &catalog.services[service];
            let detail = format!("{} by {}", saga.id, service.id);
            let subjects: Vec<_> = subjects.into_iter().chain([service.subject()]).collect();
            return RULE.pass_with(subjects, style, "one service leads", detail);
        }
        // That the service is not known is its own finding, and a key may only be misspelt.
        if saga.stated.coordinator.is_some() || !catalog.is_sound(saga.span) {
            return RULE.unknown(subjects, style, scope::HIDDEN);
        }
        let message =
            format!("`{}` is orchestrated, and no service is named that leads it", saga.id);
        let finding = RULE.fault(style, message).label("add `coordinator`").help(
            "name it: `coordinator: { service: order-service }`; or say `style: choreography`",
        );
        fault(finding, subjects)
    });
    judged.collect()
}

//! # What it finds
//! A synchronous call of which it is known that nothing stops it while the other side does not
//! answer: `circuit_breaker: none`.
//!
//! # Why it matters
//! When the called service is slow, every caller waits with it. Their threads and connections are
//! used up, and what did not need the call at all stands still too: one failure becomes that of
//! all.
//!
//! # Bad
//! ```yaml
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! calls:
//!   - { service: stock-service, protocol: http, action: "GET /stock", circuit_breaker: none }
//! ```
//!
//! # Good
//! ```yaml
//! service: order-service
//! owner: shop-team
//! stores: [orders-db]
//! calls:
//!   - { service: stock-service, protocol: http, action: "GET /stock", circuit_breaker: { failure_threshold: 5, success_threshold: 2, timeout: 30s } }
//! ```
//!
//! # When to allow it
//! The call is made by hand and seldom, so that there is no crowd that could wait.
//!
//! # Source
//! The pattern Circuit Breaker of *Release It!* by Nygard.

use crate::document::kinds::service::CircuitBreaker;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-circuit-breaker",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_circuit_breaker.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    for service in catalog.services.rows().iter().filter(|service| !service.is_external()) {
        for call in &service.calls {
            let called = &catalog.services[call.service];
            let subjects = vec![service.subject(), called.subject()];
            let span = call.stated.service.span;
            if call.stated.protocol.is_none() {
                let what = "by which protocol it is called (`protocol`)";
                opinions.push(RULE.unknown(subjects.clone(), span, what));
            }
            let Some(stated) = &call.stated.circuit_breaker else {
                let what = "what stops calls that are not answered (`circuit_breaker`)";
                opinions.push(RULE.unknown(subjects, span, what));
                continue;
            };
            if let Some(breaker) = call.circuit_breaker() {
                let detail = format!("{} to {}{}", service.id, called.id, thresholds(breaker));
                let evidence = "calls stop where nobody answers";
                opinions.push(RULE.pass_with(subjects, stated.span, evidence, detail));
                continue;
            }
            let message = format!(
                "`{}` goes on calling `{}` while it does not answer, and waits with it",
                service.id, called.id
            );
            let finding = RULE.fault(stated.span, message).label("known to be missing").help(
                "stop after some failures in a row: `{ failure_threshold: 5, success_threshold: 2, timeout: 30s }`",
            );
            opinions.push(fault(finding, subjects));
        }
    }
    opinions
}

/// ", open after 5 failures, for 30s"
fn thresholds(breaker: &CircuitBreaker) -> String {
    let opens = breaker.failure_threshold.map(|count| format!(", open after {count} failures"));
    let lasts = breaker.timeout.as_ref().map(|time| format!(", for {time}"));
    [opens, lasts].into_iter().flatten().collect()
}

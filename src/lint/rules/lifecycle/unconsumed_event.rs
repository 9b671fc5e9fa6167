//! # What it finds
//! An event that no service consumes and that has no `audience` outside the services.
//!
//! # Why it matters
//! Somebody keeps publishing it, and nobody needs it; or somebody needs it and is not in the catalog.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # When to allow it
//! A consumer is on its way, and the reason says which and when.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Message Channel*: it connects one who sends
//! with one who receives. An end without the other is cost without use, and often a misspelt name.

use crate::document::kinds::event::Status;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unconsumed-event",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unconsumed_event.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, event) in study.catalog.events.iter() {
        if event.newest().status == Status::Retired || event.newest().status == Status::Draft {
            continue;
        }
        let subjects = event.subjects();
        if let Some(audience) = event.audience() {
            let detail = format!("{} for {}", event.id, audience.word());
            opinions.push(RULE.pass_with(subjects, event.span, "needed by somebody", detail));
        } else if let [first, ..] = study.graph.subscriptions_of(key) {
            let service = &study.catalog.services[study.catalog.subscriptions[*first].service].id;
            opinions.push(RULE.pass_with(
                subjects,
                event.span,
                "needed by somebody",
                service.clone(),
            ));
        } else if let Some(projection) = study.graph.projections_of_event(key).next() {
            let detail = study.catalog.projections[projection].id.clone();
            opinions.push(RULE.pass_with(subjects, event.span, "needed by somebody", detail));
        } else if study.catalog.whole {
            let message = format!("nobody consumes `{}`", event.id);
            let finding = RULE.fault(event.span, message);
            let finding = finding.label("add a consumer, or say by `audience` whom it is for");
            opinions.push(fault(finding, subjects));
        } else {
            opinions.push(RULE.unknown(subjects, event.span, scope::HIDDEN));
        }
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "there is no event".to_owned() });
    }
    opinions
}

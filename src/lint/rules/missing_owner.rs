//! # What it finds
//! An event, a service, a topic or a saga without an owner, neither of its own nor of its domain.
//!
//! # Why it matters
//! At three in the morning somebody must be called. What belongs to nobody is mended by nobody.
//!
//! # Bad
//! ```yaml
//! store: carts-db
//! kind: redis
//! ---
//! service: cart-service
//! stores: [carts-db]
//! ```
//!
//! # Good
//! ```yaml
//! store: carts-db
//! kind: redis
//! ---
//! service: cart-service
//! owner: shop-team
//! stores: [carts-db]
//! ```
//!
//! # When to allow it
//! While a service is handed from one team to another.

use crate::catalog::Team;
use crate::catalog::table::Key;
use crate::finding::Level;
use crate::finding::Subject;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-owner",
    concern: Concern::Ownership,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_owner.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let events =
        catalog.events.rows().iter().map(|event| (event.subject(), event.span, event.owner));
    let services = catalog.services.rows().iter().filter(|service| !service.is_external());
    let services = services.map(|service| (service.subject(), service.span, service.owner));
    let topics =
        catalog.topics.rows().iter().map(|topic| (topic.subject(), topic.span, topic.owner));
    let sagas = catalog.sagas.rows().iter().map(|saga| (saga.subject(), saga.span, saga.owner));
    let all = events.chain(services).chain(topics).chain(sagas);
    let mut opinions: Vec<Opinion> =
        all.filter_map(|(subject, span, owner)| judge(study, subject, span, owner)).collect();
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "nothing that needs an owner".to_owned() });
    }
    opinions
}

fn judge(study: &Study, subject: Subject, span: Span, owner: Option<Key<Team>>) -> Option<Opinion> {
    match owner {
        Some(owner) => {
            let detail = study.catalog.teams[owner].id.clone();
            Some(RULE.pass_with(vec![subject], span, "an owner for everything", detail))
        }
        // Where names could not be resolved, the owner may only be misspelt.
        None if !study.catalog.is_sound(span) => None,
        None => {
            let message = format!("the {} `{}` has no owner", subject.kind, subject.name);
            let finding = RULE.fault(span, message).label("add `owner`, or a domain that has one");
            Some(fault(finding, vec![subject]))
        }
    }
}

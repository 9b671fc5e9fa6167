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
//!
//! # Source
//! *Team Topologies* (Skelton and Pais): every part of a system has one team that answers for it.

use crate::catalog::table::Key;
use crate::catalog::{Domain, Team};
use crate::document::parts::Name;
use crate::finding::Level;
use crate::finding::Subject;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-owner",
    concern: Concern::Ownership,
    group: Group::Ownership,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_owner.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    let mut judge = |subject, span, known, stated: [&Option<Name>; 2]| {
        opinions.push(self::judge(study, subject, span, known, stated));
    };
    for event in catalog.events.rows() {
        let stated = [&event.stated.owner, &event.stated.domain];
        judge(event.subject(), event.span, (event.owner, event.domain), stated);
    }
    for service in catalog.services.rows().iter().filter(|service| !service.is_external()) {
        let stated = [&service.stated.owner, &service.stated.domain];
        judge(service.subject(), service.span, (service.owner, service.domain), stated);
    }
    for topic in catalog.topics.rows() {
        let stated = [&topic.stated.owner, &topic.stated.domain];
        judge(topic.subject(), topic.span, (topic.owner, topic.domain), stated);
    }
    for saga in catalog.sagas.rows() {
        let stated = [&saga.stated.owner, &saga.stated.domain];
        judge(saga.subject(), saga.span, (saga.owner, saga.domain), stated);
    }
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "nothing that needs an owner".to_owned() });
    }
    opinions
}

fn judge(
    study: &Study,
    subject: Subject,
    span: Span,
    (owner, domain): (Option<Key<Team>>, Option<Key<Domain>>),
    [own, named]: [&Option<Name>; 2],
) -> Opinion {
    let catalog = &study.catalog;
    if let Some(owner) = owner {
        let detail = catalog.teams[owner].id.clone();
        return RULE.pass_with(vec![subject], span, "an owner for everything", detail);
    }
    // The key may only be misspelt, or name what could not be read: that is told already.
    if catalog.hides_owner(own.as_ref(), named.as_ref(), domain) || !catalog.is_sound(span) {
        return RULE.unknown(vec![subject], span, scope::HIDDEN);
    }
    let message = format!("the {} `{}` has no owner", subject.kind, subject.name);
    let finding = RULE.fault(span, message).label("add `owner`, or a domain that has one");
    fault(finding, vec![subject])
}

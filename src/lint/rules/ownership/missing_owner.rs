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

use crate::catalog::Team;
use crate::catalog::table::Key;
use crate::document::parts::Name;
use crate::finding::Level;
use crate::finding::Subject;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
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
    let mut judge = |subject, span, owner, stated: [&Option<Name>; 2]| {
        opinions.extend(self::judge(study, subject, span, owner, stated));
    };
    for event in catalog.events.rows() {
        let stated = [&event.stated.owner, &event.stated.domain];
        judge(event.subject(), event.span, event.owner, stated);
    }
    for service in catalog.services.rows().iter().filter(|service| !service.is_external()) {
        let stated = [&service.stated.owner, &service.stated.domain];
        judge(service.subject(), service.span, service.owner, stated);
    }
    for topic in catalog.topics.rows() {
        judge(
            topic.subject(),
            topic.span,
            topic.owner,
            [&topic.stated.owner, &topic.stated.domain],
        );
    }
    for saga in catalog.sagas.rows() {
        judge(saga.subject(), saga.span, saga.owner, [&saga.stated.owner, &saga.stated.domain]);
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
    owner: Option<Key<Team>>,
    [own, domain]: [&Option<Name>; 2],
) -> Option<Opinion> {
    if let Some(owner) = owner {
        let detail = study.catalog.teams[owner].id.clone();
        return Some(RULE.pass_with(vec![subject], span, "an owner for everything", detail));
    }
    // The key may only be misspelt, or name what could not be read: that is told already.
    let told = own.is_some() || domain.is_some() && !study.catalog.whole;
    if told || !study.catalog.is_sound(span) {
        return None;
    }
    let message = format!("the {} `{}` has no owner", subject.kind, subject.name);
    let finding = RULE.fault(span, message).label("add `owner`, or a domain that has one");
    Some(fault(finding, vec![subject]))
}

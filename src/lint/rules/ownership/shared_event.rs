//! # What it finds
//! An event of kind `event` that more than one service publishes, without `shared_ownership` that
//! says why. Services outside are not counted.
//!
//! # Why it matters
//! A fact has one source. Where two services announce it, their versions drift apart, one forgets a
//! field, and the consumer that finds the fault does not know whom to ask.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers:
//!   - { service: order-service, writes: [orders-db], publish: outbox }
//!   - { service: stock-service, writes: [stock-db], publish: outbox }
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! shared_ownership: Both counters take orders, and share the code that publishes them.
//! producers:
//!   - { service: order-service, writes: [orders-db], publish: outbox }
//!   - { service: stock-service, writes: [stock-db], publish: outbox }
//! ```
//!
//! # When to allow it
//! While the event moves from one service to the other.
//!
//! # Source
//! Adam Bellemare, *Building Event-Driven Microservices*, on the single writer principle.

use std::collections::BTreeMap;

use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "shared-event",
    concern: Concern::Ownership,
    group: Group::Ownership,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("shared_event.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut published: BTreeMap<Key<Event>, Vec<&Producer>> = BTreeMap::new();
    for producer in scope::producers(study) {
        published.entry(producer.event).or_default().push(producer);
    }
    let judged = published.into_iter().filter_map(|(key, producers)| {
        let event = &catalog.events[key];
        (event.kind() == EventKind::Event).then(|| judge(study, event, &producers))
    });
    judged.collect()
}

fn judge(study: &Study, event: &Event, producers: &[&Producer]) -> Opinion {
    let catalog = &study.catalog;
    let mut services: BTreeMap<Key<Service>, Span> = BTreeMap::new();
    for producer in producers {
        services.entry(producer.service).or_insert(producer.span);
    }
    let ids: Vec<&str> =
        services.keys().map(|service| catalog.services[*service].id.as_str()).collect();
    let mut subjects = vec![event.subject()];
    subjects.extend(services.keys().map(|service| catalog.services[*service].subject()));
    if let [one] = ids.as_slice() {
        if !catalog.whole {
            return RULE.unknown(subjects, event.span, scope::HIDDEN);
        }
        return RULE.pass_with(subjects, event.span, "one source for each event", *one);
    }
    if let Some(reason) = &event.stated.shared_ownership {
        return RULE.pass_with(
            subjects,
            reason.span,
            "several sources for a reason",
            &*reason.value,
        );
    }
    let message = format!("{} services publish `{}`: `{}`", ids.len(), event.id, ids.join("`, `"));
    let finding = RULE.fault(event.span, message);
    let finding =
        services.values().fold(finding, |finding, span| finding.relate(*span, "published here"));
    let help = "let one of them publish it and the others send it a command, or say by \
                `shared_ownership` why there are several";
    fault(finding.help(help), subjects)
}

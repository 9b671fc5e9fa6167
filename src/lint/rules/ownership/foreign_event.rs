//! # What it finds
//! A service that publishes an event of kind `event` which another team owns. Both owners must be
//! known; a command belongs to its handler, so anybody may send it.
//!
//! # Why it matters
//! The team that owns the event promises what the other team writes. A change of the service breaks
//! a contract that its authors do not hold.
//!
//! # Bad
//! ```yaml
//! team: sales-team
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: sales-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
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
//! The service is being handed over, and the reason says until when.
//!
//! # Source
//! Adam Bellemare, *Building Event-Driven Microservices*, on the single writer principle; Eric
//! Evans, *Domain-Driven Design*, on bounded contexts.

use crate::catalog::producer::Producer;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "foreign-event",
    concern: Concern::Ownership,
    group: Group::Ownership,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("foreign_event.rs"),
    check: Check::Design(check),
};

/// Which services publish an event.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    Unknown,
    One(Key<Service>),
    Several,
}

fn check(study: &Study) -> Vec<Opinion> {
    let mut sources: Vec<Source> = vec![Source::Unknown; study.catalog.events.len()];
    for producer in scope::producers(study) {
        let source = &mut sources[producer.event.index()];
        *source = match *source {
            Source::Unknown => Source::One(producer.service),
            Source::One(service) if service == producer.service => Source::One(service),
            _ => Source::Several,
        };
    }
    // Of two sources one is foreign, most likely: that is another fault.
    let alone = |producer: &&Producer| sources[producer.event.index()] != Source::Several;
    let producers = scope::producers(study).filter(alone);
    producers.filter_map(|producer| judge(study, producer)).collect()
}

fn judge(study: &Study, producer: &Producer) -> Option<Opinion> {
    let catalog = &study.catalog;
    let (event, service) = (&catalog.events[producer.event], &catalog.services[producer.service]);
    if event.kind() != EventKind::Event {
        return None;
    }
    let (holder, author) = (event.owner?, service.owner?);
    let subjects = scope::producer_subjects(producer);
    if holder == author {
        let evidence = "events of the team that publishes them";
        let detail = catalog.teams[author].id.clone();
        return Some(RULE.pass_with(subjects, producer.span, evidence, detail));
    }
    let (holder, author) = (&catalog.teams[holder].id, &catalog.teams[author].id);
    let message =
        format!("`{}` of `{author}` publishes `{}`, which `{holder}` owns", service.id, event.id);
    let finding = RULE.fault(producer.span, message);
    let finding = finding.relate(event.span, format!("owned by `{holder}`"));
    let finding = finding.relate(service.span, format!("owned by `{author}`"));
    let help = format!("give the event to `{author}`, or let a service of `{holder}` publish it");
    Some(fault(finding.help(help), subjects))
}

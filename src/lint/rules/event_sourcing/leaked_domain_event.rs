//! # What it finds
//! An event that an aggregate stores and that a service of another domain consumes as it is,
//! although no `audience` says that it is made for others.
//!
//! # Why it matters
//! What is stored is private to the model and has to stay readable for ever. Once another domain
//! reads it, the model cannot change without asking them.
//!
//! # Bad
//! ```yaml
//! domain: stock
//! owner: shop-team
//! ---
//! domain: payments
//! owner: shop-team
//! ---
//! service: payment-service
//! owner: shop-team
//! domain: payments
//! stores: [payments-db]
//! ---
//! event: StockAdjusted
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! aggregate: StockItem
//! owner: shop-team
//! domain: stock
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! events: [StockAdjusted]
//! ```
//!
//! # Good
//! ```yaml
//! domain: stock
//! owner: shop-team
//! ---
//! domain: payments
//! owner: shop-team
//! ---
//! service: payment-service
//! owner: shop-team
//! domain: stock
//! stores: [payments-db]
//! ---
//! event: StockAdjusted
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ---
//! aggregate: StockItem
//! owner: shop-team
//! domain: stock
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! events: [StockAdjusted]
//! ```
//!
//! # When to allow it
//! The domains share the model on purpose, and the reason says who agrees on a change.
//!
//! # Source
//! The patterns Published Language and Anticorruption Layer of *Domain-Driven Design* by Evans.

use crate::catalog::Domain;
use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::finding::{Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "leaked-domain-event",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("leaked_domain_event.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut opinions = Vec::new();
    for (key, event) in catalog.events.iter() {
        let aggregates = study.graph.aggregates_of(key).iter().map(|key| &catalog.aggregates[*key]);
        // Of an event that several aggregates store it cannot be told whose it is.
        let mut homes: Vec<Option<Key<Domain>>> =
            aggregates.map(|aggregate| home(study, aggregate)).collect();
        homes.dedup();
        let [home] = homes[..] else { continue };
        let rows = study.consumers(key).filter(|row| !catalog.services[row.service].is_external());
        let rows: Vec<&Subscription> = rows.collect();
        if rows.is_empty() || event.audience().is_some() {
            continue;
        }
        let subjects = vec![event.subject()];
        let Some(home) = home else {
            let what = "to which domain the aggregate belongs that stores the event (`domain`)";
            opinions.push(RULE.unknown(subjects, event.span, what));
            continue;
        };
        opinions.push(judge(study, event, home, &rows, subjects));
    }
    opinions
}

fn home(study: &Study, aggregate: &Aggregate) -> Option<Key<Domain>> {
    let service = aggregate.service.map(|key| &study.catalog.services[key]);
    aggregate.domain.or(service.and_then(|service| service.domain))
}

fn judge(
    study: &Study,
    event: &Event,
    home: Key<Domain>,
    rows: &[&Subscription],
    mut subjects: Vec<Subject>,
) -> Opinion {
    let catalog = &study.catalog;
    let domain = |row: &&&Subscription| catalog.services[row.service].domain;
    let name = &catalog.domains[home].id;
    let others: Vec<&Subscription> = rows
        .iter()
        .filter(|row| domain(row).is_some_and(|domain| domain != home))
        .copied()
        .collect();
    if others.is_empty() {
        if rows.iter().any(|row| domain(&row).is_none()) {
            let what = "to which domain each consumer of a stored event belongs (`domain`)";
            return RULE.unknown(subjects, event.span, what);
        }
        let detail = format!("{} in {name}", event.id);
        return RULE.pass_with(subjects, event.span, "stored events stay in their domain", detail);
    }
    let mut services: Vec<&str> =
        others.iter().map(|row| catalog.services[row.service].id.as_str()).collect();
    services.dedup();
    let message = format!(
        "`{}` is stored by the domain `{name}`, and consumed as it is by `{}`",
        event.id,
        services.join("`, `")
    );
    subjects.extend(others.iter().map(|row| catalog.services[row.service].subject()));
    subjects.dedup();
    let start = RULE.fault(event.span, message).label("a change of the model breaks the others");
    let finding =
        others.iter().fold(start, |finding, row| finding.relate(row.span, "of another domain"));
    let help = "publish an event of its own for others, made from this one; or say by `audience` that it is meant for them";
    fault(finding.help(help), subjects)
}

//! # What it finds
//! An event that leads back to itself by what its consumers emit. A warning where an edge says how the
//! circle ends (`terminates`).
//!
//! # Why it matters
//! Each round publishes the next. Without a condition that stops it, one order keeps every service of the
//! circle busy for ever.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//!     emits: [OrderPlaced]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: order-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//!     emits: []
//! ```
//!
//! # When to allow it
//! The circle ends by state, and `terminates` says by which: then it is only a warning.
//!
//! # Source
//! Tarjan, *Depth-First Search and Linear Graph Algorithms* (1972), for the circles; that an endless
//! one needs a condition to end by is common practice with event-driven services.

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::finding::Finding;
use crate::finding::{Level, Subjects};
use crate::graph::cycles::event_cycles;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "circular-flow",
    concern: Concern::CircularFlows,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("circular_flow.rs"),
    check: Check::Design(check),
};

/// A finding shows so many steps of a circle; more of them say nothing new.
const NAMED: usize = 6;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let cycles = event_cycles(&study.graph);
    let mut opinions: Vec<Opinion> = cycles
        .iter()
        .map(|cycle| {
            let names: Vec<&str> =
                cycle.events.iter().chain(cycle.events.first()).map(|key| catalog.events[*key].id.as_str()).collect();
            let subjects: Subjects = cycle.events.iter().map(|key| catalog.events[*key].subject()).collect();
            let span = cycle.events.first().map(|key| catalog.events[*key].span).unwrap_or_default();
            let path = names.join(" -> ");
            let (level, message) = match cycle.terminates {
                true => (Level::Warn, format!("circular event flow: {path}; it is said to end")),
                false => (
                    Level::Error,
                    format!("circular event flow detected: {path}; this creates a risk of an infinite loop"),
                ),
            };
            let finding = RULE.fault(span, message).help(match coordinated(study, &cycle.events) {
                Some((saga, service)) => format!(
                    "`{service}` leads `{saga}`: divide its entry of `consumes` by event, so that each \
                     says what it leads to; where a state ends the circle, say so by `terminates`"
                ),
                None => "break the circle with a saga coordinator or put the logic into one bounded \
                         context; where a state ends it, say so by `terminates`"
                    .to_owned(),
            });
            let hops = cycle.events.iter().zip(cycle.events.iter().cycle().skip(1)).take(NAMED);
            let finding = hops.fold(finding, |finding, (from, to)| hop(study, finding, *from, *to));
            fault(Finding { level, ..finding }, subjects)
        })
        .collect();
    if opinions.is_empty() {
        let emits = catalog.subscriptions.rows().iter().any(|consumer| !consumer.emits.is_empty());
        opinions.push(match catalog.events.rows().first() {
            Some(first) if !catalog.whole => RULE.unknown(Vec::new(), first.span, scope::HIDDEN),
            Some(first) if emits => {
                RULE.pass(Vec::new(), first.span, "no event leads back to itself")
            }
            _ => Opinion::NotApplicable { reason: "no consumer publishes in turn".to_owned() },
        });
    }
    opinions
}

/// The saga whose coordinator closes the circle by what it publishes on several events at once, and
/// that coordinator.
fn coordinated<'a>(study: &'a Study, circle: &[Key<Event>]) -> Option<(&'a str, &'a str)> {
    let catalog = &study.catalog;
    let mut hops = circle.iter().zip(circle.iter().cycle().skip(1));
    hops.find_map(|(from, to)| {
        let mut sagas = study.graph.sagas_of_event(*from).iter().map(|key| &catalog.sagas[*key]);
        let (saga, leader) = sagas.find_map(|saga| Some((saga, saga.coordinator?)))?;
        let emit = study
            .consumers(*from)
            .filter(|row| row.service == leader)
            .find_map(|row| row.emits.iter().find(|emit| emit.event == *to))?;
        let consumed = study.graph.consumed_by(leader).iter();
        let mut others = consumed.map(|key| &catalog.subscriptions[*key]);
        let same_entry = |other: &Subscription| {
            other.event != *from && other.emits.iter().any(|known| known.span == emit.span)
        };
        others.any(same_entry).then(|| (&*saga.id, &*catalog.services[leader].id))
    })
}

/// Shows where a consumer of the one event says that it publishes the other.
fn hop(study: &Study, finding: Finding, from: Key<Event>, to: Key<Event>) -> Finding {
    let catalog = &study.catalog;
    let emits = study.consumers(from).find_map(|consumer| {
        let emit = consumer.emits.iter().find(|emit| emit.event == to)?;
        Some((emit.span, &catalog.services[consumer.service].id))
    });
    let Some((span, service)) = emits else { return finding };
    let (from, to) = (&catalog.events[from].id, &catalog.events[to].id);
    finding.relate(span, format!("`{service}` publishes `{to}` on `{from}`"))
}

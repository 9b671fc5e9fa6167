//! # What it finds
//! Stored events of several versions that are told apart by version checks in the code that
//! handles them: `upcasting: inline`.
//!
//! # Why it matters
//! Every handler and every projector must know every shape that an event ever had. The next one
//! that is written forgets the oldest, and nobody notices before a replay.
//!
//! # Bad
//! ```yaml
//! event: StockAdjusted
//! version: 1
//! status: retired
//! ---
//! event: StockAdjusted
//! version: 2
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! ---
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! events: [StockAdjusted]
//! upcasting: inline
//! ```
//!
//! # Good
//! ```yaml
//! event: StockAdjusted
//! version: 1
//! status: retired
//! ---
//! event: StockAdjusted
//! version: 2
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: stock-service, writes: [stock-db], publish: outbox }]
//! ---
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! events: [StockAdjusted]
//! upcasting: chain
//! upcasters: [{ event: StockAdjusted, from: 1, to: 2 }]
//! ```
//!
//! # When to allow it
//! One place handles the events, and its last version check has a day on which it goes.
//!
//! # Source
//! *Versioning in an Event Sourced System* (Young): old events are brought up to the newest shape in
//! one place, so that handlers know only that one.

use crate::document::kinds::aggregate::Upcasting;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "inline-upcasting",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("inline_upcasting.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for aggregate in study.catalog.aggregates.rows() {
        let Some(stated) = &aggregate.stated.upcasting else { continue };
        let evolved = scope::evolved(&study.catalog, aggregate);
        let [first, ..] = evolved.as_slice() else { continue };
        if stated.value != Upcasting::Inline {
            continue;
        }
        let shapes: Vec<String> = evolved.iter().map(ToString::to_string).collect();
        let message = format!(
            "{}, told apart by version checks in the code that handles events",
            shapes.join(" and ")
        );
        let mut finding = RULE.fault(stated.span, message);
        for event in &evolved {
            finding = finding.relate(event.event.span, "the newest version");
        }
        let old: Vec<String> = first.old().iter().map(|version| format!("v{version}")).collect();
        let finding = finding.help(format!(
            "add an upcaster from {} to v{} at read time, and no version checks in business logic",
            old.join(" and "),
            first.newest
        ));
        opinions.push(fault(finding, vec![aggregate.subject(), first.event.subject()]));
    }
    opinions
}

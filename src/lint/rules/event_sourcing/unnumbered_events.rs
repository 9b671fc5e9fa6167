//! # What it finds
//! An event store of which it is known that its events bear no number in their stream:
//! `sequence: none`.
//!
//! # Why it matters
//! The number is what a second append of one event fails on, what two commands at once are told
//! apart by, and what a projector skips a repeated event by. Without it each can count twice.
//!
//! # Bad
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: none }
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! ```
//!
//! # When to allow it
//! One writer alone appends, and every projector remembers the ids of what it has read.
//!
//! # Source
//! *CQRS Documents* (Young): a version number for each aggregate orders its events and finds writes
//! that collide.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unnumbered-events",
    concern: Concern::Idempotency,
    group: Group::EventSourcing,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unnumbered_events.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let aggregates = study.catalog.aggregates.rows().iter();
    let judged = aggregates.filter_map(|aggregate| {
        let events = aggregate.stated.event_store.as_ref()?;
        let subjects = vec![aggregate.subject()];
        let Some(sequence) = &events.sequence else {
            let what = "what numbers the events of a stream (`event_store.sequence`)";
            return Some(RULE.unknown(subjects, events.store.span, what));
        };
        Some(match events.numbered_by() {
            Some(field) => {
                let table = events.table.as_ref().map(|table| format!("{table}."));
                let table = table.unwrap_or_default();
                let detail = format!("{}.{table}{field}", events.store.value);
                let evidence = "sequence numbers on the event store";
                RULE.pass_with(subjects, sequence.span, evidence, detail)
            }
            None => {
                let message =
                    format!("the stored events of `{}` have no number in their stream", aggregate.id);
                let finding = RULE.fault(sequence.span, message);
                let finding = finding.help(
                    "add a column that is unique with the aggregate's id, and append with the next number",
                );
                fault(finding, subjects)
            }
        })
    });
    judged.collect()
}

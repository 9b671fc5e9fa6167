//! # What it finds
//! An event store of which it is known that an append does not say what it expects to find:
//! `event_store` with `expected_version: none`.
//!
//! # Why it matters
//! Two commands read the same state, both decide, and both append. The second did not see what the
//! first had done: the last piece is sold twice.
//!
//! # Bad
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence, expected_version: none }
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence, expected_version: sequence }
//! ```
//!
//! # When to allow it
//! One writer alone appends to a stream, such as an actor that holds the aggregate.
//!
//! # Source
//! The pattern Optimistic Offline Lock of *Patterns of Enterprise Application Architecture* by
//! Fowler, and the expected revision of an append in the documentation of EventStoreDB.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unchecked-append",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unchecked_append.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let judged = study.catalog.aggregates.rows().iter().filter_map(|aggregate| {
        let events = aggregate.stated.event_store.as_ref()?;
        let subjects = vec![aggregate.subject()];
        let Some(expected) = &events.expected_version else {
            let what = "what an append is refused by when another came first (`event_store.expected_version`)";
            return Some(RULE.unknown(subjects, events.store.span, what));
        };
        if expected.value != "none" {
            let detail = format!("{} by {}", aggregate.id, expected.value);
            let evidence = "an append is refused when another came first";
            return Some(RULE.pass_with(subjects, expected.span, evidence, detail));
        }
        let message = format!(
            "two commands on one `{}` can both append, the second on a state that is past",
            aggregate.id
        );
        let finding = RULE
            .fault(expected.span, message)
            .label("every append is taken")
            .help("append with the number that was read last, and refuse it where the stream is longer");
        Some(fault(finding, subjects))
    });
    judged.collect()
}

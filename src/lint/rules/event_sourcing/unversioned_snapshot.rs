//! # What it finds
//! A snapshot of which it is known that nothing tells the version of its shape: `snapshot` with
//! `version: none`.
//!
//! # Why it matters
//! The code changes, and with it the state that it keeps. A snapshot of the old shape is read as
//! one of the new: fields are empty or mean something else, and the events that would show the
//! difference are not read again.
//!
//! # Bad
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! snapshot: { every: 100, table: snapshots, version: none }
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! snapshot: { every: 100, table: snapshots, version: 3 }
//! ```
//!
//! # When to allow it
//! All snapshots are deleted with each release, and the reason says by what.
//!
//! # Source
//! The documentation of Axon Framework on snapshots, whose revision decides whether a stored one is
//! still read, and *Versioning in an Event Sourced System* by Young.

use crate::document::parts::subscription::Setting;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unversioned-snapshot",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unversioned_snapshot.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let judged = study.catalog.aggregates.rows().iter().filter_map(|aggregate| {
        let snapshot = aggregate.snapshot()?;
        let subjects = vec![aggregate.subject()];
        let Some(Setting(version)) = &snapshot.version else {
            let what = "what tells a snapshot of an old shape (`snapshot.version`)";
            return Some(RULE.unknown(subjects, snapshot.every.span, what));
        };
        if version.value != "none" {
            let detail = format!("{} by {}", aggregate.id, version.value);
            let evidence = "snapshots of an old shape are known";
            return Some(RULE.pass_with(subjects, version.span, evidence, detail));
        }
        let message = format!(
            "nothing tells whether a snapshot of `{}` has the shape that is read",
            aggregate.id
        );
        let finding = RULE.fault(version.span, message).label("known to be missing").help(
            "keep a version with each snapshot, and rebuild from all events where it is another",
        );
        Some(fault(finding, subjects))
    });
    judged.collect()
}

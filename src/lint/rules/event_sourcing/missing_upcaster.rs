//! # What it finds
//! Stored events of an old version that nothing turns into the newest: `upcasting: none`, or a chain of
//! upcasters with a gap. A version that the newest is proved to read needs none.
//!
//! # Why it matters
//! The event store keeps what was written years ago. Where nothing reads it, the aggregate cannot
//! be rebuilt any more.
//!
//! # Bad
//! ```yaml
//! event: StockAdjusted
//! version: 1
//! status: retired
//! ---
//! event: StockAdjusted
//! version: 2
//! status: retired
//! ---
//! event: StockAdjusted
//! version: 3
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
//! upcasters: [{ event: StockAdjusted, from: 2, to: 3 }]
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
//! status: retired
//! ---
//! event: StockAdjusted
//! version: 3
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
//! upcasters:
//!   - { event: StockAdjusted, from: 1, to: 2 }
//!   - { event: StockAdjusted, from: 2, to: 3 }
//! ```
//!
//! # When to allow it
//! No stored event has the old version any more: better remove its document then.
//!
//! # Source
//! *Versioning in an Event Sourced System* (Young): old events are brought up to the newest shape in
//! one place, so that handlers know only that one.

use crate::catalog::aggregate::Aggregate;
use crate::changes;
use crate::document::kinds::aggregate::Upcasting;
use crate::document::values::version::Version;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope::{self, Evolved};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-upcaster",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_upcaster.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for aggregate in study.catalog.aggregates.rows() {
        for event in scope::evolved(&study.catalog, aggregate) {
            opinions.extend(judge(study, aggregate, &event));
        }
    }
    opinions
}

fn judge(study: &Study, aggregate: &Aggregate, evolved: &Evolved<'_>) -> Option<Opinion> {
    let subjects = vec![aggregate.subject(), evolved.event.subject()];
    let stated = aggregate.stated.upcasting.as_ref();
    let (event, newest) = (&evolved.event.id, evolved.newest);
    let mut unread = match stated.map(|stated| stated.value) {
        Some(Upcasting::Inline) => return None,
        Some(Upcasting::None) => evolved.old().to_vec(),
        None if aggregate.upcasters.is_empty() && all_are_read(study, evolved) => {
            let evidence = "the newest version reads what is stored";
            return Some(RULE.pass_with(subjects, aggregate.span, evidence, event.clone()));
        }
        None if aggregate.upcasters.is_empty() => {
            let what = "how stored events of old versions are read (`upcasting`)";
            return Some(RULE.unknown(subjects, aggregate.span, what));
        }
        Some(Upcasting::Chain) | None => aggregate.not_upcast(evolved.key, evolved.old(), newest),
    };
    let span = stated.map_or(aggregate.span, |stated| stated.span);
    if unread.is_empty() {
        let evidence = "upcasters for every stored version";
        return Some(RULE.pass_with(subjects, span, evidence, event.clone()));
    }
    unread.retain(|old| !is_read(study, evolved, old));
    if unread.is_empty() {
        let evidence = "the newest version reads what no upcaster turns into it";
        return Some(RULE.pass_with(subjects, span, evidence, event.clone()));
    }
    // A step whose event or version is not known may be the missing one: that is told already.
    if has_unknown_step(aggregate, evolved) {
        return Some(RULE.unknown(subjects, span, scope::HIDDEN));
    }
    let unread: Vec<String> = unread.iter().map(|version| format!("v{version}")).collect();
    let unread = unread.join(" and ");
    let message =
        format!("nothing turns a stored `{event}` of {unread} into v{newest} when it is read");
    let finding = RULE
        .fault(span, message)
        .relate(evolved.event.span, "the newest version")
        .help(format!("add upcasters that lead from {unread} to v{newest}"));
    Some(fault(finding, subjects))
}

/// Whether a step names an event, or of this event a version, that no document defines.
fn has_unknown_step(aggregate: &Aggregate, evolved: &Evolved<'_>) -> bool {
    let is_known = |version: &Version| {
        let mut versions = evolved.event.versions.iter();
        versions.any(|known| known.version == *version)
    };
    let mut own = aggregate.upcasters.iter().filter(|step| step.event == evolved.key);
    let unresolved = aggregate.upcasters.len() < aggregate.stated.upcasters.len();
    unresolved
        || own.any(|step| !is_known(&step.stated.from.value) || !is_known(&step.stated.to.value))
}

/// Whether it is proved that code of the newest version reads every stored one.
fn all_are_read(study: &Study, evolved: &Evolved<'_>) -> bool {
    evolved.old().iter().all(|old| is_read(study, evolved, old))
}

/// Whether it is proved that code of the newest version reads this one, though nobody may write it any
/// more: then there is nothing to turn into the newest.
fn is_read(study: &Study, evolved: &Evolved<'_>, old: &Version) -> bool {
    let Some(evolution) = study.changes.of(evolved.key) else { return false };
    let versions = evolved.event.versions.iter();
    let find = |version: &Version| versions.clone().find(|known| known.version == *version);
    let Some((old, newest)) = find(old).zip(find(evolved.newest)) else { return false };
    let step = changes::step((0, old), (1, newest), evolution.terms.policy);
    step.is_some_and(|step| step.comparison.backward.is_compatible())
}

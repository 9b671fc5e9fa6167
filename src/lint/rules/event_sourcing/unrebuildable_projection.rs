//! # What it finds
//! A projection of which it is known that it cannot be made anew: `rebuild: none`, or one that counts
//! an event twice when it is read twice (`idempotent_by: none`), or whose projector does something
//! outside its store without an `idempotency_key`, which a rebuild would do again for all of history.
//!
//! # Why it matters
//! A read model is only as good as its projector. When the projector had a bug, what it wrote can
//! be put right only by making it again from all events.
//!
//! # Bad
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! ---
//! projection: stock_levels
//! owner: shop-team
//! source: { aggregate: StockItem, by: polling }
//! store: stock-db
//! lag: { metric: stock_levels_lag_events }
//! rebuild: none
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! ---
//! projection: stock_levels
//! owner: shop-team
//! source: { aggregate: StockItem, by: polling }
//! store: stock-db
//! lag: { metric: stock_levels_lag_events }
//! rebuild:
//!   procedure: Stop the projector, empty the table, set its offset to 0, start it.
//!   idempotent_by: sequence
//! ```
//!
//! # When to allow it
//! Never for long: a projector with effects outside its table is two things, of which one can be rebuilt.
//!
//! # Source
//! *Designing Data-Intensive Applications* (Kleppmann), chapter 11: a derived view can be made again
//! from its source.

use crate::catalog::projection::Projection;
use crate::catalog::subscription::Subscription;
use crate::document::parts::subscription::Effect;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unrebuildable-projection",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unrebuildable_projection.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    study.catalog.projections.rows().iter().map(|projection| judge(study, projection)).collect()
}

fn judge(study: &Study, projection: &Projection) -> Opinion {
    let subjects = vec![projection.subject()];
    let Some(stated) = &projection.stated.rebuild else {
        let what = "how the projection is made anew (`rebuild`)";
        return RULE.unknown(subjects, projection.span, what);
    };
    let Some(rebuild) = projection.rebuild() else {
        let message = format!("`{}` cannot be made anew from its events", projection.id);
        let finding = RULE.fault(stated.span, message).label("what a bug wrote stays wrong");
        return fault(finding, subjects);
    };
    if let Some(twice) = rebuild.idempotent_by.as_ref().filter(|field| field.value == "none") {
        let message =
            format!("`{}` counts an event twice that a rebuild reads twice", projection.id);
        let finding = RULE.fault(twice.span, message).label("known to be missing").help(
            "keep the sequence number of the last event with each row, and skip what is not newer",
        );
        return fault(finding, subjects);
    }
    if let Some((row, effect)) = effect(study, projection) {
        let what = effect.description.as_ref().map(|words| format!(": {words}"));
        let message = format!(
            "a rebuild of `{}` does again what its projector does outside its store{}",
            projection.id,
            what.unwrap_or_default()
        );
        let finding = RULE
            .fault(stated.span, message)
            .relate(row.span, "the projector")
            .help("let another consumer do it, with a group of its own");
        return fault(finding, subjects);
    }
    match &rebuild.procedure {
        Some(procedure) if !procedure.value.trim().is_empty() => {
            let by = rebuild.idempotent_by.as_ref();
            let by = by.map(|by| format!(", idempotent by {}", by.value)).unwrap_or_default();
            let detail = format!("{}{by}", projection.id);
            RULE.pass_with(subjects, stated.span, "a documented rebuild", detail)
        }
        _ => {
            RULE.unknown(subjects, stated.span, "what is done to rebuild it (`rebuild.procedure`)")
        }
    }
}

/// What the projector does outside its store: the subscription of the same service whose handler is
/// the projector's module.
fn effect<'a>(study: &'a Study, projection: &Projection) -> Option<(&'a Subscription, &'a Effect)> {
    let catalog = &study.catalog;
    let (service, module) = (projection.service?, projection.stated.source.module.as_ref()?);
    let events = &catalog.aggregates[projection.aggregate?].events;
    let rows = events.iter().flat_map(|event| study.consumers(*event));
    let mut own =
        rows.filter(|row| row.service == service && row.stated.module.as_ref() == Some(module));
    let bare = |effect: &&Effect| effect.idempotency_key.is_none();
    own.find_map(|row| Some((row, row.stated.effects.iter().find(bare)?)))
}

//! # What it finds
//! A projection of which it is known that it cannot be made anew: `rebuild: none`.
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
    study.catalog.projections.rows().iter().map(judge).collect()
}

fn judge(projection: &Projection) -> Opinion {
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
    match &rebuild.procedure {
        Some(procedure) if !procedure.value.trim().is_empty() => {
            let by = rebuild.idempotent_by.as_ref();
            let by = by.map(|by| format!(", idempotent by {by}")).unwrap_or_default();
            let detail = format!("{}{by}", projection.id);
            RULE.pass_with(subjects, stated.span, "a documented rebuild", detail)
        }
        _ => {
            RULE.unknown(subjects, stated.span, "what is done to rebuild it (`rebuild.procedure`)")
        }
    }
}

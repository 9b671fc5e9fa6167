//! # What it finds
//! A projection of which it is known that nothing shows how far it is behind: `lag: none`, or a
//! `lag` with neither a metric nor an alert.
//!
//! # Why it matters
//! A projection that is 1,000 events behind answers as if it were not. It serves stale data, and
//! nobody can see it.
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
//! lag: none
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
//! lag: { metric: stock_levels_lag_events, alert: { on: lag, over: 100 } }
//! ```
//!
//! # When to allow it
//! While the metric is being built, with the day on which it will be there.
//!
//! # Source
//! *Designing Data-Intensive Applications* (Kleppmann), chapter 11: a derived view is behind its
//! source, and by how much must be measured.

use crate::catalog::projection::Projection;
use crate::document::either::OrNone;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "undetected-projection-lag",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Critical,
    gate: false,
    since: "0.1.0",
    text: include_str!("undetected_projection_lag.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let projections = study.catalog.projections.rows().iter();
    let mut opinions: Vec<Opinion> = projections.map(judge).collect();
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "there is no projection".to_owned() });
    }
    opinions
}

fn judge(projection: &Projection) -> Opinion {
    let subjects = vec![projection.subject()];
    let id = &projection.id;
    let Some(stated) = &projection.stated.lag else {
        let what = "how far the projection may be behind, and how that is seen (`lag`)";
        return RULE.unknown(subjects, projection.span, what);
    };
    let evidence = "projections that show how far they are behind";
    if let OrNone::Some(lag) = &stated.value {
        if let Some(metric) = &lag.metric {
            return RULE.pass_with(subjects, stated.span, evidence, format!("{id} by {metric}"));
        }
        if let Some(alert) = lag.alert() {
            let on = &alert.on.value;
            return RULE.pass_with(
                subjects,
                stated.span,
                evidence,
                format!("{id} by an alert on {on}"),
            );
        }
    }
    let message = format!("`{id}` has no way to detect or alert when it falls behind");
    let finding = RULE
        .fault(stated.span, message)
        .label("1,000 events behind, it serves stale data and nobody can see it")
        .help("track the projection's offset, expose it as a metric, and alert at a lag over 100");
    fault(finding, subjects)
}

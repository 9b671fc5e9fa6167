//! # What it finds
//! An aggregate of 100 events or more on average of which it is known that no snapshot is kept:
//! `snapshot: none`, or one that such a stream is too short to get. One that is `loaded: once` and then
//! kept in memory is not judged.
//!
//! # Why it matters
//! Every load reads the whole history. It grows for ever, and so does the time of every command.
//!
//! # Bad
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! stream: { average: 340, load: 120ms, loaded: every-command }
//! snapshot: none
//! ```
//!
//! # Good
//! ```yaml
//! aggregate: StockItem
//! owner: shop-team
//! event_store: { store: stock-db, table: events, sequence: sequence }
//! stream: { average: 340, load: 120ms, loaded: every-command }
//! snapshot: { every: 100 }
//! ```
//!
//! # When to allow it
//! Streams end before they are long, as those of orders do, and the average is of a few that do not.
//!
//! # Source
//! *CQRS Documents* (Young), on rolling snapshots: reading an aggregate costs as much as its history is
//! long. The number from which it is told, 100, is eventbook's.

use crate::catalog::aggregate::Aggregate;
use crate::document::kinds::aggregate::Loaded;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-snapshot",
    concern: Concern::EventSourcing,
    group: Group::EventSourcing,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_snapshot.rs"),
    check: Check::Design(check),
};

/// From so many events on average a snapshot is missed.
const LONG: u32 = 100;

const HELP: &str = "keep a snapshot every 100 events: a rebuild then reads 100 events at most";

fn check(study: &Study) -> Vec<Opinion> {
    let aggregates = study.catalog.aggregates.rows().iter();
    let mut opinions: Vec<Opinion> = aggregates.filter_map(judge).collect();
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "there is no aggregate".to_owned() });
    }
    opinions
}

fn judge(aggregate: &Aggregate) -> Option<Opinion> {
    let stream = aggregate.stated.stream.as_ref();
    let loaded = stream.and_then(|stream| stream.loaded);
    // No command waits for its history.
    if loaded == Some(Loaded::Once) && aggregate.snapshot().is_none() {
        return None;
    }
    let subjects = vec![aggregate.subject()];
    let id = &aggregate.id;
    if let (Some(stated), Some(snapshot)) = (&aggregate.stated.snapshot, aggregate.snapshot()) {
        let average = stream.and_then(|stream| stream.average.as_ref());
        let average = average.filter(|average| average.value >= LONG);
        if let Some(average) = average.filter(|one| snapshot.every.value > one.value) {
            let message = format!(
                "`{id}` keeps a snapshot every {} events, which a stream of {} never gets",
                snapshot.every.value, average.value
            );
            let finding = RULE
                .fault(snapshot.every.span, message)
                .relate(average.span, "so many on average")
                .help(HELP);
            return Some(fault(finding, subjects));
        }
        let evidence = "snapshots that bound a rebuild";
        let detail = format!("{id} every {} events", snapshot.every.value);
        return Some(RULE.pass_with(subjects, stated.span, evidence, detail));
    }
    let Some(average) = stream.and_then(|stream| stream.average.as_ref()) else {
        let what = "how many events the aggregate has on average (`stream.average`)";
        return Some(RULE.unknown(subjects, aggregate.span, what));
    };
    if average.value < LONG {
        let detail = format!("{id} with {} events", average.value);
        return Some(RULE.pass_with(
            subjects,
            average.span,
            "streams too short for snapshots",
            detail,
        ));
    }
    let Some(missing) = &aggregate.stated.snapshot else {
        let what = "whether a snapshot is kept (`snapshot`)";
        return Some(RULE.unknown(subjects, aggregate.span, what));
    };
    let load = stream.and_then(|stream| stream.load.as_ref());
    let load = load.map(|load| format!(" in {load}")).unwrap_or_default();
    let when = loaded.map(|loaded| loaded.words());
    let when = when.map(|when| format!(", {when}")).unwrap_or_default();
    let message =
        format!("`{id}` is rebuilt from {} events{load}{when}, without a snapshot", average.value);
    let finding =
        RULE.fault(missing.span, message).relate(average.span, "so many on average").help(HELP);
    Some(fault(finding, subjects))
}

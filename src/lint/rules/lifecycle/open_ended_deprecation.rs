//! # What it finds
//! A deprecated version without a last day (`sunset`), or with nowhere to go: without `replaced_by`
//! or a `reason`, where no newer version is in use.
//!
//! # Why it matters
//! What is given up some day is never given up. Consumers move when there is a day and a place to
//! move to.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! status: deprecated
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! status: deprecated
//! deprecation: { sunset: 2030-06-30, reason: Orders come in through the partner now. }
//! ```
//!
//! # When to allow it
//! The last consumer lies outside and has not said when it moves.
//!
//! # Source
//! RFC 8594, *The Sunset HTTP Header Field*, and RFC 9745, *The Deprecation HTTP Response Header
//! Field*, as a model of what to announce.

use crate::catalog::event::{Event, EventVersion};
use crate::document::kinds::event::Status;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "open-ended-deprecation",
    concern: Concern::Lifecycle,
    group: Group::Lifecycle,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("open_ended_deprecation.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(|event: &Event| {
        event.versions.iter().filter_map(|version| judge(study, event, version))
    })
}

fn judge(study: &Study, event: &Event, version: &EventVersion) -> Option<Opinion> {
    if version.status != Status::Deprecated {
        return None;
    }
    let (plan, subjects) = (version.stated.deprecation.as_ref(), event.subjects());
    let sunset = plan.and_then(|plan| plan.sunset);
    let newer = event.versions.iter().filter(|one| one.version > version.version);
    let in_use = newer.filter(|one| one.status == Status::Active).count() > 0;
    let stated = plan.is_some_and(|plan| plan.replaced_by.is_some() || plan.reason.is_some());
    let missing = match (sunset, in_use || stated) {
        (Some(day), true) => {
            let evidence = "deprecated with a last day and a way out";
            let detail = format!("{} {} until {day}", event.id, version.version);
            return Some(RULE.pass_with(subjects, version.span, evidence, detail));
        }
        (None, true) => "no last day",
        (Some(_), false) => "nothing to use instead",
        (None, false) => "no last day and nothing to use instead",
    };
    if !study.catalog.is_sound(version.span) {
        return Some(RULE.unknown(subjects, version.span, scope::HIDDEN));
    }
    let message =
        format!("version {} of `{}` is deprecated with {missing}", version.version, event.id);
    let finding = RULE.fault(version.span, message);
    let finding = match version.stated.status.as_ref() {
        Some(status) => finding.relate(status.span, "given up here"),
        None => finding,
    };
    let help = "add `deprecation: { sunset: …, replaced_by: … }`, or a `reason` where nothing \
                replaces it";
    Some(fault(finding.help(help), subjects))
}

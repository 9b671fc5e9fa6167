//! What a version of an event did to those before it: the part of the event's page that says whether
//! producers and consumers can be upgraded, and in which order.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::changes::Evolution;
use crate::document::kinds::event::Status;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link};
use crate::site::view::step::{Seen, StepView, has_page, view};
use crate::site::view::terms::terms;
use crate::site::view::verdict::Verdict;

/// How a version stands to those before it.
#[derive(Debug, Serialize)]
pub struct CompatibilityView {
    /// The version that it is compared with.
    pub against: Option<Link>,
    /// The comparison with the nearest version before it.
    pub step: Option<StepView>,
    /// Why there is none.
    pub note: Option<String>,
    /// Every other version before it that counts, where all of them do.
    pub earlier: Vec<Earlier>,
    /// What is asked.
    pub facts: Vec<Fact>,
    /// All changes of the event.
    pub changelog: Link,
}

/// The comparison with an earlier version.
#[derive(Debug, Serialize)]
pub struct Earlier {
    /// Its page.
    pub comparison: Link,
    /// The word of its verdict.
    pub verdict: &'static str,
}

/// How a version of an event stands to those before it; none where the event has no other.
/// `place` tells where on the page a field stands.
pub fn compatibility(
    at: Standpoint<'_>,
    key: Key<Event>,
    version: &EventVersion,
    place: &dyn Fn(&str) -> Option<String>,
) -> Option<CompatibilityView> {
    let event = &at.catalog().events[key];
    let evolution = at.study.changes.of(key)?;
    let index = event.versions.iter().position(|known| known.version == version.version)?;
    let step = evolution.before(index);
    Some(CompatibilityView {
        against: step.map(|step| at.version(event, &event.versions[step.older])),
        step: step.map(|step| view(at, Seen { key, evolution, step }, place)),
        note: if step.is_none() { Some(uncompared(event, index)) } else { None },
        earlier: earlier(at, event, evolution, index),
        facts: terms(at, event, &evolution.terms),
        changelog: at.changelog(key),
    })
}

fn earlier(at: Standpoint<'_>, event: &Event, evolution: &Evolution, index: usize) -> Vec<Earlier> {
    let nearest = evolution.before(index).map(|step| step.older);
    let counts = evolution.terms.mode.is_transitive();
    let steps = evolution.steps.iter().filter(|step| counts && step.newer == index);
    let steps = steps.filter(|step| Some(step.older) != nearest);
    let steps = steps.filter(|step| has_page(event, evolution, step));
    let earlier = steps.rev().map(|step| Earlier {
        comparison: at.comparison(event, step),
        verdict: Verdict::of(&step.comparison).word(),
    });
    earlier.collect()
}

/// Why a version was compared with none before it.
pub fn uncompared(event: &Event, index: usize) -> String {
    let before = index.checked_sub(1).and_then(|before| event.versions.get(before));
    let (Some(before), Some(version)) = (before, event.versions.get(index)) else {
        return "The first version: there is nothing to compare it with.".to_owned();
    };
    let retired = |version: &EventVersion| version.status == Status::Retired;
    match version {
        version if version.payload.is_none() => "Not compared: it states no schema.".to_owned(),
        version if retired(version) => "Not compared: it is retired.".to_owned(),
        _ if retired(before) => format!("Not compared: {} is retired.", before.version),
        _ if before.status == Status::Draft => {
            format!("Not compared: {} is a draft, which nobody wrote.", before.version)
        }
        _ => "Not compared: no version before it states a schema.".to_owned(),
    }
}

//! The page that compares two versions of an event: the verdict with what proves it, and the fields
//! side by side.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::field::Field;
use crate::changes::{Evolution, Step};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, event_sign};
use crate::site::url;
use crate::site::view::piece::{Fact, Link};
use crate::site::view::sides::{Sides, sides};
use crate::site::view::step::{Seen, StepView, has_page, view as step_view};
use crate::site::view::terms::terms;
use crate::site::view::verdict::Verdict;

/// The pages of comparisons.
pub const PAGE: PageKind = PageKind {
    name: "comparison",
    sentence: "What differs between two versions of an event, and whether it breaks anyone.",
    plan,
};

/// Two versions of an event compared.
#[derive(Debug, Serialize)]
struct ComparisonView {
    title: String,
    /// The sign of the event.
    kind: &'static str,
    event: Link,
    changelog: Link,
    older: Compared,
    newer: Compared,
    step: StepView,
    facts: Vec<Fact>,
    /// Whether the schemas differ in what no field shows.
    hidden_difference: bool,
    sides: Sides,
    /// The other comparisons with one of the two.
    others: Vec<Other>,
}

/// One of the two versions.
#[derive(Debug, Serialize)]
struct Compared {
    version: String,
    href: String,
    status: &'static str,
}

/// Another comparison.
#[derive(Debug, Serialize)]
struct Other {
    comparison: Link,
    verdict: &'static str,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let all = at.study.changes.iter().flat_map(move |(key, evolution)| {
        let event = &at.catalog().events[key];
        let shown = evolution.steps.iter().filter(move |step| has_page(event, evolution, step));
        shown.map(move |step| Seen { key, evolution, step })
    });
    let folder = move |seen: Seen<'_>| {
        let event = &at.catalog().events[seen.key];
        let name = |version: usize| event.versions[version].version.to_string();
        url::comparison_folder(&event.id, &name(seen.step.older), &name(seen.step.newer))
    };
    drafts(all, folder, move |folder: &str, seen| page(at.at(folder), seen))
}

fn page(at: Standpoint<'_>, seen: Seen<'_>) -> Page {
    let event = &at.catalog().events[seen.key];
    let view = view(at, seen);
    let between = format!("{} to {}", view.older.version, view.newer.version);
    let described = view.step.sentence.clone();
    let parts = [
        (true, "verdict", "Verdict"),
        (true, "fields", "Fields"),
        (!view.others.is_empty(), "others", "Other comparisons"),
    ];
    let mut crumbs = at.above("Events", "events");
    crumbs.push(at.event(seen.key));
    crumbs.push(Link { title: "Changes".to_owned(), ..at.changelog(seen.key) });
    Page::new("comparison", at.folder, format!("{} {between}", event.title()), view)
        .described(described)
        .called(between)
        .below("changes", crumbs)
        .parts(&parts)
}

fn view(at: Standpoint<'_>, seen: Seen<'_>) -> ComparisonView {
    let Seen { key, evolution, step } = seen;
    let event = &at.catalog().events[key];
    let (old, new) = (&event.versions[step.older], &event.versions[step.newer]);
    let sides = sides(fields(old), fields(new));
    let anchor = |field: &str| sides.anchor(field);
    ComparisonView {
        title: event.title().to_owned(),
        kind: event_sign(event),
        event: at.event(key),
        changelog: at.changelog(key),
        older: compared(at, event, old),
        newer: compared(at, event, new),
        step: step_view(at, seen, &anchor),
        facts: terms(at, event, &evolution.terms),
        hidden_difference: sides.changed == 0 && !step.same,
        others: others(at, event, evolution, step),
        sides,
    }
}

fn fields(version: &EventVersion) -> &[Field] {
    version.payload.as_ref().map_or(&[], |payload| &payload.fields)
}

fn compared(at: Standpoint<'_>, event: &Event, version: &EventVersion) -> Compared {
    Compared {
        version: version.version.to_string(),
        href: at.version(event, version).href,
        status: version.status.word(),
    }
}

fn others(at: Standpoint<'_>, event: &Event, evolution: &Evolution, step: &Step) -> Vec<Other> {
    let here = [step.older, step.newer];
    let touching = evolution.steps.iter().filter(|other| {
        !std::ptr::eq(*other, step) && (here.contains(&other.older) || here.contains(&other.newer))
    });
    let shown = touching.filter(|other| has_page(event, evolution, other));
    let other = |other: &Step| Other {
        comparison: at.comparison(event, other),
        verdict: Verdict::of(&other.comparison).word(),
    };
    shown.map(other).collect()
}

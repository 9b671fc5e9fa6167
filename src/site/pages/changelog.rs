//! The page of what changed from version to version of an event: each version's edits in words and
//! its verdict, newest first, and which version reads what another writes.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::changes::Evolution;
use crate::changes::edits::{Edit, between};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, event_sign};
use crate::site::url;
use crate::site::view::compatibility::uncompared;
use crate::site::view::edit::told;
use crate::site::view::matrix::{Matrix, matrix};
use crate::site::view::piece::{Fact, Link};
use crate::site::view::step::has_page;
use crate::site::view::terms::terms;
use crate::site::view::verdict::{Kept, Verdict, sentence};
use crate::site::view::version::deprecation;

/// The pages of changes.
pub const PAGE: PageKind = PageKind {
    name: "changelog",
    sentence: "What changed from version to version of an event, and whom it breaks.",
    plan,
};

/// What is said of two schemas that differ while their fields do not.
const UNSEEN: &str = "The schemas differ in what no field shows.";

/// How an event changed.
#[derive(Debug, Serialize)]
struct ChangelogView {
    title: String,
    /// The sign of the event.
    kind: &'static str,
    event: Link,
    facts: Vec<Fact>,
    /// Which version reads what another writes, where there are more than two.
    matrix: Option<Matrix>,
    /// Newest first.
    versions: Vec<Entry>,
}

/// One version, and what it changed.
#[derive(Debug, Serialize)]
struct Entry {
    version: String,
    anchor: String,
    href: String,
    status: &'static str,
    newest: bool,
    /// Since when, until when and for what it is given up.
    deprecation: Option<Fact>,
    /// What it is compared with, if anything.
    verdict: Option<Judged>,
    /// Why it is compared with nothing, or why no edit can be told.
    note: Option<String>,
    /// What changed, each in words.
    edits: Vec<Fact>,
}

/// The verdict on what a version changed.
#[derive(Debug, Serialize)]
struct Judged {
    word: &'static str,
    sentence: String,
    /// Whether that is what the event is asked for, in words.
    kept: &'static str,
    comparison: Option<Link>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder =
        move |(key, _): (Key<Event>, _)| url::changelog_folder(&at.catalog().events[key].id);
    drafts(at.study.changes.iter(), folder, move |folder: &str, (key, evolution)| {
        page(at.at(folder), key, evolution)
    })
}

fn page(at: Standpoint<'_>, key: Key<Event>, evolution: &Evolution) -> Page {
    let event = &at.catalog().events[key];
    let view = view(at, key, evolution);
    let parts =
        [(true, "versions", "Versions"), (view.matrix.is_some(), "matrix", "Who reads what")];
    let mut crumbs = at.above("Events", "events");
    crumbs.push(at.event(key));
    let described = format!("What changed from version to version of {}.", event.title());
    Page::new("changelog", at.folder, format!("Changes of {}", event.title()), view)
        .described(described)
        .called("Changes")
        .below("changes", crumbs)
        .parts(&parts)
}

fn view(at: Standpoint<'_>, key: Key<Event>, evolution: &Evolution) -> ChangelogView {
    let event = &at.catalog().events[key];
    let versions = (0..event.versions.len()).rev();
    ChangelogView {
        title: event.title().to_owned(),
        kind: event_sign(event),
        event: at.event(key),
        facts: terms(at, event, &evolution.terms),
        matrix: matrix(at, event, evolution),
        versions: versions.map(|index| entry(at, event, evolution, index)).collect(),
    }
}

fn entry(at: Standpoint<'_>, event: &Event, evolution: &Evolution, index: usize) -> Entry {
    let version = &event.versions[index];
    let step = evolution.before(index);
    let name = version.version.to_string();
    let verdict = step.map(|step| Judged {
        word: Verdict::of(&step.comparison).word(),
        sentence: sentence(step, &event.versions[step.older].version.to_string(), &name),
        kept: Kept::of(event, evolution, step).words(),
        comparison: has_page(event, evolution, step).then(|| at.comparison(event, step)),
    });
    // A version that is not compared has a history all the same.
    let before = step.map(|step| step.older).or(index.checked_sub(1));
    let before = before.and_then(|before| event.versions.get(before));
    let known = step.map(|step| step.edits.as_slice());
    let edits = before.map(|before| edits(before, version, known)).unwrap_or_default();
    let note = match step {
        None => Some(uncompared(event, index)),
        Some(step) if edits.is_empty() && !step.same => Some(UNSEEN.to_owned()),
        Some(_) => None,
    };
    Entry {
        anchor: format!("v{}", url::slug(&name)),
        href: at.version(event, version).href,
        status: version.status.word(),
        newest: index + 1 == event.versions.len(),
        deprecation: deprecation(at, version),
        note,
        edits,
        version: name,
        verdict,
    }
}

/// The edits between two versions in words; they are found here where nothing was compared.
fn edits(before: &EventVersion, after: &EventVersion, known: Option<&[Edit]>) -> Vec<Fact> {
    let (Some(old), Some(new)) = (&before.payload, &after.payload) else { return Vec::new() };
    match known {
        Some(known) => told(known, &old.fields, &new.fields),
        None => told(&between(&old.fields, &new.fields), &old.fields, &new.fields),
    }
}

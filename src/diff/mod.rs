//! Two states of a catalog side by side: what came, went and is said otherwise. Facts, no verdicts.
//!
//! The older state is called the base, the newer one the head. The files of both stand in one value,
//! the head's first, so that a finding may point into either.

pub mod affected;
pub mod change;
pub mod edge;
pub mod event;
pub mod fact;
pub mod rename;
pub mod side;
pub mod version;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::event::Event;
use crate::catalog::table::{Key, Table};
use crate::catalog::topic::Topic;
use crate::diff::change::Change;
use crate::diff::side::Sides;
use crate::diff::version::Compared;
use crate::document;
use crate::source::span::{FileId, Span};
use crate::source::{SourceFile, Sources};
use crate::study::Study;

/// What differs between two states of a catalog.
#[derive(Debug)]
pub struct Diff<'a> {
    /// The older state.
    pub base: &'a Study,
    /// The newer state.
    pub head: &'a Study,
    /// The files of both: the head's, and behind them the base's, each path with the base's name
    /// before it.
    pub sources: Sources,
    /// Every document that is not in both as it was, by kind and id.
    pub changes: Vec<Change>,
    /// Schemas compared: those that were edited in place, and new ones with the version before.
    pub compared: Vec<Compared<'a>>,
    /// The events that are in both, in the order of the head.
    pub events: Vec<Pair<Event>>,
    /// The topics that are in both.
    pub topics: Vec<Pair<Topic>>,
    /// The files of the head that hold a document which could not be read, and that are not the same
    /// in the base.
    pub unread: BTreeSet<FileId>,
    /// The events of the head that may have versions which could not be read.
    pub unread_events: BTreeSet<Key<Event>>,
}

/// A thing that is in both states, perhaps under another id.
#[derive(Debug)]
pub struct Pair<T> {
    /// In the base.
    pub base: Key<T>,
    /// In the head.
    pub head: Key<T>,
}

/// Compares two states of a catalog. `name` is what a person calls the base: its files are shown
/// as `name:path`.
pub fn of<'a>(base: &'a Study, head: &'a Study, name: &str) -> Diff<'a> {
    // Of a catalog only what its documents mean is kept, and here it matters what they say.
    let documents = |study: &Study| document::parse(&study.sources).0;
    let sides = Sides::of(documents(base), documents(head));
    let renamed = rename::find(&sides, base, head);
    let ids = |kind: &str| -> BTreeMap<&str, &str> {
        let of_kind = renamed.iter().filter(|renamed| renamed.kind == kind);
        of_kind.map(|renamed| (renamed.to.as_str(), renamed.from.as_str())).collect()
    };
    let events =
        pairs(&base.catalog.events, &head.catalog.events, &ids("event"), |event| &event.id);
    let topics =
        pairs(&base.catalog.topics, &head.catalog.topics, &ids("topic"), |topic| &topic.id);
    let compared = version::compare(base, head, &events);
    let unread_events = head.catalog.events.iter();
    let unread_events = unread_events
        .filter(|(_, event)| sides.head.may_hide_version(&event.id))
        .map(|(key, _)| key);
    let mut diff = Diff {
        base,
        head,
        sources: Sources::joined(&head.sources, &base.sources, name),
        changes: Vec::new(),
        compared,
        events,
        topics,
        unread: unread(&sides, base, head),
        unread_events: unread_events.collect(),
    };
    diff.changes = change::changes(&diff, &sides, &renamed);
    diff
}

impl Diff<'_> {
    /// A place of the base among the files of both.
    pub fn before(&self, span: Span) -> Span {
        let shift = self.head.sources.iter().count() as u32;
        Span { file: FileId(span.file.0.saturating_add(shift)), ..span }
    }

    /// Whether a place is one of the base.
    pub fn is_before(&self, span: Span) -> bool {
        span.file.0 as usize >= self.head.sources.iter().count()
    }

    /// The path of a place in the state that it belongs to.
    pub fn path(&self, span: Span) -> &str {
        let count = self.head.sources.iter().count() as u32;
        match span.file.0.checked_sub(count) {
            Some(number) => &self.base.sources.file(FileId(number)).path,
            None => &self.head.sources.file(span.file).path,
        }
    }

    /// Whether nothing differs.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}

/// The files of the head that could not be read and that changed.
fn unread(sides: &Sides, base: &Study, head: &Study) -> BTreeSet<FileId> {
    let known: BTreeMap<&str, &SourceFile> =
        base.sources.iter().map(|(_, file)| (file.path.as_str(), file)).collect();
    let is_new = |file: &FileId| {
        let now = head.sources.file(*file);
        known.get(now.path.as_str()).is_none_or(|before| {
            before.text != now.text || before.fault.is_some() != now.fault.is_some()
        })
    };
    sides.head.unread().into_iter().filter(is_new).collect()
}

/// What is in both, by id. `renamed` gives the old id of each new one.
fn pairs<T>(
    base: &Table<T>,
    head: &Table<T>,
    renamed: &BTreeMap<&str, &str>,
    id: fn(&T) -> &String,
) -> Vec<Pair<T>> {
    let known: BTreeMap<&str, Key<T>> =
        base.iter().map(|(key, row)| (id(row).as_str(), key)).collect();
    let found = head.iter().filter_map(|(head, row)| {
        let id = id(row).as_str();
        let base = *known.get(renamed.get(id).copied().unwrap_or(id))?;
        Some(Pair { base, head })
    });
    found.collect()
}

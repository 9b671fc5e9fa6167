//! The versions of an event: which came, which went, which were edited in place, and what each of
//! them can read and be read by.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::payload::Payload;
use crate::catalog::reference;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::changes::causes::{self, Cause};
use crate::changes::edits::Edit;
use crate::changes::{self, Step, Terms, terms};
use crate::compat::answer::{self, Answer, Comparison, Remark};
use crate::compat::contract::Contract;
use crate::diff::Pair;
use crate::document::kinds::event::Status;
use crate::study::Study;

/// Two schemas of an event compared.
#[derive(Debug)]
pub struct Compared<'a> {
    /// The event in the base; none where it is new.
    pub base: Option<Key<Event>>,
    /// The event in the head.
    pub head: Key<Event>,
    /// The newer schema, in the head.
    pub newer: &'a EventVersion,
    /// The older schema: the same version in the base, the version before in the head, or the one in
    /// the base that it replaces.
    pub older: &'a EventVersion,
    /// Whether the older schema is one of the base.
    pub from_base: bool,
    /// Whether both are the same version, which was edited in place.
    pub in_place: bool,
    /// Who reads what the other writes.
    pub comparison: Cow<'a, Comparison>,
    /// What changed, field by field.
    pub edits: Cow<'a, [Edit]>,
    /// What the change does besides.
    pub remarks: Cow<'a, [Remark]>,
    /// What is asked.
    pub terms: Terms,
}

/// What happened to a version of an event.
#[derive(Debug)]
pub struct VersionChange {
    /// The version.
    pub version: String,
    /// `added`, `removed`, `edited`, or `unreadable` where one side could not be read.
    pub what: &'static str,
    /// The version that it was compared with: itself, where it was edited.
    pub against: Option<String>,
    /// Who reads what the other writes, where both could be compared.
    pub comparison: Option<Comparison>,
    /// What changed, field by field.
    pub edits: Vec<Edit>,
    /// What the change does besides.
    pub remarks: Vec<Remark>,
}

impl Compared<'_> {
    /// Why somebody cannot read what is asked to be readable.
    pub fn causes(&self) -> Vec<Cause<'_>> {
        causes::of(self.terms.mode, &self.comparison)
    }

    /// What kept an asked answer from being given, in words; none where all are.
    pub fn obstacle(&self) -> Option<&str> {
        self.asked().find_map(|answer| match answer {
            Answer::Undecided(obstacle) => Some(obstacle.reason.as_str()),
            Answer::Compatible | Answer::Incompatible(_) => None,
        })
    }

    /// Whether the newer version may break what the older one promised.
    pub fn is_new_major(&self) -> bool {
        self.newer.version.is_new_major(&self.older.version)
    }

    /// Whether the older schema has consumers that rely on it: nobody builds on a draft, and nothing
    /// is compared with what is retired.
    pub fn is_relied_on(&self) -> bool {
        is_in_use(self.older)
    }

    fn asked(&self) -> impl Iterator<Item = &Answer> {
        let Comparison { backward, forward } = self.comparison.as_ref();
        let mode = self.terms.mode;
        let backward = mode.asks_backward().then_some(backward);
        backward.into_iter().chain(mode.asks_forward().then_some(forward))
    }
}

/// Every version that was edited in place, and every new one with the version before it. That one is in
/// the head, or was in use in the base and is no more: a document whose number was raised.
pub fn compare<'a>(base: &'a Study, head: &'a Study, events: &[Pair<Event>]) -> Vec<Compared<'a>> {
    let mut compared = Vec::new();
    for (key, event) in head.catalog.events.iter() {
        let before = events.iter().find(|pair| pair.head == key).map(|pair| pair.base);
        let old = before.map(|before| &base.catalog.events[before]);
        for (number, newer) in event.versions.iter().enumerate() {
            let same = old.and_then(|old| find(old, newer));
            compared.extend(match same {
                Some(older) => edited((before, key), older, newer, terms(head, key)),
                None => old
                    .and_then(|old| replaced((before, key), old, event, number, terms(head, key)))
                    .or_else(|| added(head, (before, key), number)),
            });
        }
    }
    compared
}

/// The same version of an event.
pub fn find<'a>(event: &'a Event, version: &EventVersion) -> Option<&'a EventVersion> {
    event.versions.iter().find(|other| other.version == version.version)
}

fn edited<'a>(
    (base, head): (Option<Key<Event>>, Key<Event>),
    older: &'a EventVersion,
    newer: &'a EventVersion,
    terms: Terms,
) -> Option<Compared<'a>> {
    let same = |old: &Payload, new: &Payload| is_same_contract(&old.contract, &new.contract);
    match (&older.payload, &newer.payload) {
        (Some(old), Some(new)) if same(old, new) => None,
        _ => {
            let (comparison, edits, remarks) = between(older, newer, terms)?;
            Some(Compared {
                base,
                head,
                newer,
                older,
                from_base: true,
                in_place: true,
                comparison,
                edits,
                remarks,
                terms,
            })
        }
    }
}

/// A new version with the newest one below it that was in use in the base and is not in the head any
/// more, or with the newest of all such. None where the head has one that is nearer.
fn replaced<'a>(
    (base, head): (Option<Key<Event>>, Key<Event>),
    old: &'a Event,
    event: &'a Event,
    number: usize,
    terms: Terms,
) -> Option<Compared<'a>> {
    let newer = event.versions.get(number)?;
    if newer.status == Status::Retired {
        return None;
    }
    let in_use = |version: &EventVersion| {
        is_in_use(version) && (version.payload.is_some() || newer.payload.is_none())
    };
    let gone = |version: &&EventVersion| {
        version.payload.is_some()
            && is_in_use(version)
            && find(event, version).is_none_or(|now| !in_use(now))
    };
    let kept = event.versions.get(..number)?.iter().rev().find(|one| in_use(one));
    let below = |version: &&EventVersion| version.version < newer.version;
    let older = match old.versions.iter().rev().filter(gone).find(below) {
        Some(older) if kept.is_none_or(|kept| kept.version < older.version) => older,
        None if kept.is_none() => old.versions.iter().rev().find(gone)?,
        _ => return None,
    };
    let (comparison, edits, remarks) = between(older, newer, terms)?;
    Some(Compared {
        base,
        head,
        newer,
        older,
        from_base: true,
        in_place: false,
        comparison,
        edits,
        remarks,
        terms,
    })
}

/// Whether somebody writes a version: no draft, and not retired.
pub fn is_in_use(version: &EventVersion) -> bool {
    matches!(version.status, Status::Active | Status::Deprecated)
}

/// What two versions say to each other: who reads what, what changed, and what else that does.
type Between<'a> = (Cow<'a, Comparison>, Cow<'a, [Edit]>, Cow<'a, [Remark]>);

/// Two versions compared. A schema that is gone, or cannot be read any more, leaves it undecided;
/// none where there was none before.
fn between<'a>(older: &EventVersion, newer: &EventVersion, terms: Terms) -> Option<Between<'a>> {
    older.payload.as_ref()?;
    // Indices tell nothing here: both may be the same version of two states.
    let Some(step) = changes::step((0, older), (0, newer), terms.policy) else {
        let reason = match newer.stated.schema {
            Some(_) => "its schema cannot be read any more",
            None => "it has no schema any more",
        };
        let undecided = || answer::undecided(reason);
        let comparison = Comparison { backward: undecided(), forward: undecided() };
        return Some((Cow::Owned(comparison), Cow::Owned(Vec::new()), Cow::Owned(Vec::new())));
    };
    let Step { comparison, edits, remarks, .. } = step;
    Some((Cow::Owned(comparison), Cow::Owned(edits), Cow::Owned(remarks)))
}

fn added(
    study: &Study,
    (base, head): (Option<Key<Event>>, Key<Event>),
    number: usize,
) -> Option<Compared<'_>> {
    let event = &study.catalog.events[head];
    let evolution = study.changes.of(head)?;
    let step = evolution.before(number)?;
    Some(Compared {
        base,
        head,
        newer: event.versions.get(step.newer)?,
        older: event.versions.get(step.older)?,
        from_base: false,
        in_place: false,
        comparison: Cow::Borrowed(&step.comparison),
        edits: Cow::Borrowed(&step.edits),
        remarks: Cow::Borrowed(&step.remarks),
        terms: evolution.terms,
    })
}

/// What is asked of the versions of an event.
fn terms(study: &Study, event: Key<Event>) -> Terms {
    let read: Vec<&Subscription> = study.consumers(event).collect();
    terms::of(&study.catalog, &study.config, &study.catalog.events[event], &read)
}

/// Whether two contracts say the same, wherever their files lie and however their lines end.
pub fn is_same_contract(one: &Contract, other: &Contract) -> bool {
    one.is_same(other)
        || one.language.name == other.language.name
            && one.message == other.message
            && said(one) == said(other)
}

/// What a contract says: a schema that is only a reference to a file is that file.
fn said(contract: &Contract) -> (Value, BTreeMap<&str, Value>) {
    let target = contract.schema.as_object().filter(|object| object.len() == 1);
    let target = target.and_then(|object| object.get("$ref")).and_then(Value::as_str);
    let path = target.and_then(|target| reference::normal(&contract.path, target));
    let own = path.as_ref().and_then(|path| contract.files.get(path));
    let rest =
        contract.files.iter().filter(|(known, _)| own.is_none() || Some(*known) != path.as_ref());
    let rest = rest.map(|(path, file)| (path.as_str(), with_plain_lines(file))).collect();
    (with_plain_lines(own.unwrap_or(&contract.schema)), rest)
}

/// A schema that is text with the line breaks of Unix.
fn with_plain_lines(schema: &Value) -> Value {
    match schema {
        Value::String(text) => Value::String(text.replace("\r\n", "\n")),
        other => other.clone(),
    }
}

//! Documents that came, went, go by another id or say something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::Diff;
use crate::diff::event;
use crate::diff::fact::{self, Fact};
use crate::diff::rename::Renamed;
use crate::diff::side::Sides;
use crate::diff::version::VersionChange;
use crate::document::Document;
use crate::document::kinds::KINDS;
use crate::source::span::Span;

/// A document that is not in both states as it was. All versions of an event are one.
#[derive(Debug)]
pub struct Change {
    /// Its kind.
    pub kind: &'static str,
    /// Its id; the new one where it was renamed.
    pub id: String,
    /// What happened.
    pub what: What,
    /// Where: in the head, or in the base where it is gone. A place among the files of both.
    pub span: Span,
    /// What it says otherwise; empty unless it is in both.
    pub facts: Vec<Fact>,
    /// What happened to its versions, where it is an event.
    pub versions: Vec<VersionChange>,
}

/// What happened to a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It goes by another id.
    Renamed {
        /// The id that it had.
        from: String,
    },
    /// It says something else.
    Changed,
    /// One of the two could not be read, so they cannot be compared.
    Unreadable,
}

impl What {
    /// The word of reports.
    pub fn word(&self) -> &'static str {
        match self {
            What::Added => "added",
            What::Removed => "removed",
            What::Renamed { .. } => "renamed",
            What::Changed => "changed",
            What::Unreadable => "unreadable",
        }
    }
}

/// Every change, by kind and id.
pub(super) fn changes(diff: &Diff<'_>, sides: &Sides, renamed: &[Renamed]) -> Vec<Change> {
    let mut changes = Vec::new();
    for kind in KINDS.iter().map(|kind| kind.name) {
        let renamed: Vec<&Renamed> =
            renamed.iter().filter(|renamed| renamed.kind == kind).collect();
        let before: BTreeMap<&str, &str> =
            renamed.iter().map(|one| (one.to.as_str(), one.from.as_str())).collect();
        let gone: BTreeSet<&str> = renamed.iter().map(|one| one.from.as_str()).collect();
        let ids: BTreeSet<&str> = sides.base.ids(kind).chain(sides.head.ids(kind)).collect();
        for id in ids.into_iter().filter(|id| !gone.contains(id)) {
            let from = before.get(id).copied();
            let old = sides.base.newest(kind, from.unwrap_or(id));
            changes.extend(match (old, sides.head.newest(kind, id)) {
                (Some(old), Some(new)) => both(diff, sides, old, new, from),
                (None, Some(new)) => Some(came(diff, sides, new)),
                (Some(old), None) => Some(went(diff, sides, old)),
                (None, None) => None,
            });
        }
    }
    changes
}

fn came(diff: &Diff<'_>, sides: &Sides, new: &Document) -> Change {
    let (base, head) = (&diff.base.sources, &diff.head.sources);
    let path = &head.file(new.span.file).path;
    let hidden = sides.base.may_hide(new.kind.name, &new.id, path, (base, head));
    let what = if hidden { What::Unreadable } else { What::Added };
    change(new, what, new.span)
}

fn went(diff: &Diff<'_>, sides: &Sides, old: &Document) -> Change {
    let (base, head) = (&diff.base.sources, &diff.head.sources);
    let path = &base.file(old.span.file).path;
    let hidden = sides.head.may_hide(old.kind.name, &old.id, path, (head, base));
    let what = if hidden { What::Unreadable } else { What::Removed };
    change(old, what, diff.before(old.span))
}

fn change(document: &Document, what: What, span: Span) -> Change {
    let (kind, id) = (document.kind.name, document.id.clone());
    Change { kind, id, what, span, facts: Vec::new(), versions: Vec::new() }
}

fn both(
    diff: &Diff<'_>,
    sides: &Sides,
    old: &Document,
    new: &Document,
    from: Option<&str>,
) -> Option<Change> {
    let what = match from {
        Some(from) => What::Renamed { from: from.to_owned() },
        None => What::Changed,
    };
    let mut change = change(new, what, new.span);
    if change.kind == "event" {
        change.versions = event::versions(diff, sides, &old.id, &new.id);
        change.facts = event::facts(diff, sides, old, new);
    } else {
        change.facts = fact::between(&old.node, &new.node, &[change.kind]);
    }
    let is_same = change.facts.is_empty() && change.versions.is_empty() && from.is_none();
    (!is_same).then_some(change)
}

//! What an event says otherwise: of itself, of its versions, of who publishes and receives it.

use crate::catalog::event::{Event, EventVersion};
use crate::diff::fact::{self, Fact};
use crate::diff::side::Sides;
use crate::diff::version::{self, VersionChange};
use crate::diff::{Diff, Pair, edge};
use crate::document::Document;

/// What is told of each version, not of the event.
const OF_VERSIONS: [&str; 6] = ["event", "version", "status", "deprecation", "schema", "examples"];

/// What happened to the versions of an event, in their order.
pub(super) fn versions(
    diff: &Diff<'_>,
    sides: &Sides,
    old_id: &str,
    new_id: &str,
) -> Vec<VersionChange> {
    let Some(pair) = pair(diff, old_id, new_id) else { return Vec::new() };
    let (before, after) = rows(diff, pair);
    let mut changes: Vec<(&EventVersion, VersionChange)> = Vec::new();
    for version in &after.versions {
        let compared = diff
            .compared
            .iter()
            .find(|one| one.head == pair.head && std::ptr::eq(one.newer, version));
        let is_new = version::find(before, version).is_none();
        let change = match compared {
            Some(compared) => VersionChange {
                version: version.version.to_string(),
                what: if compared.in_place { "edited" } else { "added" },
                against: Some(compared.older.version.to_string()),
                comparison: Some(compared.comparison.as_ref().clone()),
                edits: compared.edits.to_vec(),
                remarks: compared.remarks.to_vec(),
            },
            None if is_new && sides.base.may_hide_version(old_id) => plain(version, "unreadable"),
            None if is_new => plain(version, "added"),
            // A schema that could not be read, there or here, and is written otherwise.
            None if schema_differs(sides, before, new_id, version) => plain(version, "edited"),
            None => continue,
        };
        changes.push((version, change));
    }
    let gone = before.versions.iter().filter(|version| version::find(after, version).is_none());
    let went = if sides.head.may_hide_version(new_id) { "unreadable" } else { "removed" };
    changes.extend(gone.map(|version| (version, plain(version, went))));
    changes.sort_by(|(a, _), (b, _)| a.version.cmp(&b.version));
    changes.into_iter().map(|(_, change)| change).collect()
}

/// What an event says otherwise, schemas apart.
pub(super) fn facts(diff: &Diff<'_>, sides: &Sides, old: &Document, new: &Document) -> Vec<Fact> {
    let mut facts = fact::between(&old.node, &new.node, &OF_VERSIONS);
    let Some(pair) = pair(diff, &old.id, &new.id) else { return facts };
    facts.extend(edge::facts(diff, pair));
    let (before, after) = rows(diff, pair);
    for version in after.versions.iter().filter(|one| version::find(before, one).is_some()) {
        let (one, other) = (
            sides.base.version(&old.id, &version.version),
            sides.head.version(&new.id, &version.version),
        );
        let Some((one, other)) = one.zip(other) else { continue };
        for key in ["status", "deprecation", "examples"] {
            let (one, other) = (one.node.get(key), other.node.get(key));
            let is_same = match (one, other) {
                (Some(one), Some(other)) => fact::is_same(one, other),
                (one, other) => one.is_none() && other.is_none(),
            };
            if !is_same {
                let key = format!("{key} of {}", version.version);
                facts.push(Fact::new(key, one.map(fact::words), other.map(fact::words)));
            }
        }
    }
    facts
}

fn plain(version: &EventVersion, what: &'static str) -> VersionChange {
    VersionChange {
        version: version.version.to_string(),
        what,
        against: None,
        comparison: None,
        edits: Vec::new(),
        remarks: Vec::new(),
    }
}

fn schema_differs(sides: &Sides, old: &Event, new_id: &str, version: &EventVersion) -> bool {
    let before = sides.base.version(&old.id, &version.version);
    let after = sides.head.version(new_id, &version.version);
    let could_be_read = version::find(old, version).is_some_and(|old| old.payload.is_some());
    let schema =
        |document: Option<&Document>| document.and_then(|one| one.node.get("schema").cloned());
    match (schema(before), schema(after)) {
        (Some(before), Some(after)) => {
            could_be_read != version.payload.is_some()
                || version.payload.is_none() && !fact::is_same(&before, &after)
        }
        (before, after) => before.is_some() != after.is_some(),
    }
}

fn pair<'a>(diff: &'a Diff<'_>, old_id: &str, new_id: &str) -> Option<&'a Pair<Event>> {
    let rows_of_head = diff.head.catalog.events.rows();
    let number = rows_of_head.binary_search_by(|event| event.id.as_str().cmp(new_id)).ok()?;
    let place = diff.events.binary_search_by_key(&number, |pair| pair.head.index()).ok()?;
    diff.events.get(place).filter(|pair| rows(diff, pair).0.id == old_id)
}

fn rows<'a>(diff: &'a Diff<'_>, pair: &Pair<Event>) -> (&'a Event, &'a Event) {
    (&diff.base.catalog.events[pair.base], &diff.head.catalog.events[pair.head])
}

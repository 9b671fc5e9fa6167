//! Two payloads side by side: which fields came, went or are said otherwise.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::catalog::field::Field;

/// A field that is not in both payloads as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The field's path: `items[].sku`.
    pub path: String,
    /// What happened to it.
    pub kind: EditKind,
    /// The path of the one that it may be under another name: of a field that came, one that went
    /// from the same place with the same type, and the other way round.
    pub renamed: Option<String>,
}

/// What happened to a field.
#[derive(Debug, Clone, PartialEq)]
pub enum EditKind {
    /// It came.
    Added,
    /// It went.
    Removed,
    /// It is said otherwise: each thing that is.
    Changed(Vec<Alteration>),
}

/// One thing that is said otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct Alteration {
    /// What: `type`, `required`, `values`, `limits`, `default`, `description`.
    pub what: &'static str,
    /// What was said; empty for nothing.
    pub before: String,
    /// What is said now; empty for nothing.
    pub after: String,
}

/// What changed from one payload to the next, in the order of the new fields; what went stands
/// where it was. The fields within one that came or went are not told again. A field under another
/// name is one that went and one that came.
pub fn between(old: &[Field], new: &[Field]) -> Vec<Edit> {
    let (before, after) = (by_name(old), by_name(new));
    let mut edits = Vec::new();
    let mut told = 0;
    for (place, field) in new.iter().enumerate() {
        let Some((at, known)) = before.get(field.name.as_str()) else {
            let former = old.get(place).filter(|old| !after.contains_key(old.name.as_str()));
            edits.push(one_sided(field, EditKind::Added, former));
            continue;
        };
        // What stood above this field before, and is gone, stood here.
        edits.extend(removed(old, told..*at, new, &after));
        told = told.max(*at);
        edits.extend(changed(known, field));
        edits.extend(between(&known.children, &field.children));
    }
    edits.extend(removed(old, told..old.len(), new, &after));
    edits
}

/// The fields by their names, each with its place. Of several with one name, the first.
fn by_name(fields: &[Field]) -> BTreeMap<&str, (usize, &Field)> {
    let fields = fields.iter().enumerate().rev();
    fields.map(|(at, field)| (field.name.as_str(), (at, field))).collect()
}

/// The fields of a range that are gone.
fn removed(
    old: &[Field],
    range: Range<usize>,
    new: &[Field],
    after: &BTreeMap<&str, (usize, &Field)>,
) -> Vec<Edit> {
    let passed = old.iter().enumerate().take(range.end).skip(range.start);
    let gone = passed.filter(|(_, field)| !after.contains_key(field.name.as_str()));
    let edits = gone.map(|(at, field)| {
        let known = |later: &&Field| old.iter().any(|field| field.name == later.name);
        one_sided(field, EditKind::Removed, new.get(at).filter(|later| !known(later)))
    });
    edits.collect()
}

/// A field of one payload alone. `other` is one of the other payload alone, at the same place.
fn one_sided(field: &Field, kind: EditKind, other: Option<&Field>) -> Edit {
    let names = |field: &Field| -> BTreeSet<String> {
        field.children.iter().map(|child| child.name.clone()).collect()
    };
    let alike = |other: &&Field| {
        (&other.kind, other.required) == (&field.kind, field.required)
            && names(other) == names(field)
    };
    let renamed = other.filter(alike).map(|other| other.path.clone());
    Edit { path: field.path.clone(), kind, renamed }
}

fn changed(old: &Field, new: &Field) -> Option<Edit> {
    let word = |required: bool| if required { "required" } else { "optional" };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let sides = [
        ("type", old.kind.clone(), new.kind.clone()),
        ("required", word(old.required).to_owned(), word(new.required).to_owned()),
        ("values", old.values.join(", "), new.values.join(", ")),
        ("limits", limits(old), limits(new)),
        ("default", said(&old.default), said(&new.default)),
        ("description", said(&old.description), said(&new.description)),
    ];
    let differing = sides.into_iter().filter(|(_, before, after)| before != after);
    let alterations: Vec<Alteration> =
        differing.map(|(what, before, after)| Alteration { what, before, after }).collect();
    let kind = EditKind::Changed(alterations.clone());
    (!alterations.is_empty()).then(|| Edit { path: new.path.clone(), kind, renamed: None })
}

/// What limits a field, other than the values that it may have and its default.
fn limits(field: &Field) -> String {
    let told = |limit: &&String| {
        let of_values = !field.values.is_empty()
            && (limit.starts_with("one of ") || limit.starts_with("always "));
        !of_values && !limit.ends_with(" unless stated")
    };
    field.limits.iter().filter(told).cloned().collect::<Vec<_>>().join(", ")
}

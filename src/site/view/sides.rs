//! The fields of two payloads side by side: what came, what went and what is said otherwise; then,
//! folded away, what stayed.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::catalog::field::Field;
use crate::site::view::field::anchor;

/// How many fields that differ are shown side by side; the others have a line each, because a page
/// of so many would be slow.
const IN_FULL: usize = 22;

/// How many fields that do not differ are shown.
const AS_BEFORE: usize = 60;

/// Two payloads side by side.
#[derive(Debug, Serialize)]
pub struct Sides {
    /// How many fields differ.
    pub changed: usize,
    /// How many do not.
    pub unchanged: usize,
    /// Those that differ, in order.
    pub rows: Vec<Row>,
    /// Those that do not, in order.
    pub same: Vec<Same>,
}

/// A field that differs.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The path from the payload's root.
    pub path: String,
    /// The part of the path before its own name.
    pub around: String,
    /// Its own name.
    pub name: String,
    /// The id of its element.
    pub anchor: String,
    /// `added`, `removed`, `changed`, or `reworded` where only its description differs.
    pub change: &'static str,
    /// How it was.
    pub old: Option<Side>,
    /// How it is.
    pub new: Option<Side>,
    /// Both in a line, where the page has no room for more.
    pub short: Option<String>,
}

/// A field that is in both as it was.
#[derive(Debug, Serialize)]
pub struct Same {
    /// The path from the payload's root.
    pub path: String,
    /// What it holds.
    pub kind: String,
    /// Whether a message must have it.
    pub required: bool,
    /// The id of its element, where the page shows it.
    pub anchor: Option<String>,
}

/// A field on one side.
#[derive(Debug, Serialize)]
pub struct Side {
    /// What it holds.
    pub kind: String,
    /// Whether a message must have it, in a word.
    pub required: &'static str,
    /// The only values that it may have.
    pub values: Vec<String>,
    /// What else limits it.
    pub limits: Vec<String>,
    /// What the schema says of it.
    pub description: Option<String>,
    /// Those of these texts that the other side does not say.
    pub differing: Vec<String>,
}

/// The fields of two payloads, in the order of the new one; what went stands where it was.
pub fn sides(old: &[Field], new: &[Field]) -> Sides {
    let mut pairs = Vec::new();
    pair(old, new, &mut pairs);
    let mut sides = Sides { changed: 0, unchanged: 0, rows: Vec::new(), same: Vec::new() };
    let mut anchors = BTreeSet::new();
    for (old, new) in pairs {
        let Some(field) = new.or(old) else { continue };
        let anchor = anchor(&field.path, &mut anchors);
        match change(old, new) {
            None => sides.same.push(Same {
                path: field.path.clone(),
                kind: field.kind.clone(),
                required: field.required,
                anchor: (sides.same.len() < AS_BEFORE).then_some(anchor),
            }),
            Some(change) => {
                let own = field.path.strip_suffix(&field.name);
                sides.rows.push(Row {
                    path: field.path.clone(),
                    around: own.unwrap_or_default().to_owned(),
                    name: field.name.clone(),
                    anchor,
                    change,
                    old: old.map(|old| side(old, new)),
                    new: new.map(|new| side(new, old)),
                    short: (sides.rows.len() >= IN_FULL).then(|| short(old, new)),
                });
            }
        }
    }
    (sides.changed, sides.unchanged) = (sides.rows.len(), sides.same.len());
    sides
}

impl Sides {
    /// The id of the element of a field that differs.
    pub fn anchor(&self, path: &str) -> Option<String> {
        let found = self.rows.iter().find(|row| row.path == path);
        found.map(|row| row.anchor.clone())
    }
}

/// How a field was and how it is, in a line: all of it where it came or went, and else what one side
/// says and the other does not.
fn short(old: Option<&Field>, new: Option<&Field>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => {
            let [was, is] = [side(old, Some(new)), side(new, Some(old))];
            let told = |side: Side| match side.differing.is_empty() {
                true => "no such limit".to_owned(),
                false => side.differing.join(", "),
            };
            format!("{} \u{2192} {}", told(was), told(is))
        }
        (old, new) => old.or(new).map_or(String::new(), |field| {
            let side = said(field);
            format!("{}, {}", side.kind, side.required)
        }),
    }
}

/// A field before and after; one of the two is there.
type Pair<'a> = (Option<&'a Field>, Option<&'a Field>);

fn pair<'a>(old: &'a [Field], new: &'a [Field], pairs: &mut Vec<Pair<'a>>) {
    let kept = |field: &&Field| new.iter().any(|after| after.name == field.name);
    let mut passed = 0;
    for after in new {
        let Some(at) = old.iter().position(|before| before.name == after.name) else {
            all(after, &|field| (None, Some(field)), pairs);
            continue;
        };
        for gone in old.get(passed..at).unwrap_or_default().iter().filter(|field| !kept(field)) {
            all(gone, &|field| (Some(field), None), pairs);
        }
        passed = passed.max(at + 1);
        if let Some(before) = old.get(at) {
            pairs.push((Some(before), Some(after)));
            pair(&before.children, &after.children, pairs);
        }
    }
    for gone in old.get(passed..).unwrap_or_default().iter().filter(|field| !kept(field)) {
        all(gone, &|field| (Some(field), None), pairs);
    }
}

/// A field with all within it.
fn all<'a>(field: &'a Field, make: &dyn Fn(&'a Field) -> Pair<'a>, pairs: &mut Vec<Pair<'a>>) {
    pairs.push(make(field));
    field.children.iter().for_each(|child| all(child, make, pairs));
}

/// What happened to a field, in a word; none where nothing did.
fn change(old: Option<&Field>, new: Option<&Field>) -> Option<&'static str> {
    let (Some(old), Some(new)) = (old, new) else {
        return Some(if old.is_none() { "added" } else { "removed" });
    };
    let same = old.kind == new.kind
        && old.required == new.required
        && old.limits == new.limits
        && old.values == new.values
        && old.deprecated == new.deprecated;
    match (same, old.description == new.description) {
        (true, true) => None,
        (true, false) => Some("reworded"),
        (false, _) => Some("changed"),
    }
}

/// A field on one side. Where there is no other, nothing differs: the field as a whole came or went.
fn side(field: &Field, other: Option<&Field>) -> Side {
    let mut side = said(field);
    if let Some(other) = other.map(said) {
        let known: Vec<&str> = other.texts().collect();
        let differing = side.texts().filter(|text| !known.contains(text));
        side.differing = differing.map(str::to_owned).collect();
    }
    side
}

fn said(field: &Field) -> Side {
    Side {
        kind: field.kind.clone(),
        required: if field.required { "required" } else { "optional" },
        values: field.values.clone(),
        limits: limits(field),
        description: field.description.clone(),
        differing: Vec::new(),
    }
}

impl Side {
    fn texts(&self) -> impl Iterator<Item = &str> {
        let lists = self.values.iter().chain(&self.limits).chain(&self.description);
        [self.kind.as_str(), self.required].into_iter().chain(lists.map(String::as_str))
    }
}

/// What limits a field beside its values, which are told one by one.
pub fn limits(field: &Field) -> Vec<String> {
    let tells_values = |limit: &str| limit.starts_with("one of ") || limit.starts_with("always ");
    let limits =
        field.limits.iter().filter(|limit| field.values.is_empty() || !tells_values(limit));
    limits.cloned().chain(field.deprecated.then(|| "deprecated".to_owned())).collect()
}

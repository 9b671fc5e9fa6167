//! Two payloads side by side: which fields came, went or are said otherwise.

use crate::catalog::field::Field;

/// A field that is not in both payloads as it was.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The field's path: `items[].sku`.
    pub path: String,
    /// What happened to it.
    pub kind: EditKind,
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
    /// What: `type`, `required`, `values`, `limits`, `description`.
    pub what: &'static str,
    /// What was said; empty for nothing.
    pub before: String,
    /// What is said now; empty for nothing.
    pub after: String,
}

/// What changed from one payload to the next, in the order of the new fields; what went stands
/// where it was. The fields within one that came or went are not told again.
pub fn between(old: &[Field], new: &[Field]) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut waiting = old.iter().peekable();
    let kept = |name: &str| new.iter().any(|field| field.name == name);
    for field in new {
        match old.iter().find(|before| before.name == field.name) {
            None => edits.push(Edit { path: field.path.clone(), kind: EditKind::Added }),
            Some(before) => {
                while let Some(passed) = waiting.next_if(|passed| passed.name != field.name) {
                    edits.extend((!kept(&passed.name)).then(|| removed(passed)));
                }
                edits.extend(changed(before, field));
                edits.extend(between(&before.children, &field.children));
            }
        }
    }
    let told: Vec<String> = edits.iter().map(|edit| edit.path.clone()).collect();
    let gone = old.iter().filter(|field| !kept(&field.name) && !told.contains(&field.path));
    edits.extend(gone.map(removed));
    edits
}

fn removed(field: &Field) -> Edit {
    Edit { path: field.path.clone(), kind: EditKind::Removed }
}

fn changed(old: &Field, new: &Field) -> Option<Edit> {
    let word = |required: bool| if required { "required" } else { "optional" };
    let said = |text: &Option<String>| text.clone().unwrap_or_default();
    let sides = [
        ("type", old.kind.clone(), new.kind.clone()),
        ("required", word(old.required).to_owned(), word(new.required).to_owned()),
        ("values", old.values.join(", "), new.values.join(", ")),
        ("limits", old.limits.join(", "), new.limits.join(", ")),
        ("description", said(&old.description), said(&new.description)),
    ];
    let differing = sides.into_iter().filter(|(_, before, after)| before != after);
    let alterations: Vec<Alteration> =
        differing.map(|(what, before, after)| Alteration { what, before, after }).collect();
    (!alterations.is_empty())
        .then(|| Edit { path: new.path.clone(), kind: EditKind::Changed(alterations) })
}

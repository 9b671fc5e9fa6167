//! What changed from one payload to the next, each in words: "added `couponCode` (text, optional)".

use crate::catalog::field::{self, Field};
use crate::changes::edits::{Alteration, Edit, EditKind};
use crate::site::view::piece::Fact;
use crate::site::view::sides::limits;

/// Edits in words, in their order. The fields are those of both payloads.
pub fn told(edits: &[Edit], old: &[Field], new: &[Field]) -> Vec<Fact> {
    let one = |edit: &Edit| {
        let (before, after) = (field::find(old, &edit.path), field::find(new, &edit.path));
        match &edit.kind {
            EditKind::Added => {
                let fact = Fact::new("").text("added ").code(&edit.path);
                let fact = fact.text(after.map(what).unwrap_or_default());
                match &edit.renamed {
                    Some(former) => fact.text(", perhaps what was ").code(former),
                    None => fact,
                }
            }
            EditKind::Removed => Fact::new("")
                .text("removed ")
                .code(&edit.path)
                .text(before.map(what).unwrap_or_default()),
            EditKind::Changed(alterations) => changed(&edit.path, alterations, before, after),
        }
    };
    edits.iter().map(one).collect()
}

/// ` (text, optional)`.
fn what(field: &Field) -> String {
    let required = if field.required { "required" } else { "optional" };
    format!(" ({}, {required})", field.kind)
}

fn changed(
    path: &str,
    alterations: &[Alteration],
    before: Option<&Field>,
    after: Option<&Field>,
) -> Fact {
    let mut fact = Fact::new("").code(path);
    let phrases = alterations.iter().filter_map(|one| phrase(one, before.zip(after)));
    for (index, phrase) in phrases.enumerate() {
        fact = if index > 0 { fact.text(", ") } else { fact.text(" ") };
        fact.value.extend(phrase.value);
    }
    fact
}

/// One thing that is said otherwise. The fields are there where both payloads have the path.
fn phrase(alteration: &Alteration, sides: Option<(&Field, &Field)>) -> Option<Fact> {
    let Alteration { what, before, after } = alteration;
    let fact = Fact::new("");
    match (*what, sides) {
        ("required", _) => Some(fact.text(format!("is now {after}"))),
        ("description", _) => Some(fact.text("is described otherwise")),
        ("values", Some((old, new))) => Some(values(fact, &old.values, &new.values)),
        ("limits", Some((old, new))) => limited(&limits(old), &limits(new)),
        ("default", _) => {
            Some(fact.text(format!("is {} unless stated, was {}", said(after), said(before))))
        }
        ("type", _) => Some(fact.text(format!("is now {}, was {}", said(after), said(before)))),
        _ => Some(fact.text(format!("has the {what} {}, had {}", said(after), said(before)))),
    }
}

fn said(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// What one list has and the other has not.
fn beyond(own: &[String], other: &[String]) -> Vec<String> {
    own.iter().filter(|text| !other.contains(text)).cloned().collect()
}

/// Which values came and went.
fn values(fact: Fact, before: &[String], after: &[String]) -> Fact {
    let (came, went) = (beyond(after, before), beyond(before, after));
    match (before.is_empty(), after.is_empty()) {
        (true, _) => fact.text("may only be ").codes(came),
        (_, true) => fact.text("is no longer held to ").codes(went),
        _ if came.is_empty() && went.is_empty() => fact.text("has its values in another order"),
        _ if came.is_empty() => fact.text("may no longer be ").codes(went),
        _ if went.is_empty() => fact.text("may be ").codes(came),
        _ => fact.text("may be ").codes(came).text(", and no longer ").codes(went),
    }
}

/// Which limits came and went; none where only values or a default did, which are told by
/// themselves.
fn limited(before: &[String], after: &[String]) -> Option<Fact> {
    let alone = |limits: Vec<String>| {
        let alone = limits.into_iter().filter(|limit| !limit.ends_with(" unless stated"));
        alone.collect::<Vec<String>>()
    };
    let (came, went) = (alone(beyond(after, before)), alone(beyond(before, after)));
    let words = match (came.is_empty(), went.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("is limited: {}", came.join(", ")),
        (true, false) => format!("is no longer limited: {}", went.join(", ")),
        (false, false) => format!("is limited: {} (was {})", came.join(", "), went.join(", ")),
    };
    Some(Fact::new("").text(words))
}

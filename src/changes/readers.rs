//! Who reads an event: which consumers meet two of its versions, which fields they
//! depend on, and so whom a break touches: lint, `diff` and pages ask here.

use crate::catalog::event::EventVersion;
use crate::catalog::subscription::Subscription;

/// What a consumer says of meeting two versions of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meets {
    /// It reads at most one of them.
    Never,
    /// It names a range that ends, and both lie in it: its code knows both.
    Knowing,
    /// It reads both, and whatever comes after them.
    Unprepared,
}

/// Whether a consumer's code reads a version: by its range, or else every version.
pub fn reads(subscription: &Subscription, version: &EventVersion) -> bool {
    let range = subscription.stated.versions.as_ref();
    range.is_none_or(|range| range.value.admits(&version.version))
}

/// Whether a consumer meets messages of both versions.
pub fn meets(subscription: &Subscription, older: &EventVersion, newer: &EventVersion) -> Meets {
    if !reads(subscription, older) || !reads(subscription, newer) {
        return Meets::Never;
    }
    match &subscription.stated.versions {
        Some(range) if range.value.ends() => Meets::Knowing,
        _ => Meets::Unprepared,
    }
}

/// The consumers among these that a break between two versions touches: they meet messages of both
/// and are not known to be prepared for that, and they depend on one of the fields that break.
///
/// Where a range ends and both versions lie in it, the code knows both. Only of a new major version
/// is that a promise to read it: any other one was in the range before anybody had thought of it.
pub fn touched<'a>(
    consumers: impl Iterator<Item = &'a Subscription>,
    (older, newer): (&EventVersion, &EventVersion),
    fields: &[&str],
) -> Vec<&'a Subscription> {
    let is_new_major = newer.version.is_new_major(&older.version);
    let is_unprepared = |consumer: &&Subscription| match meets(consumer, older, newer) {
        Meets::Never => false,
        Meets::Knowing => !is_new_major,
        Meets::Unprepared => true,
    };
    let depends = |consumer: &&Subscription| fields.iter().any(|field| touches(consumer, field));
    consumers.filter(is_unprepared).filter(depends).collect()
}

/// Whether a consumer depends on a field of the payload, on one within it or on one that it lies
/// in. A consumer that names no fields reads everything, and the empty path is everything.
pub fn touches(subscription: &Subscription, field: &str) -> bool {
    let fields = &subscription.stated.fields;
    fields.is_empty() || fields.iter().any(|known| overlap(&known.value, field))
}

fn overlap(known: &str, field: &str) -> bool {
    if known.starts_with("envelope.") || known.starts_with("header.") {
        return false;
    }
    let known = known.strip_prefix("payload.").unwrap_or(known);
    names(known).zip(names(field)).all(|(one, other)| one == other)
}

/// The names of a path; whether a list or its items are meant makes no difference.
fn names(path: &str) -> impl Iterator<Item = &str> {
    let parts = path.split('.').map(|name| name.trim_end_matches("[]"));
    parts.filter(|name| !name.is_empty())
}

//! Whom a change of a payload reaches: the consumers that are deployed today, as the base has them.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::compat::answer::Break;
use crate::diff::Diff;
use crate::document::values::version::Version;
use crate::finding::Subject;
use crate::source::span::Span;
use crate::study::Study;

/// A consumer that a change reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// The service.
    pub service: String,
    /// The fields that change under it; empty where it is all of the payload.
    pub fields: Vec<String>,
    /// Where it says that it consumes the event: in the head, or in the base where it does no more.
    pub span: Span,
}

impl Affected {
    /// The consumer as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("service", &self.service)
    }
}

/// The consumers of an event of the base whose code reads a version, and that depend on a field
/// that breaks. Without breaks, all that read the version.
pub fn consumers(
    diff: &Diff<'_>,
    event: Key<Event>,
    version: &Version,
    breaks: &[&Break],
) -> Vec<Affected> {
    let mut found: Vec<Affected> = Vec::new();
    for subscription in subscriptions(diff.base, event) {
        let service = &diff.base.catalog.services[subscription.service].id;
        let touched = touched(subscription, breaks);
        let is_spared = !breaks.is_empty() && touched.is_none();
        if is_spared || !reads(subscription, version) {
            continue;
        }
        let fields = touched.unwrap_or_default();
        match found.iter_mut().find(|known| known.service == *service) {
            // Two groups of one service are one to whom it is told.
            Some(known) => {
                let new = fields.into_iter().filter(|field| !known.fields.contains(field));
                known.fields.extend(new.collect::<Vec<_>>());
            }
            None => {
                let id = &diff.base.catalog.events[event].id;
                let now = place_now(diff, id, service);
                let span = now.unwrap_or_else(|| diff.before(subscription.span));
                found.push(Affected { service: service.clone(), fields, span });
            }
        }
    }
    found
}

/// The services that read a topic of the base, by name.
pub fn readers<'a>(diff: &Diff<'a>, topic: Key<Topic>) -> Vec<&'a str> {
    let catalog = &diff.base.catalog;
    let services = diff.base.graph.read_from(topic).iter();
    let names: BTreeSet<&str> = services
        .map(|key| catalog.services[catalog.subscriptions[*key].service].id.as_str())
        .collect();
    names.into_iter().collect()
}

/// The names of consumers in a sentence: "`a`, `b` and `c`".
pub fn names(affected: &[Affected]) -> String {
    list(&affected.iter().map(|one| one.service.as_str()).collect::<Vec<_>>())
}

/// Names in a sentence.
pub fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "no known consumer".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Whether the code of a subscription reads a version.
pub fn reads(subscription: &Subscription, version: &Version) -> bool {
    let Some(range) = &subscription.stated.versions else { return true };
    let range = semver::VersionReq::parse(&range.value.to_string());
    // A range that is none has its own finding; until it is mended it may mean any version.
    range.map_or(true, |range| range.matches(&version.semantic))
}

fn subscriptions(study: &Study, event: Key<Event>) -> impl Iterator<Item = &Subscription> {
    let keys = study.graph.subscriptions_of(event).iter();
    keys.map(|key| &study.catalog.subscriptions[*key])
}

/// Where the head says that a service consumes an event.
fn place_now(diff: &Diff<'_>, event: &str, service: &str) -> Option<Span> {
    let catalog = &diff.head.catalog;
    let (key, _) = catalog.events.iter().find(|(_, row)| row.id == event)?;
    let mut rows = subscriptions(diff.head, key);
    rows.find(|row| catalog.services[row.service].id == service).map(|row| row.span)
}

/// The fields of the payload that break for a subscription; none where it depends on none of them.
fn touched(subscription: &Subscription, breaks: &[&Break]) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    for broken in breaks {
        let wanted = &subscription.stated.fields;
        let depends = wanted.is_empty()
            || broken.field.is_empty()
            || wanted.iter().any(|wanted| is_within(&wanted.value, &broken.field));
        if depends && !fields.contains(&broken.field) {
            fields.push(broken.field.clone());
        }
    }
    let is_touched = !fields.is_empty();
    fields.retain(|field| !field.is_empty());
    is_touched.then_some(fields)
}

/// Whether one of two fields lies within the other, or is it.
fn is_within(wanted: &str, broken: &str) -> bool {
    let wanted = wanted.strip_prefix("payload.").unwrap_or(wanted);
    let begins = |outer: &str, inner: &str| {
        inner
            .strip_prefix(outer)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    begins(wanted, broken) || begins(broken, wanted)
}

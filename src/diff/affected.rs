//! Whom a change of a payload reaches: the consumers that are deployed today, as the base has them.

use std::collections::BTreeSet;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::changes::readers;
use crate::diff::Diff;
use crate::finding::Subject;
use crate::source::span::Span;

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

/// The consumers of an event of the base whose code reads a version.
pub fn of_version(diff: &Diff<'_>, event: Key<Event>, version: &EventVersion) -> Vec<Affected> {
    let consumers = diff.base.consumers(event);
    let reading = consumers.filter(|consumer| readers::reads(consumer, version));
    told(diff, event, reading, &[])
}

/// The consumers of an event of the base that a break between two versions touches, each with those
/// of the fields that it depends on.
pub fn of_break(
    diff: &Diff<'_>,
    event: Key<Event>,
    versions: (&EventVersion, &EventVersion),
    fields: &[&str],
) -> Vec<Affected> {
    let touched = readers::touched(diff.base.consumers(event), versions, fields);
    told(diff, event, touched.into_iter(), fields)
}

fn told<'a>(
    diff: &Diff<'_>,
    event: Key<Event>,
    consumers: impl Iterator<Item = &'a Subscription>,
    fields: &[&str],
) -> Vec<Affected> {
    let mut found: Vec<Affected> = Vec::new();
    for consumer in consumers {
        let service = &diff.base.catalog.services[consumer.service].id;
        let own = fields.iter().filter(|field| !field.is_empty());
        let own = own.filter(|field| readers::touches(consumer, field));
        let own: Vec<String> = own.map(|field| (*field).to_owned()).collect();
        match found.iter_mut().find(|known| known.service == *service) {
            // Two groups of one service are one to whom it is told.
            Some(known) => {
                let new = own.into_iter().filter(|field| !known.fields.contains(field));
                known.fields.extend(new.collect::<Vec<_>>());
            }
            None => {
                let id = &diff.base.catalog.events[event].id;
                let now = place_now(diff, id, service);
                let span = now.unwrap_or_else(|| diff.before(consumer.span));
                found.push(Affected { service: service.clone(), fields: own, span });
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

/// Where the head says that a service consumes an event.
fn place_now(diff: &Diff<'_>, event: &str, service: &str) -> Option<Span> {
    let catalog = &diff.head.catalog;
    let (key, _) = catalog.events.iter().find(|(_, row)| row.id == event)?;
    let mut rows = diff.head.consumers(key);
    rows.find(|row| catalog.services[row.service].id == service).map(|row| row.span)
}

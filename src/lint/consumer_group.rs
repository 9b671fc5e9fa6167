//! Which consumer group a finding is about: a service may consume an event in several, and what is
//! wrong with one of them is another fault than the same wrong with the next.

use std::collections::BTreeMap;

use crate::catalog::subscription::Subscription;
use crate::document::ignore::line_start;
use crate::finding::{Finding, Subject};
use crate::source::span::Span;
use crate::study::Study;

/// Notes the group in each finding that stands in the entry of a consumer that states one.
pub fn note(study: &Study, findings: &mut [Finding]) {
    let catalog = &study.catalog;
    let mut stated: BTreeMap<(&str, &str), Vec<(Span, &str)>> = BTreeMap::new();
    for subscription in catalog.subscriptions.rows() {
        if let Some(group) = &subscription.stated.group {
            let event = catalog.events[subscription.event].id.as_str();
            let service = catalog.services[subscription.service].id.as_str();
            let entry = (start(subscription, group.span), group.value.as_str());
            stated.entry((event, service)).or_default().push(entry);
        }
    }
    for finding in findings {
        let named = |kind: &str| finding.subjects.iter().find(|it| it.kind == kind).map(name);
        let (Some(event), Some(service)) = (named("event"), named("service")) else { continue };
        let Some(entries) = stated.get(&(event, service)) else { continue };
        let place = finding.primary.span;
        let text = &study.sources.file(place.file).text;
        let around = entries.iter().filter(|(entry, _)| holds(text, *entry, place));
        finding.group =
            around.max_by_key(|(entry, _)| entry.start).map(|(_, group)| (*group).to_owned());
    }
}

fn name(subject: &Subject) -> &str {
    &subject.name
}

/// Where the entry of a consumer begins, as far as its name and its group tell.
fn start(subscription: &Subscription, group: Span) -> Span {
    let span = subscription.span;
    if span.file == group.file && group.start < span.start { group } else { span }
}

/// Whether a place stands in the entry that begins at another: no line between them is indented less
/// than what the entry holds.
fn holds(text: &str, entry: Span, place: Span) -> bool {
    if entry.file != place.file {
        return false;
    }
    let first = line_start(text, entry.start);
    let Some(between) = text.get(first..(place.end as usize).max(entry.start as usize)) else {
        return false;
    };
    // A place on the line of the entry's name may stand before it.
    if (place.start as usize) < first {
        return false;
    }
    let indented = |line: &str| line.len() - line.trim_start().len();
    let mut lines = between.lines();
    let Some(opening) = lines.next() else { return false };
    let least = indented(opening) + usize::from(opening.trim_start().starts_with('-'));
    let mut said = lines.filter(|line| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with('#'))
    });
    said.all(|line| indented(line) >= least)
}

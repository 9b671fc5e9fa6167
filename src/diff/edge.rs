//! Who publishes and who receives an event, in both states.

use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::subscription::Subscription;
use crate::diff::fact::Fact;
use crate::diff::{Diff, Pair};

/// Producers that are in both states: as they were, as they are.
pub fn producers<'a>(diff: &'a Diff<'_>, event: &Pair<Event>) -> Vec<(&'a Producer, &'a Producer)> {
    let (base, head) = (&diff.base.catalog, &diff.head.catalog);
    let before = diff.base.graph.producers_of(event.base).iter().map(|key| &base.producers[*key]);
    let after = diff.head.graph.producers_of(event.head).iter().map(|key| &head.producers[*key]);
    let after: Vec<&Producer> = after.collect();
    let same = |one: &Producer, other: &Producer| {
        base.services[one.service].id == head.services[other.service].id
    };
    let found = before
        .filter_map(|one| after.iter().find(|other| same(one, other)).map(|other| (one, *other)));
    found.collect()
}

/// Subscriptions that are in both states: as they were, as they are.
pub fn subscriptions<'a>(
    diff: &'a Diff<'_>,
    event: &Pair<Event>,
) -> Vec<(&'a Subscription, &'a Subscription)> {
    let (base, head) = (&diff.base.catalog, &diff.head.catalog);
    let before = diff.base.graph.subscriptions_of(event.base).iter();
    let after = diff.head.graph.subscriptions_of(event.head).iter();
    let after: Vec<&Subscription> = after.map(|key| &head.subscriptions[*key]).collect();
    let same = |one: &Subscription, other: &Subscription| {
        base.services[one.service].id == head.services[other.service].id
            && one.group(base) == other.group(head)
    };
    let found = before.filter_map(|key| {
        let one = &base.subscriptions[*key];
        after.iter().find(|other| same(one, other)).map(|other| (one, *other))
    });
    found.collect()
}

/// Who came and who went.
pub fn facts(diff: &Diff<'_>, event: &Pair<Event>) -> Vec<Fact> {
    let (base, head) = (&diff.base.catalog, &diff.head.catalog);
    let before = diff.base.graph.producers_of(event.base).iter();
    let before = before.map(|key| base.services[base.producers[*key].service].id.clone());
    let after = diff.head.graph.producers_of(event.head).iter();
    let after = after.map(|key| head.services[head.producers[*key].service].id.clone());
    let mut facts = told("producer", before.collect(), after.collect());
    let name = |service: &str, group: &str| match service == group {
        true => service.to_owned(),
        false => format!("{service}, group {group}"),
    };
    let before = diff.base.graph.subscriptions_of(event.base).iter().map(|key| {
        let row = &base.subscriptions[*key];
        name(&base.services[row.service].id, row.group(base))
    });
    let after = diff.head.graph.subscriptions_of(event.head).iter().map(|key| {
        let row = &head.subscriptions[*key];
        name(&head.services[row.service].id, row.group(head))
    });
    facts.extend(told("consumer", before.collect(), after.collect()));
    facts
}

fn told(key: &str, before: Vec<String>, after: Vec<String>) -> Vec<Fact> {
    let new = after.iter().filter(|name| !before.contains(name));
    let mut facts: Vec<Fact> = new.map(|name| Fact::added(key, name)).collect();
    let gone = before.iter().filter(|name| !after.contains(name));
    facts.extend(gone.map(|name| Fact::removed(key, name)));
    facts
}

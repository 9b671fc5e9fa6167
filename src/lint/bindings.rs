//! What is wrong between publications and bindings, decided once: several rules tell a part of it,
//! and one cause has one finding.
//!
//! A key that no queue takes is told where it is published. A binding that takes no key is told
//! where it stands. Where both are at one topic they most likely miss each other, and what is fewer
//! is told: one misspelt binding loses every key, and one misspelt key leaves its binding idle. A
//! consumer that is not reached because of one of these is not told.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::{Feed, Topic};
use crate::graph::routing::{Arrival, Publication, passes};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::answer::Answer;

/// Publications and bindings that are at fault.
#[derive(Debug, Default)]
pub struct Broken {
    /// Events with a key that no queue takes, and the topics that they are published to with it.
    pub unrouted: BTreeSet<(Key<Event>, Key<Topic>)>,
    /// Bindings that nothing meets: the topic that is fed, and the number of its feed.
    pub unfed: BTreeSet<(Key<Topic>, usize)>,
}

impl Broken {
    /// Whether a consumer is not reached because of one of them.
    pub fn explain(&self, study: &Study, subscription: &Subscription) -> bool {
        let routing = &study.graph.routing;
        let published = routing.of_event(subscription.event).map(|(one, _)| one.topic);
        let connected = routing.connected(published);
        let unrouted = self.unrouted.iter().any(|(event, _)| *event == subscription.event);
        let mut read = subscription.topics.iter().filter(|topic| connected.contains(topic));
        read.any(|topic| {
            let leads_there = |to: &Key<Topic>| routing.connected([*to]).contains(topic);
            let mut unfed = self.unfed.iter().filter(|(to, _)| connected.contains(to));
            unrouted || unfed.any(|(to, _)| leads_there(to))
        })
    }
}

/// Everything that is at fault between publications and bindings.
pub fn broken(study: &Study) -> Broken {
    let (catalog, routing) = (&study.catalog, &study.graph.routing);
    let mut broken = Broken::default();
    if !catalog.whole {
        return broken;
    }
    for (event, row) in catalog.events.iter().filter(|(_, row)| scope::is_live(row)) {
        for (publication, journey) in routing.of_event(event) {
            let fate = fate(study, publication, journey);
            if fate == Some(Answer::No) && row.audience().is_none() {
                broken.unrouted.insert((event, publication.topic));
            }
        }
    }
    let mut unmet: BTreeMap<Key<Topic>, Vec<(Key<Topic>, usize)>> = BTreeMap::new();
    for (to, topic) in catalog.topics.iter() {
        for (number, feed) in topic.fed_by.iter().enumerate() {
            if lets_through(study, to, feed) == Some(Answer::No) {
                unmet.entry(feed.topic).or_default().push((to, number));
            }
        }
    }
    for (from, bindings) in unmet {
        let lost = broken.unrouted.iter().filter(|(_, published)| *published == from).count();
        let feeds = |(to, number): &(Key<Topic>, usize)| &catalog.topics[*to].fed_by[*number];
        if lost > bindings.len() {
            broken.unrouted.retain(|(_, published)| *published != from);
            broken.unfed.extend(bindings);
        } else if lost == 0 {
            let idle = bindings.into_iter();
            let idle = idle.filter(|one| met(study, one.0, feeds(one)) == Some(Answer::No));
            broken.unfed.extend(idle);
        }
    }
    broken
}

/// Whether a message that is published to a topic that keeps nothing is taken by one that keeps it,
/// or by a consumer. Nothing where the question does not arise: the topic keeps its messages, has a
/// role, feeds nothing, or hands what it cannot route to another exchange.
pub fn fate(study: &Study, publication: &Publication, journey: &[Arrival]) -> Option<Answer> {
    let (catalog, graph) = (&study.catalog, &study.graph);
    let topic = &catalog.topics[publication.topic];
    let routes = topic.stated.kind?.keeps_nothing() && topic.role().is_none();
    let feeds = !graph.routing.feeds(publication.topic).is_empty();
    if !routes || !feeds || topic.channel().text("alternate_exchange").is_some() {
        return None;
    }
    let takes = |arrival: &&Arrival| {
        let kind = catalog.topics[arrival.topic].stated.kind;
        let kept = !kind.is_some_and(|kind| kind.keeps_nothing());
        let mut readers = graph.read_from(arrival.topic).iter();
        kept || readers.any(|key| catalog.subscriptions[*key].event == publication.event)
    };
    Some(Answer::any(journey.iter().filter(takes).map(|arrival| arrival.answer)))
}

/// Whether a message that arrives at the feeding topic passes a binding. Nothing where the question
/// does not arise: the binding has no condition, one of the two topics has a role or is fed by one
/// that has, or nothing is known to arrive.
pub fn met(study: &Study, to: Key<Topic>, feed: &Feed) -> Option<Answer> {
    // What comes back from a retry may bear a key that no event is published with.
    let topics = &study.catalog.topics;
    let mut feeds = topics[feed.topic].fed_by.iter();
    let retried = feeds.any(|feed| topics[feed.topic].role().is_some());
    lets_through(study, to, feed).filter(|_| !retried)
}

/// The same of what is published, whatever comes back from retries.
fn lets_through(study: &Study, to: Key<Topic>, feed: &Feed) -> Option<Answer> {
    let catalog = &study.catalog;
    let from = &catalog.topics[feed.topic];
    let conditional = feed.stated.matching.is_some() || feed.stated.filter.is_some();
    let has_role = |topic: &Topic| topic.role().is_some();
    if !conditional || has_role(from) || has_role(&catalog.topics[to]) {
        return None;
    }
    let arriving = study.graph.routing.arriving(feed.topic);
    let live =
        arriving.filter(|(publication, _)| scope::is_live(&catalog.events[publication.event]));
    let answers = live.map(|(publication, arrival)| {
        passes(catalog, to, feed, arrival.key.as_deref(), publication.event)
    });
    let answers: Vec<Answer> = answers.collect();
    if answers.is_empty() { None } else { Some(Answer::any(answers)) }
}

//! What passes between topics: the bindings of one, and what arrives at one, for its page.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::topic::{Feed, Topic};
use crate::graph::routing::passes;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link};
use crate::transport::answer::Answer;

/// A binding: from one topic to another under a condition.
#[derive(Debug, Serialize)]
pub struct BindingView {
    /// The topic at the other end.
    pub topic: Link,
    /// What is let through.
    pub condition: Fact,
    /// The events whose messages pass.
    pub events: Vec<Passing>,
}

/// An event whose messages pass.
#[derive(Debug, PartialEq, Serialize)]
pub struct Passing {
    /// The event.
    pub event: Link,
    /// Its key, where it is known.
    pub key: Option<String>,
    /// Whether the documents say too little to be sure of it.
    pub uncertain: bool,
}

/// What feeds a topic, as its document says, and what comes through.
pub fn inward(at: Standpoint<'_>, key: Key<Topic>) -> Vec<BindingView> {
    let feeds = at.catalog().topics[key].fed_by.iter();
    feeds.map(|feed| view(at, key, feed, feed.topic)).collect()
}

/// What a topic feeds, and what goes there.
pub fn outward(at: Standpoint<'_>, key: Key<Topic>) -> Vec<BindingView> {
    let fed = at.study.graph.routing.feeds(key).iter();
    let feeds = fed.flat_map(|to| {
        let feeds = at.catalog().topics[*to].fed_by.iter();
        feeds.filter(|feed| feed.topic == key).map(|feed| (*to, feed))
    });
    feeds.map(|(to, feed)| view(at, to, feed, to)).collect()
}

fn view(at: Standpoint<'_>, to: Key<Topic>, feed: &Feed, other: Key<Topic>) -> BindingView {
    let mut events: Vec<Passing> = Vec::new();
    for (publication, arrival) in at.study.graph.routing.arriving(feed.topic) {
        let key = arrival.key.as_deref();
        let passes = passes(at.catalog(), to, feed, key, publication.event).and(arrival.answer);
        let passing = Passing {
            event: at.event(publication.event),
            key: arrival.key.clone(),
            uncertain: passes == Answer::Unknown,
        };
        if passes != Answer::No && !events.contains(&passing) {
            events.push(passing);
        }
    }
    BindingView { topic: at.topic(other), condition: condition(feed), events }
}

/// What a binding lets through, as it is stated.
fn condition(feed: &Feed) -> Fact {
    let mut words = match feed.pattern() {
        Some(pattern) => Fact::new("Lets through").code(pattern),
        None if feed.stated.filter.as_ref().is_some_and(|filter| !filter.is_empty()) => {
            Fact::new("Lets through")
        }
        None => Fact::words("Lets through", "all, as far as stated"),
    };
    for (number, (field, wanted)) in feed.stated.filter.iter().flat_map(|it| &it.value).enumerate()
    {
        let first = number == 0 && feed.pattern().is_none();
        words = if first { words } else { words.text(" and ") };
        words = words.code(field).text(" is ").code(wanted.to_string());
    }
    match feed.stated.raw {
        Some(true) => words.text(", raw"),
        _ => words,
    }
}

//! Where a published message arrives: from the topics that its event is published to along
//! `fed_by`, each step judged as the broker itself would. What is not known is followed too, and
//! marked.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::Value;

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::catalog::topic::{Feed, Topic};
use crate::document::kinds::event::Status;
use crate::source::span::Span;
use crate::transport::answer::Answer;
use crate::transport::broker::Hop;
use crate::transport::channel::TopicKind;
use crate::transport::filter::{self, Known};

/// Messages of an event as they are published to one topic.
#[derive(Debug)]
pub struct Publication {
    /// The event.
    pub event: Key<Event>,
    /// The topic.
    pub topic: Key<Topic>,
    /// The routing key or subject, where it is known.
    pub key: Option<String>,
    /// Where the key is stated, or else the topic.
    pub span: Span,
}

/// A topic that messages arrive at.
#[derive(Debug, Clone)]
pub struct Arrival {
    /// The topic.
    pub topic: Key<Topic>,
    /// Whether they do: yes, or not known.
    pub answer: Answer,
    /// The topic that passed them on; none where they are published.
    pub via: Option<Key<Topic>>,
    /// Their key here, where it is known.
    pub key: Option<String>,
}

/// Every publication and where it leads.
#[derive(Debug, Default)]
pub struct Routing {
    publications: Vec<Publication>,
    /// Where each publication leads, by its number: first where it is published.
    journeys: Vec<Vec<Arrival>>,
    of_event: BTreeMap<Key<Event>, Vec<usize>>,
    at_topic: BTreeMap<Key<Topic>, Vec<(usize, usize)>>,
    fed: BTreeMap<Key<Topic>, Vec<Key<Topic>>>,
}

impl Routing {
    /// The routing of a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        let mut routing = Routing::default();
        for (key, topic) in catalog.topics.iter() {
            for feed in &topic.fed_by {
                let fed = routing.fed.entry(feed.topic).or_default();
                if !fed.contains(&key) {
                    fed.push(key);
                }
            }
        }
        routing.publications = publications(catalog);
        for (number, publication) in routing.publications.iter().enumerate() {
            let journey = journey(catalog, &routing.fed, publication);
            for (step, arrival) in journey.iter().enumerate() {
                routing.at_topic.entry(arrival.topic).or_default().push((number, step));
            }
            routing.journeys.push(journey);
            routing.of_event.entry(publication.event).or_default().push(number);
        }
        routing
    }

    /// How an event is published, each way with all the topics that its messages arrive at.
    pub fn of_event(
        &self,
        event: Key<Event>,
    ) -> impl Iterator<Item = (&Publication, &[Arrival])> + Clone {
        let numbers = self.of_event.get(&event).into_iter().flatten();
        numbers.map(|number| (&self.publications[*number], self.journeys[*number].as_slice()))
    }

    /// What arrives at a topic: what is published to it, and what other topics pass on.
    pub fn arriving(&self, topic: Key<Topic>) -> impl Iterator<Item = (&Publication, &Arrival)> {
        let numbers = self.at_topic.get(&topic).into_iter().flatten();
        numbers.map(|(number, step)| (&self.publications[*number], &self.journeys[*number][*step]))
    }

    /// The topics that a topic feeds.
    pub fn feeds(&self, topic: Key<Topic>) -> &[Key<Topic>] {
        self.fed.get(&topic).map(Vec::as_slice).unwrap_or_default()
    }

    /// The topics that these feed, themselves too, whatever the keys: every `fed_by` is followed.
    pub fn connected(&self, from: impl IntoIterator<Item = Key<Topic>>) -> BTreeSet<Key<Topic>> {
        let mut waiting: Vec<Key<Topic>> = from.into_iter().collect();
        let mut known = BTreeSet::new();
        while let Some(topic) = waiting.pop() {
            if known.insert(topic) {
                waiting.extend(self.feeds(topic));
            }
        }
        known
    }
}

/// The way of a message to a topic of its journey: the topics passed, that topic last.
pub fn way(journey: &[Arrival], to: Key<Topic>) -> Vec<Key<Topic>> {
    let mut way = vec![to];
    let mut at = to;
    while let Some(via) = journey.iter().find(|one| one.topic == at).and_then(|one| one.via) {
        way.push(via);
        at = via;
    }
    way.reverse();
    way
}

/// Everything that is published: as the event says, and as its producers say besides.
fn publications(catalog: &Catalog) -> Vec<Publication> {
    let mut found = Vec::new();
    let mut published: BTreeSet<(Key<Event>, Key<Topic>)> = BTreeSet::new();
    for (event, row) in catalog.events.iter() {
        for carrier in &row.topics {
            let span = carrier.key.as_ref().map_or(carrier.span, |key| key.span);
            let key = carrier.key.as_ref().map(|key| key.value.clone());
            published.insert((event, carrier.topic));
            found.push(Publication { event, topic: carrier.topic, key, span });
        }
    }
    for producer in catalog.producers.rows() {
        for topic in &producer.topics {
            if published.insert((producer.event, *topic)) {
                let (event, span) = (producer.event, producer.span);
                found.push(Publication { event, topic: *topic, key: None, span });
            }
        }
    }
    for publication in &mut found {
        let topic = &catalog.topics[publication.topic];
        if publication.key.is_none()
            && let Some(product) = catalog.product(topic)
        {
            publication.key = (product.own_key)(&topic.channel()).map(str::to_owned);
        }
    }
    found
}

/// The topics that a message arrives at, each once: those that are certain are followed first, so
/// that a topic with two ways is as certain as the better one. A circle ends where it began.
fn journey(
    catalog: &Catalog,
    fed: &BTreeMap<Key<Topic>, Vec<Key<Topic>>>,
    publication: &Publication,
) -> Vec<Arrival> {
    let Publication { event, topic, key, .. } = publication;
    let start = Arrival { topic: *topic, answer: Answer::Yes, via: None, key: key.clone() };
    let (mut certain, mut open) = (VecDeque::from([start]), VecDeque::new());
    let mut known = BTreeSet::new();
    let mut journey = Vec::new();
    while let Some(here) = certain.pop_front().or_else(|| open.pop_front()) {
        if !known.insert(here.topic) {
            continue;
        }
        // What a queue passes on it dead-letters, and that may change the key.
        let keeps_key = catalog.topics[here.topic].stated.kind != Some(TopicKind::Queue);
        for to in fed.get(&here.topic).into_iter().flatten() {
            let feeds = catalog.topics[*to].fed_by.iter().filter(|feed| feed.topic == here.topic);
            let passes = feeds.map(|feed| passes(catalog, *to, feed, here.key.as_deref(), *event));
            let answer = here.answer.and(Answer::any(passes));
            let key = here.key.clone().filter(|_| keeps_key);
            let next = Arrival { topic: *to, answer, via: Some(here.topic), key };
            match answer {
                Answer::Yes => certain.push_back(next),
                Answer::Unknown => open.push_back(next),
                Answer::No => {}
            }
        }
        journey.push(here);
    }
    journey
}

/// Whether messages of an event with this key pass from one topic to another. Its broker decides,
/// or where none is stated that of the topic that is fed; then the filter.
pub fn passes(
    catalog: &Catalog,
    to: Key<Topic>,
    feed: &Feed,
    key: Option<&str>,
    event: Key<Event>,
) -> Answer {
    let (from, to) = (&catalog.topics[feed.topic], &catalog.topics[to]);
    let pattern = feed.pattern();
    let router = catalog.router(from, to);
    let by_key = match router {
        Some(product) => {
            (product.passes)(&Hop { from: from.channel(), to: to.channel(), pattern, key })
        }
        None if pattern.is_none() => Answer::Yes,
        None => Answer::Unknown,
    };
    let filter = feed.stated.filter.as_ref();
    let by_filter = filter.map_or(Answer::Yes, |stated| {
        filter::passes(&stated.value, |field| {
            let path = router.and_then(|product| (product.filtered)(field));
            path.and_then(|path| in_payload(catalog, path))
                .map(|path| known(&catalog.events[event], path))
                .unwrap_or_default()
        })
    });
    by_key.and(by_filter)
}

/// The path within the payload. Without `payload.` before it, a field of a declared envelope may be
/// meant.
fn in_payload<'a>(catalog: &Catalog, path: &'a str) -> Option<&'a str> {
    let bare = || Some(path).filter(|_| catalog.envelope.is_none());
    path.strip_prefix("payload.").or_else(bare)
}

/// What the schemas say of a field of the payload, over all versions that are published.
fn known(event: &Event, path: &str) -> Known {
    let live = event.versions.iter().filter(|version| version.status != Status::Retired);
    let said: Vec<Known> = live
        .map(|version| {
            version
                .payload
                .as_ref()
                .map(|payload| in_schema(&payload.schema, path))
                .unwrap_or_default()
        })
        .collect();
    let values: Option<Vec<Vec<Value>>> = said.iter().map(|known| known.values.clone()).collect();
    let always = !said.is_empty() && said.iter().all(|known| known.present == Some(true));
    Known {
        values: values.filter(|values| !values.is_empty()).map(|values| values.concat()),
        present: always.then_some(true),
    }
}

/// What one schema says of a field, as far as it says so without references.
fn in_schema(schema: &Value, path: &str) -> Known {
    let mut at = schema;
    let mut required = true;
    for name in path.split('.') {
        let names = at.get("required").and_then(Value::as_array);
        required &= names.is_some_and(|names| names.iter().any(|known| known == name));
        let Some(inner) = at.get("properties").and_then(|properties| properties.get(name)) else {
            return Known::default();
        };
        at = inner;
    }
    let constant = at.get("const").map(|value| vec![value.clone()]);
    let listed = || at.get("enum").and_then(Value::as_array).cloned();
    Known { values: constant.or_else(listed), present: required.then_some(true) }
}

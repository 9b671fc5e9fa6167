//! What the rules judge: the consumers and producers that answer for themselves, and how findings
//! name them.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use crate::catalog::Catalog;
use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::setting::{self, Known, Origin};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::Status;
use crate::document::parts::subscription::Guarantee;
use crate::document::values::version::Version;
use crate::finding::Subjects;
use crate::study::Study;
use crate::transport::answer::Answer;
use crate::transport::clients::lambda;
use crate::transport::setting::Amount;

/// The consumers that pass gates: not those outside, and not those that only replay dead letters.
pub fn consumers(study: &Study) -> impl Iterator<Item = &Subscription> {
    study.answering()
}

/// The consumer, where a message may come to it more than once.
pub fn repeated(subscription: &Subscription) -> Option<&Subscription> {
    (subscription.guarantee() != Guarantee::AtMostOnce).then_some(subscription)
}

/// The producers that pass gates: not those outside.
pub fn producers(study: &Study) -> impl Iterator<Item = &Producer> {
    let catalog = &study.catalog;
    catalog.producers.rows().iter().filter(|producer| {
        !catalog.services[producer.service].is_external()
            && is_live(&catalog.events[producer.event])
    })
}

/// The dead-letter queues: by their role, or because a consumer sends its dead letters there.
pub fn dead_letter_queues(study: &Study) -> impl Iterator<Item = &Topic> {
    keyed_dead_letter_queues(study).map(|(_, topic)| topic)
}

/// The same with their keys.
pub fn keyed_dead_letter_queues(study: &Study) -> impl Iterator<Item = (Key<Topic>, &Topic)> {
    let topics = study.catalog.topics.iter();
    // Letters that stay where they were read make no queue for them: that has its own finding.
    let sent_there = |key: Key<Topic>| {
        let senders = study.graph.dead_letters_of(key).iter();
        let mut senders = senders.map(|sender| &study.catalog.subscriptions[*sender]);
        senders.any(|sender| !sender.topics.contains(&key))
    };
    topics.filter(move |(key, topic)| topic.is_dlq() || sent_there(*key))
}

/// Who reads what is published to a topic, or what certainly comes to it from an exchange or another
/// that keeps nothing, where that is a topic of the normal flow.
pub fn normal_reader(study: &Study, topic: Key<Topic>) -> Option<&Subscription> {
    let catalog = &study.catalog;
    if catalog.topics[topic].role().is_some() {
        return None;
    }
    let published = study.graph.carried_by(topic);
    let routing = &study.graph.routing;
    let comes = |event: Key<Event>| {
        let mut arriving = routing.arriving(topic).filter(|(publication, arrival)| {
            publication.event == event && arrival.answer == Answer::Yes
        });
        arriving.any(|(_, arrival)| arrival.via.is_some_and(|via| only_passes_on(catalog, via)))
    };
    let readers = study.graph.read_from(topic).iter().map(|key| &catalog.subscriptions[*key]);
    let mut readers = readers.filter(|reader| is_live(&catalog.events[reader.event]));
    readers.find(|reader| published.contains(&reader.event) || comes(reader.event))
}

/// Whether a topic passes all messages on that are published to it. What a queue or a log passes on may
/// be its dead letters alone.
fn only_passes_on(catalog: &Catalog, topic: Key<Topic>) -> bool {
    let topic = &catalog.topics[topic];
    topic.role().is_none() && topic.stated.kind.is_some_and(|kind| kind.keeps_nothing())
}

/// The topics whose consumers send their dead letters to a queue.
pub fn dead_letter_sources(study: &Study, queue: Key<Topic>) -> Vec<&Topic> {
    let catalog = &study.catalog;
    let senders = study.graph.dead_letters_of(queue).iter();
    let senders = senders.map(|key| &catalog.subscriptions[*key]);
    let sources: BTreeSet<Key<Topic>> =
        senders.flat_map(|sender| sender.topics.iter().copied()).collect();
    let others = sources.into_iter().filter(|source| *source != queue);
    others.map(|source| &catalog.topics[source]).collect()
}

/// Whether a queue of SQS calls a Lambda function for this consumer.
pub fn is_function(catalog: &Catalog, subscription: &Subscription, topic: Key<Topic>) -> bool {
    let product = catalog.product(&catalog.topics[topic]);
    let client = setting::client(subscription).map(|client| client.name);
    client == Some(lambda::CLIENT.name)
        && product.is_some_and(|product| product.name == lambda::CLIENT.broker)
}

/// How long that function may run, where it is stated: by its settings, or else as the time after
/// which the client gives the handling up.
pub fn function_timeout(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
) -> Option<Known> {
    if !is_function(catalog, subscription, topic) {
        return None;
    }
    let processing = subscription.stated.processing.as_ref();
    let given_up = processing.and_then(|stated| stated.timeout.as_ref()).map(|timeout| Known {
        setting: lambda::TIMEOUT,
        amount: Amount::Of(timeout.milliseconds),
        origin: Origin::Stated(timeout.span),
    });
    setting::of_consumer(catalog, subscription, topic, &lambda::TIMEOUT).or(given_up)
}

/// The event, where it is in use.
pub fn live(event: &Event) -> Option<&Event> {
    is_live(event).then_some(event)
}

/// Whether an event is in use: a retired one is only held by stores.
pub fn is_live(event: &Event) -> bool {
    event.is_live()
}

/// What is not known where a document could not be read as it is meant: its fault is told already, and
/// what it seems to leave out may stand there.
pub const HIDDEN: &str = "what a document states that cannot be read as it is meant";

/// Whether everything could be read that may state something of a consumer: its own documents, and
/// those whose defaults fill in what it leaves unsaid.
pub fn is_sound(catalog: &Catalog, subscription: &Subscription) -> bool {
    let (from, event) = (&subscription.stated.from, &catalog.events[subscription.event]);
    let named: BTreeSet<&str> = from.iter().map(|name| name.value.as_str()).collect();
    let read: BTreeSet<Key<Topic>> = subscription.topics.iter().copied().collect();
    let all_read = match named.is_empty() {
        true => event.topics.len() >= event.stated.topics.len(),
        false => read.len() >= named.len(),
    };
    let is_sound = |topic: &Key<Topic>| {
        let topic = &catalog.topics[*topic];
        let broker = topic.broker.map(|broker| catalog.brokers[broker].span);
        catalog.is_sound(topic.span) && broker.is_none_or(|span| catalog.is_sound(span))
    };
    let service = catalog.services[subscription.service].span;
    let own = catalog.is_sound(subscription.span) && catalog.is_sound(service);
    own && all_read && read.iter().all(is_sound)
}

/// "`payment-service`, consuming `OrderPlaced`,": made when a message tells it, since most consumers
/// are at no fault.
#[derive(Debug, Clone, Copy)]
pub struct ConsumerWords<'a> {
    service: &'a str,
    event: &'a str,
}

impl fmt::Display for ConsumerWords<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`, consuming `{}`,", self.service, self.event)
    }
}

/// How a message names a consumer.
pub fn consumer_words<'a>(catalog: &'a Catalog, subscription: &Subscription) -> ConsumerWords<'a> {
    let service = &catalog.services[subscription.service].id;
    ConsumerWords { service, event: &catalog.events[subscription.event].id }
}

/// What a finding about a consumer concerns: the service, the event and what is read.
pub fn consumer_subjects(subscription: &Subscription) -> Subjects {
    Arc::clone(&subscription.subjects)
}

/// What a finding about a producer concerns: the event and the service.
pub fn producer_subjects(producer: &Producer) -> Subjects {
    Arc::clone(&producer.subjects)
}

/// A stored event with several versions.
#[derive(Debug)]
pub struct Evolved<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its key.
    pub key: Key<Event>,
    /// The version that is written now.
    pub newest: &'a Version,
    old: Vec<&'a Version>,
}

impl<'a> Evolved<'a> {
    /// The versions that were written once, oldest first: a store may hold the retired ones too.
    pub fn old(&self) -> &[&'a Version] {
        &self.old
    }
}

impl fmt::Display for Evolved<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let versions = self.old.iter().copied().chain([self.newest]);
        let versions: Vec<String> = versions.map(|version| format!("v{version}")).collect();
        let (id, count) = (&self.event.id, versions.len());
        write!(formatter, "`{id}` is stored in {count} versions ({})", versions.join(", "))
    }
}

/// The events of an aggregate that are stored in several versions. A draft is not written yet.
pub fn evolved<'a>(catalog: &'a Catalog, aggregate: &Aggregate) -> Vec<Evolved<'a>> {
    let events = aggregate.events.iter().filter_map(|key| {
        let event = &catalog.events[*key];
        let written = event.versions.iter().filter(|version| version.status != Status::Draft);
        let mut old: Vec<&Version> = written.map(|version| &version.version).collect();
        let newest = old.pop()?;
        (!old.is_empty()).then_some(Evolved { event, key: *key, newest, old })
    });
    events.collect()
}

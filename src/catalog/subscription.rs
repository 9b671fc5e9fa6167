//! Who receives what: one row for each service, event and consumer group, united from both
//! documents, with what defaults filled in.

use std::collections::BTreeMap;

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::catalog::{Catalog, Store};
use crate::document::parts::subscription::{self, Guarantee};
use crate::document::values::retention::Retention;
use crate::finding::{Subject, Subjects};
use crate::source::span::Span;
use crate::transport::channel::Sharing;
use crate::transport::client::Client;

/// A service's subscription to an event.
#[derive(Debug)]
pub struct Subscription {
    /// The event.
    pub event: Key<Event>,
    /// The service.
    pub service: Key<Service>,
    /// Where the service or the event is named, in the document that comes first.
    pub span: Span,
    /// What the documents state together, defaults filled in.
    pub stated: subscription::Subscription,
    /// The client library, where it is named and its facts are known.
    pub client: Option<&'static Client>,
    /// What is read: the topics, or the queues that they feed.
    pub topics: Vec<Key<Topic>>,
    /// The dead-letter queue: the one that is stated and exists, or else the one to which the queues
    /// that are read give up messages.
    pub dlq: DeadLetters,
    /// Where poison messages go, if not to the dead-letter queue.
    pub poison_to: Option<Key<Topic>>,
    /// The delay queue that a retried message waits in.
    pub retry_via: Option<Key<Topic>>,
    /// The store that remembers which messages were handled.
    pub dedup_store: Option<Key<Store>>,
    /// The stores that the handler reads.
    pub reads: Vec<Key<Store>>,
    /// The stores that the handler writes.
    pub writes: Vec<Key<Store>>,
    /// The events that the handler publishes in turn.
    pub emits: Vec<Emit>,
    /// What is said of it concerns these: the event, the service, and what is read.
    pub subjects: Subjects,
    /// The same with the dead-letter queue, where it is known.
    pub subjects_with_dlq: Subjects,
    /// For each key that a default filled in, the document that holds the default.
    pub inherited: BTreeMap<&'static str, Subject>,
}

/// What happens to a message that cannot be processed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeadLetters {
    /// Nothing is said.
    Unstated,
    /// It is said that there is no dead-letter queue.
    None,
    /// The queue that is read gives it to an exchange, and where it lies then is not said.
    Untraced,
    /// It goes to this topic.
    To(Key<Topic>),
    /// It goes to a topic whose document could not be read or does not exist; that is its own
    /// finding.
    Unresolved,
}

/// An event that a handler publishes in turn.
#[derive(Debug)]
pub struct Emit {
    /// The event.
    pub event: Key<Event>,
    /// Under which condition.
    pub when: Option<String>,
    /// How a flow that leads back here ends.
    pub terminates: Option<String>,
    /// Where the subscription says so.
    pub span: Span,
}

impl Subscription {
    /// The delivery guarantee of the consume leg: at-least-once unless stated.
    pub fn guarantee(&self) -> Guarantee {
        self.stated.guarantee.as_ref().map_or(Guarantee::AtLeastOnce, |stated| stated.value)
    }

    /// The consumer group, or else the service's id, which is what most clients fall back to.
    pub fn group<'a>(&'a self, catalog: &'a Catalog) -> &'a str {
        let stated = self.stated.group.as_ref().map(|group| group.value.as_str());
        stated.unwrap_or(&catalog.services[self.service].id)
    }

    /// Whether the handler publishes an event in turn.
    pub fn emits_event(&self, event: Key<Event>) -> bool {
        self.emits.iter().any(|emit| emit.event == event)
    }

    /// The dead-letter queue.
    pub fn dlq_topic(&self) -> Option<Key<Topic>> {
        match self.dlq {
            DeadLetters::To(topic) => Some(topic),
            _ => None,
        }
    }

    /// Whether it reads a topic that carries no normal flow: replaying dead letters, say.
    pub fn reads_only_roles(&self, catalog: &Catalog) -> bool {
        !self.topics.is_empty()
            && self.topics.iter().all(|key| catalog.topics[*key].role().is_some())
    }

    /// Where a message that was handled can come back from: what is read, where it keeps what is
    /// acknowledged, and the dead-letter queue.
    pub fn comes_back_from<'a>(
        &'a self,
        catalog: &'a Catalog,
    ) -> impl Iterator<Item = Key<Topic>> + 'a {
        // What consumers share is gone once one of them acknowledged it.
        let keeps =
            |key: &Key<Topic>| catalog.sharing(&catalog.topics[*key]) != Some(Sharing::OneOfAll);
        self.topics.iter().copied().filter(keeps).chain(self.dlq_topic())
    }

    /// The longest time after which a message can come back, with the topic that keeps it. None where
    /// one is unknown.
    pub fn comes_back_within<'a>(
        &self,
        catalog: &'a Catalog,
    ) -> Option<(&'a Retention, Key<Topic>)> {
        let stated = self.comes_back_from(catalog).map(|key| {
            catalog.topics[key].stated.retention.as_ref().map(|retention| (&retention.value, key))
        });
        let all: Option<Vec<_>> = stated.collect();
        all?.into_iter().max_by_key(|(retention, _)| retention.milliseconds())
    }
}

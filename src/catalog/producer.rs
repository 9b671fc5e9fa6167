//! Who publishes what: one row for each event and service, united from both documents.

use crate::catalog::Store;
use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::parts::producer;
use crate::finding::Subjects;
use crate::source::span::Span;

/// A service that publishes an event.
#[derive(Debug)]
pub struct Producer {
    /// The event.
    pub event: Key<Event>,
    /// The service.
    pub service: Key<Service>,
    /// Where the service or the event is named, in the document that comes first.
    pub span: Span,
    /// What the documents state together.
    pub stated: producer::Producer,
    /// The topics published to.
    pub topics: Vec<Key<Topic>>,
    /// The stores written in the same piece of work.
    pub writes: Vec<Key<Store>>,
    /// What makes it publish.
    pub triggers: Vec<Trigger>,
    /// What is said of it concerns these: the event and the service.
    pub subjects: Subjects,
}

/// What makes a producer publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// Someone outside does something.
    Actor {
        /// Who.
        actor: String,
        /// What.
        action: String,
    },
    /// An event that the service consumes.
    Event(Key<Event>),
    /// Time.
    Schedule(String),
    /// A change in a table.
    Cdc(String),
}

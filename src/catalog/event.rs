//! Events: all versions of one message type, and what is true of it whatever the version.

use std::sync::Arc;

use crate::catalog::payload::Payload;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::catalog::{Domain, Team, title_or_id};
use crate::document::kinds::event::{self, Audience, EventKind, Status};
use crate::document::spanned::Spanned;
use crate::document::values::version::Version;
use crate::finding::{Subject, Subjects};
use crate::source::span::Span;

/// A message type.
#[derive(Debug)]
pub struct Event {
    /// The id.
    pub id: String,
    /// Where the newest document states the id.
    pub span: Span,
    /// What the newest document states.
    pub stated: event::Event,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The topics that it is published to.
    pub topics: Vec<Carrier>,
    /// How its handler answers, where it is a command.
    pub reply: Option<Reply>,
    /// The versions, oldest first. There is at least one.
    pub versions: Vec<EventVersion>,
    /// What is said of it alone concerns it: one list for all that say something.
    pub alone: Subjects,
}

/// A topic that carries an event.
#[derive(Debug)]
pub struct Carrier {
    /// The topic.
    pub topic: Key<Topic>,
    /// The routing key or subject.
    pub key: Option<Spanned<String>>,
    /// Where the event says so.
    pub span: Span,
}

/// How the handler of a command answers.
#[derive(Debug)]
pub struct Reply {
    /// The message that says it was done.
    pub success: Option<Key<Event>>,
    /// The message that says it was not.
    pub failure: Option<Key<Event>>,
    /// The topic that the answer goes to, where that is not the message's own.
    pub topic: Option<Key<Topic>>,
}

/// One version of an event.
#[derive(Debug)]
pub struct EventVersion {
    /// The version.
    pub version: Version,
    /// Where it stands in its life.
    pub status: Status,
    /// What this version's document states.
    pub stated: event::Event,
    /// Where the id stands in its document.
    pub span: Span,
    /// What replaces it, where it is given up for something.
    pub replaced_by: Option<Successor>,
    /// The payload's schema, where one is stated and could be read.
    pub payload: Option<Payload>,
    /// The stated examples, as the page prints them.
    pub examples: Vec<String>,
    /// Whether there are examples, and each of them was judged and matches the schema.
    pub examples_match: bool,
}

/// What replaces a version that is given up.
#[derive(Debug)]
pub struct Successor {
    /// The event.
    pub event: Key<Event>,
    /// Which version of it, where one is named.
    pub version: Option<Version>,
}

impl Event {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// The newest version.
    pub fn newest(&self) -> &EventVersion {
        self.versions.last().expect("an event is made from at least one document")
    }

    /// Whether it is in use: a retired one is only held by stores.
    pub fn is_live(&self) -> bool {
        self.newest().status != Status::Retired
    }

    /// Whether it is a fact, a request or an answer.
    pub fn kind(&self) -> EventKind {
        self.stated.kind.as_ref().map_or(EventKind::Event, |kind| kind.value)
    }

    /// Who it is for other than the services of the catalog, if anyone.
    pub fn audience(&self) -> Option<Audience> {
        let audience = self.stated.audience.as_ref().map(|audience| audience.value);
        audience.filter(|audience| *audience != Audience::Internal)
    }

    /// The event as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("event", &self.id)
    }

    /// What concerns the event alone.
    pub fn subjects(&self) -> Subjects {
        Arc::clone(&self.alone)
    }
}

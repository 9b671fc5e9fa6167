//! Topics: where messages lie between producer and consumer.

use std::sync::Arc;

use serde_json::Value;

use crate::catalog::table::Key;
use crate::catalog::{Broker, Domain, Team, title_or_id};
use crate::document::kinds::topic::{self, Role};
use crate::document::tree::Node;
use crate::finding::{Subject, Subjects};
use crate::source::span::Span;
use crate::transport::channel::Channel;

/// A topic, queue, exchange, stream or subject.
#[derive(Debug)]
pub struct Topic {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: topic::Topic,
    /// The whole document, for the block that only its broker knows.
    pub node: Node,
    /// The broker that it lies on.
    pub broker: Option<Key<Broker>>,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The block that is named after its broker, as written; null where there is none.
    pub block: Value,
    /// The topics whose messages arrive here too.
    pub fed_by: Vec<Feed>,
    /// The topic that its messages are replayed to.
    pub replay_to: Option<Key<Topic>>,
    /// What is said of it alone concerns it: one list for all that say something.
    pub alone: Subjects,
}

/// A topic whose messages arrive at another too.
#[derive(Debug)]
pub struct Feed {
    /// The topic that passes them on.
    pub topic: Key<Topic>,
    /// What the document states of it.
    pub stated: topic::Feed,
}

impl Feed {
    /// The pattern of keys that it lets through.
    pub fn pattern(&self) -> Option<&str> {
        self.stated.matching.as_ref().map(|pattern| pattern.value.as_str())
    }

    /// Where its condition stands, or else where the topic is named.
    pub fn span(&self) -> Span {
        let condition = self.stated.matching.as_ref().map(|pattern| pattern.span);
        let filter = self.stated.filter.as_ref().map(|filter| filter.span);
        condition.or(filter).unwrap_or(self.stated.topic.span)
    }
}

impl Topic {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// What the broker calls it.
    pub fn address(&self) -> &str {
        self.stated.address.as_ref().map_or(&self.id, |address| &address.value)
    }

    /// The topic as its broker sees it.
    pub fn channel(&self) -> Channel<'_> {
        Channel { kind: self.stated.kind, address: self.address(), block: &self.block }
    }

    /// Whether it takes what could not be processed.
    pub fn is_dlq(&self) -> bool {
        self.role() == Some(Role::Dlq)
    }

    /// What it is for, where it does not carry the normal flow.
    pub fn role(&self) -> Option<Role> {
        self.stated.role.as_ref().map(|role| role.value)
    }

    /// The topic as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("topic", &self.id)
    }

    /// What concerns the topic alone.
    pub fn subjects(&self) -> Subjects {
        Arc::clone(&self.alone)
    }
}

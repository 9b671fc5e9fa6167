//! Topics: where messages lie between producer and consumer.

use crate::catalog::table::Key;
use crate::catalog::{Broker, Domain, Team, title_or_id};
use crate::document::kinds::topic::{self, Role};
use crate::document::tree::Node;
use crate::finding::Subject;
use crate::source::span::Span;

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
    /// The topics whose messages arrive here too.
    pub fed_by: Vec<Key<Topic>>,
    /// The topic that its messages are replayed to.
    pub replay_to: Option<Key<Topic>>,
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
}

//! Flows as their documents name them. What happens in them is derived from producers and
//! consumers.

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Domain, Team, title_or_id};
use crate::document::kinds::flow;
use crate::finding::Subject;
use crate::source::span::Span;

/// A flow that has a name and a story.
#[derive(Debug)]
pub struct Flow {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: flow::Flow,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The team that answers for it: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The event that it begins with.
    pub event: Option<Key<Event>>,
    /// The service that publishes this event, where one is named.
    pub service: Option<Key<Service>>,
    /// What its events mean here, in the order of the story.
    pub story: Vec<(Key<Event>, String)>,
}

impl Flow {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// The flow as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("flow", &self.id)
    }
}

//! Services: who publishes and consumes.

use crate::catalog::table::Key;
use crate::catalog::{Domain, Store, Team, title_or_id};
use crate::document::either::OrNone;
use crate::document::kinds::service;
use crate::finding::Subject;
use crate::source::span::Span;

/// A service, or a system outside.
#[derive(Debug)]
pub struct Service {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: service::Service,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The stores that belong to it.
    pub stores: Vec<Key<Store>>,
    /// The services that it calls and waits for.
    pub calls: Vec<Call>,
    /// The requests that it lets in, with the service that gets each, where it is a gateway.
    pub routes: Vec<(String, Key<Service>)>,
}

/// A synchronous call.
#[derive(Debug)]
pub struct Call {
    /// The service called.
    pub service: Key<Service>,
    /// What the document states of it.
    pub stated: service::Call,
}

impl Call {
    /// What stops the calls where the service does not answer, where something does.
    pub fn circuit_breaker(&self) -> Option<&service::CircuitBreaker> {
        self.stated.circuit_breaker.as_ref().and_then(|stated| OrNone::some(&stated.value))
    }
}

impl Service {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// Whether it lies outside: no owner, no gates.
    pub fn is_external(&self) -> bool {
        self.stated.external
    }

    /// The service as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("service", &self.id)
    }
}

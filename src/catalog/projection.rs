//! Projections, with their aggregate, store and service resolved.

use crate::catalog::aggregate::Aggregate;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Domain, Store, Team, title_or_id};
use crate::document::either::OrNone;
use crate::document::kinds::projection::{self, By, Lag};
use crate::finding::Subject;
use crate::source::span::Span;

/// A read model that is made from the events of an aggregate.
#[derive(Debug)]
pub struct Projection {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: projection::Projection,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The service that serves it.
    pub service: Option<Key<Service>>,
    /// The aggregate whose events it is made from.
    pub aggregate: Option<Key<Aggregate>>,
    /// The store that holds it.
    pub store: Option<Key<Store>>,
}

impl Projection {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// How events arrive, where it is stated.
    pub fn by(&self) -> Option<By> {
        self.stated.source.by.as_ref().map(|by| by.value)
    }

    /// How far it may be behind and how that is seen, where something shows it.
    pub fn lag(&self) -> Option<&Lag> {
        self.stated.lag.as_ref().and_then(|lag| OrNone::some(&lag.value))
    }

    /// How it is made anew, where it can be.
    pub fn rebuild(&self) -> Option<&projection::Rebuild> {
        self.stated.rebuild.as_ref().and_then(|rebuild| OrNone::some(&rebuild.value))
    }

    /// The projection as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("projection", &self.id)
    }
}

//! Aggregates, with every event, store and service of theirs resolved.

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Domain, Store, Team, title_or_id};
use crate::document::either::OrNone;
use crate::document::kinds::aggregate;
use crate::document::values::version::Version;
use crate::finding::Subject;
use crate::source::span::Span;

/// A thing whose state is rebuilt from its stored events.
#[derive(Debug)]
pub struct Aggregate {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: aggregate::Aggregate,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The service that holds it.
    pub service: Option<Key<Service>>,
    /// The store that its events are appended to.
    pub store: Option<Key<Store>>,
    /// The events that are stored of it.
    pub events: Vec<Key<Event>>,
    /// The store of its snapshots, where that is not the event store.
    pub snapshot_store: Option<Key<Store>>,
    /// What turns events of old versions into newer ones.
    pub upcasters: Vec<Upcaster>,
}

/// What turns an event of one version into another.
#[derive(Debug)]
pub struct Upcaster {
    /// The event.
    pub event: Key<Event>,
    /// What its document states.
    pub stated: aggregate::Upcaster,
    /// Where it stands.
    pub span: Span,
}

impl Aggregate {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// The state that is kept, where one is.
    pub fn snapshot(&self) -> Option<&aggregate::Snapshot> {
        self.stated.snapshot.as_ref().and_then(|snapshot| OrNone::some(&snapshot.value))
    }

    /// The old versions of an event that no chain of upcasters brings to `newest`.
    pub fn not_upcast<'a>(
        &self,
        event: Key<Event>,
        versions: &[&'a Version],
        newest: &Version,
    ) -> Vec<&'a Version> {
        let steps: Vec<(&Version, &Version)> = self
            .upcasters
            .iter()
            .filter(|upcaster| upcaster.event == event)
            .map(|upcaster| (&upcaster.stated.from.value, &upcaster.stated.to.value))
            .collect();
        let arrives = |start: &Version| {
            let mut reached = vec![start];
            let mut next = 0;
            while let Some(from) = reached.get(next).copied() {
                next += 1;
                for (_, to) in steps.iter().filter(|(step, _)| *step == from) {
                    if !reached.contains(to) {
                        reached.push(to);
                    }
                }
            }
            reached.contains(&newest)
        };
        versions.iter().copied().filter(|version| !arrives(version)).collect()
    }

    /// The aggregate as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("aggregate", &self.id)
    }
}

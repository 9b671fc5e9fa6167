//! Sagas, with every service and event of theirs resolved.

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Domain, Team, title_or_id};
use crate::document::either::OrNone;
use crate::document::kinds::saga;
use crate::finding::Subject;
use crate::source::span::Span;

/// A saga.
#[derive(Debug)]
pub struct Saga {
    /// The id.
    pub id: String,
    /// Where the id stands.
    pub span: Span,
    /// What its document states.
    pub stated: saga::Saga,
    /// The bounded context.
    pub domain: Option<Key<Domain>>,
    /// The owning team: its own, or else its domain's.
    pub owner: Option<Key<Team>>,
    /// The service that tells the others what to do.
    pub coordinator: Option<Key<Service>>,
    /// The steps, in order; those whose service is unknown are left out.
    pub steps: Vec<Step>,
}

/// One step.
#[derive(Debug)]
pub struct Step {
    /// Where it stands.
    pub span: Span,
    /// What the document states of it.
    pub stated: saga::Step,
    /// The service that does it.
    pub service: Key<Service>,
    /// The command that asks for it.
    pub command: Option<Key<Event>>,
    /// The event that says it is done.
    pub success: Option<Key<Event>>,
    /// The event that says it failed.
    pub failure: Option<Key<Event>>,
    /// The event that says it is undone.
    pub compensated: Option<Key<Event>>,
}

impl Saga {
    /// What people read.
    pub fn title(&self) -> &str {
        title_or_id(&self.stated.title, &self.id)
    }

    /// Whether it ends in states that its document names.
    pub fn has_terminal_states(&self) -> bool {
        let named =
            |state: &Option<String>| state.as_ref().is_some_and(|name| !name.trim().is_empty());
        let terminal = self.stated.terminal.as_ref();
        terminal.is_some_and(|states| {
            named(&states.completed) && (named(&states.compensated) || named(&states.failed))
        })
    }

    /// The events that tell how its steps ended, compensations included.
    pub fn outcomes(&self) -> impl Iterator<Item = Key<Event>> {
        self.steps.iter().flat_map(|step| [step.success, step.failure, step.compensated]).flatten()
    }

    /// The saga as the subject of a finding.
    pub fn subject(&self) -> Subject {
        Subject::new("saga", &self.id)
    }
}

impl Step {
    /// What undoes it, where something does.
    pub fn compensation(&self) -> Option<&saga::Compensation> {
        self.stated.compensation.as_ref().and_then(|stated| OrNone::some(&stated.value))
    }
}

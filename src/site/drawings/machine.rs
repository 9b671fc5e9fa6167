//! A saga as a state machine.

use crate::catalog::saga::{Saga, Step};
use crate::document::kinds::saga::{Outcome, condition};
use crate::document::values::time_limit::TimeLimit;
use crate::draw::diagrams::saga;
use crate::draw::diagrams::saga::model::{self, SagaStep};
use crate::site::standpoint::Standpoint;
use crate::site::url::slug;
use crate::site::view::picture::{Picture, picture};

/// The state machine of a saga.
pub fn of(at: Standpoint<'_>, saga: &Saga) -> Picture {
    let terminal = saga.stated.terminal.as_ref().map(|states| &states.value);
    let model = model::Saga {
        id: format!("saga-{}", slug(&saga.id)),
        title: format!("States of {}", saga.title()),
        steps: saga.steps.iter().map(|step| self::step(at, step)).collect(),
        completed: terminal
            .and_then(|states| states.completed.clone())
            .unwrap_or_else(|| "completed".to_owned()),
        compensated: terminal.and_then(|states| states.compensated.clone()),
        failed: terminal.and_then(|states| states.failed.clone()),
        timeout: saga.stated.timeout.as_ref().and_then(|limit| limit_words(&limit.value)),
        correlation: saga.stated.correlation.as_ref().map(|field| field.value.clone()),
    };
    picture(model.title.clone(), saga::draw(&model))
}

fn step(at: Standpoint<'_>, step: &Step) -> SagaStep {
    let stated = &step.stated;
    let service = at.service(step.service);
    let compensation = step.compensation().map(|undo| {
        let calls = undo.calls.as_ref().and_then(|name| {
            let mut services = at.catalog().services.iter();
            services.find(|(_, service)| service.id == name.value).map(|(key, _)| at.service(key))
        });
        let by = calls.unwrap_or_else(|| service.clone());
        model::Compensation {
            action: undo.action.value.clone(),
            service: by.title,
            href: Some(by.href),
            event: step.compensated.map(|key| at.event(key).title),
        }
    });
    SagaStep {
        name: stated.step.value.clone(),
        service: service.title,
        href: Some(service.href),
        outcome: outcome(at, step.success, &stated.success).unwrap_or_default(),
        failure: outcome(at, step.failure, &stated.failure),
        timeout: stated.timeout.as_ref().and_then(|limit| limit_words(&limit.value)),
        read_only: stated.read_only,
        retriable: stated.retriable,
        pivot: stated.pivot,
        compensation,
    }
}

/// An outcome in words: the event, and which of its messages.
pub fn outcome(
    at: Standpoint<'_>,
    event: Option<crate::catalog::table::Key<crate::catalog::event::Event>>,
    stated: &Option<Outcome>,
) -> Option<String> {
    let title = at.event(event?).title;
    let when = stated.as_ref().and_then(|outcome| outcome.when.as_ref()).map(condition);
    Some(when.map_or(title.clone(), |when| format!("{title} ({when})")))
}

/// A limit in words; nothing where there is none.
pub fn limit_words(limit: &TimeLimit) -> Option<String> {
    match limit {
        TimeLimit::None => None,
        TimeLimit::After(time) => Some(time.to_string()),
    }
}

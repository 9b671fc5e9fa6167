//! The page of a saga: its states, its steps with what undoes them, and how an instance is traced.

use serde::Serialize;

use crate::catalog::saga::{Saga, Step};
use crate::catalog::table::Key;
use crate::document::either::OrNone;
use crate::document::values::time_limit::TimeLimit;
use crate::site::drawings::machine;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};

/// The pages of sagas.
pub const PAGE: PageKind = PageKind {
    name: "saga",
    sentence: "The steps of a saga, what undoes each, and the states in which it ends.",
    plan,
};

/// A saga.
#[derive(Debug, Serialize)]
struct SagaView {
    id: String,
    title: String,
    summary: Option<String>,
    style: &'static str,
    why: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    picture: Picture,
    steps: Vec<StepView>,
    terminal: Vec<Ending>,
    description: Option<Prose>,
    verdicts: Vec<VerdictView>,
    findings: Vec<FindingView>,
    links: Vec<Link>,
}

/// A step.
#[derive(Debug, Serialize)]
struct StepView {
    name: String,
    service: Link,
    command: Option<Link>,
    success: Option<OutcomeView>,
    failure: Option<OutcomeView>,
    timeout: Option<String>,
    compensation: Option<String>,
    /// What the step is to the saga: pivot, retriable, read-only.
    marks: Vec<&'static str>,
}

/// An event that tells how a step ended.
#[derive(Debug, Serialize)]
struct OutcomeView {
    event: Link,
    text: String,
}

/// A state in which the saga ends.
#[derive(Debug, Serialize)]
struct Ending {
    kind: &'static str,
    name: String,
    meaning: &'static str,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |(_, saga): (Key<Saga>, &Saga)| url::folder("sagas", &saga.id);
    let page = move |folder: &str, (key, saga): (Key<Saga>, &Saga)| {
        let at = at.at(folder);
        let view = view(at, saga);
        let parts = [
            (true, "states", "States"),
            (true, "steps", "Steps"),
            (!view.terminal.is_empty(), "endings", "Endings"),
            (view.description.is_some(), "about", "About"),
            (!view.verdicts.is_empty() || !view.findings.is_empty(), "verdicts", "Verdicts"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("saga", at.folder, saga.title(), view)
            .described(described)
            .below("sagas", at.above("Sagas", "sagas"))
            .found(at.entry(at.saga(key), &saga.id, saga.owner, saga.domain))
            .parts(&parts)
    };
    drafts(at.catalog().sagas.iter(), folder, page)
}

fn view(at: Standpoint<'_>, saga: &Saga) -> SagaView {
    let stated = &saga.stated;
    SagaView {
        id: saga.id.clone(),
        title: saga.title().to_owned(),
        summary: stated.summary.clone(),
        style: stated.style.value.word(),
        why: stated.why.clone(),
        facts: facts(at, saga),
        place: at.place(saga.span),
        picture: machine::of(at, saga),
        steps: saga.steps.iter().map(|row| step(at, row)).collect(),
        terminal: endings(saga),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        verdicts: verdicts_about(at, &saga.subject()),
        findings: findings_about(at, &saga.subject()),
        links: outside(&stated.links),
    }
}

fn facts(at: Standpoint<'_>, saga: &Saga) -> Vec<Fact> {
    let stated = &saga.stated;
    let coordinator = saga.coordinator.map(|key| {
        let fact = Fact::new("Coordinator").link(at.service(key));
        let group = stated.coordinator.as_ref().and_then(|stated| stated.group.as_ref());
        group.map_or(fact.clone(), |group| fact.text(", group ").code(group))
    });
    let facts = [
        coordinator,
        stated.correlation.as_ref().map(|field| Fact::new("Correlation").code(&field.value)),
        stated.timeout.as_ref().map(|limit| match &limit.value {
            TimeLimit::None => Fact::missing("Time limit"),
            TimeLimit::After(time) => Fact::words("Time limit", format!("{time} in all")),
        }),
        saga.owner.map(|key| Fact::new("Owner").link(at.team(key))),
        saga.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
    ];
    facts.into_iter().flatten().collect()
}

fn step(at: Standpoint<'_>, step: &Step) -> StepView {
    let stated = &step.stated;
    let undone = stated.compensation.as_ref().map(|compensation| match &compensation.value {
        OrNone::None => "none".to_owned(),
        OrNone::Some(undo) => {
            let calls = undo.calls.as_ref().map(|name| format!(", calls {}", name.value));
            let event = step.compensated.map(|key| format!(", then {}", at.event(key).title));
            format!(
                "{}{}{}",
                undo.action.value,
                calls.unwrap_or_default(),
                event.unwrap_or_default()
            )
        }
    });
    let outcome = |event, stated| {
        let text = machine::outcome(at, event, stated)?;
        Some(OutcomeView { event: at.event(event?), text })
    };
    let marks = [
        (stated.pivot, "pivot"),
        (stated.retriable, "retried until it succeeds"),
        (stated.read_only, "changes nothing"),
    ];
    StepView {
        name: stated.step.value.clone(),
        service: at.service(step.service),
        command: step.command.map(|key| at.event(key)),
        success: outcome(step.success, &stated.success),
        failure: outcome(step.failure, &stated.failure),
        timeout: stated.timeout.as_ref().map(|limit| limit.value.to_string()),
        compensation: undone,
        marks: marks.iter().filter(|(holds, _)| *holds).map(|(_, word)| *word).collect(),
    }
}

fn endings(saga: &Saga) -> Vec<Ending> {
    let Some(terminal) = &saga.stated.terminal else { return Vec::new() };
    let states = &terminal.value;
    let all = [
        ("completed", &states.completed, "Every step is done."),
        ("compensated", &states.compensated, "All that was done is undone."),
        ("failed", &states.failed, "Neither finished nor undone: somebody must look."),
    ];
    let known = all
        .into_iter()
        .filter_map(|(kind, name, meaning)| Some(Ending { kind, name: name.clone()?, meaning }));
    known.collect()
}

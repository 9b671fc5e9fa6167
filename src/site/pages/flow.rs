//! The page of a flow: the sequence from what sets it off to its last effect, drawn and told.

use serde::Serialize;

use crate::catalog::event::Event;
use crate::catalog::flow::Flow;
use crate::catalog::table::Key;
use crate::document::kinds::flow::Runbook;
use crate::graph::trace::{Step, Trace};
use crate::site::drawings::sequence;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::{Entry, Facet};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};

/// The pages of flows.
pub const PAGE: PageKind = PageKind {
    name: "flow",
    sentence: "Everything that follows when somebody does something, in order.",
    plan,
};

/// A flow.
#[derive(Debug, Serialize)]
struct FlowView {
    id: String,
    title: String,
    /// What it begins with.
    event: Link,
    summary: Option<String>,
    /// Whether the business stops when it does.
    critical: bool,
    facts: Vec<Fact>,
    /// Where a document names it.
    named_in: Option<Place>,
    place: Place,
    links: Vec<Link>,
    picture: Picture,
    /// What its events mean, in the order of the story.
    story: Vec<Chapter>,
    runbook: Option<RunbookView>,
    description: Option<Prose>,
    services: Vec<Link>,
    topics: Vec<Link>,
    events: Vec<Link>,
    sagas: Vec<Link>,
    findings: Vec<FindingView>,
}

/// What one event means in this flow.
#[derive(Debug, Serialize)]
struct Chapter {
    event: Link,
    says: String,
}

/// What whoever is on call must know of this flow alone.
#[derive(Debug, Serialize)]
struct RunbookView {
    dashboards: Vec<Link>,
    health: Option<Prose>,
    pause: Option<Prose>,
    replay: Option<Prose>,
    escalate: Option<Prose>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |flow: &Trace| url::folder("flows", &flow.id);
    let page = move |folder: &str, flow: &Trace| {
        let at = at.at(folder);
        let view = view(at, flow);
        let parts = [
            (true, "sequence", "Sequence"),
            (!view.story.is_empty(), "story", "What happens"),
            (view.runbook.is_some(), "runbook", "Runbook"),
            (true, "steps", "Step by step"),
            (true, "participants", "Who takes part"),
            (view.description.is_some(), "about", "About"),
            (!view.findings.is_empty(), "findings", "Findings"),
        ];
        let event = at.catalog().events[flow.event].title();
        let derived = || format!("What follows after {}, beginning with {event}.", flow.title);
        let named = flow.named.map(|key| &at.catalog().flows[key].stated);
        let described = named.and_then(|stated| stated.summary.clone()).unwrap_or_else(derived);
        Page::new("flow", at.folder, format!("{} – {event}", flow.title), view)
            .described(described)
            .called(flow.title.as_str())
            .below("flows", at.above("Flows", "flows"))
            .found(Entry::new(at.flow(flow), &flow.id).by(Facet::Begins, [event]))
            .parts(&parts)
    };
    drafts(at.study.flows.iter(), folder, page)
}

fn view(at: Standpoint<'_>, flow: &Trace) -> FlowView {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let mut cast = Cast::default();
    cast.add(at, &flow.steps);
    let mut findings: Vec<FindingView> = Vec::new();
    let named = flow.named.map(|key| &catalog.flows[key]);
    let events = cast.events.iter().map(|event| catalog.events[*event].subject());
    for subject in named.map(Flow::subject).into_iter().chain(events) {
        for found in findings_about(at, &subject) {
            let known =
                findings.iter().any(|known| known.rule == found.rule && known.place == found.place);
            if !known {
                findings.push(found);
            }
        }
    }
    let mut sagas: Vec<_> =
        cast.events.iter().flat_map(|event| graph.sagas_of_event(*event)).copied().collect();
    sagas.sort();
    sagas.dedup();
    let stated = named.map(|named| &named.stated);
    let summary = stated.and_then(|stated| stated.summary.clone());
    FlowView {
        id: flow.id.clone(),
        title: flow.title.clone(),
        event: at.event(flow.event),
        summary: summary.or_else(|| catalog.events[flow.event].stated.summary.clone()),
        critical: stated.is_some_and(|stated| stated.critical),
        facts: named.map(|named| facts(at, named)).unwrap_or_default(),
        named_in: named.map(|named| at.place(named.span)),
        links: stated.map(|stated| outside(&stated.links)).unwrap_or_default(),
        story: named.map(|named| story(at, named)).unwrap_or_default(),
        runbook: stated.and_then(|stated| stated.runbook.as_ref()).map(runbook),
        description: stated
            .and_then(|stated| stated.description.as_ref())
            .map(|text| prose(text, "")),
        place: at.place(catalog.producers[flow.producer].span),
        picture: sequence::of(at, flow),
        services: cast.services,
        topics: cast.topics,
        events: cast.events.iter().map(|key| at.event(*key)).collect(),
        sagas: sagas.into_iter().map(|key| at.saga(key)).collect(),
        findings,
    }
}

fn facts(at: Standpoint<'_>, flow: &Flow) -> Vec<Fact> {
    let domain = flow.domain.map(|key| Fact::new("Domain").link(at.domain(key)));
    owner(at, flow.owner).into_iter().chain(domain).collect()
}

fn story(at: Standpoint<'_>, flow: &Flow) -> Vec<Chapter> {
    let chapters = flow.story.iter();
    chapters.map(|(event, says)| Chapter { event: at.event(*event), says: says.clone() }).collect()
}

fn runbook(stated: &Runbook) -> RunbookView {
    let text = |text: &Option<String>, scope| text.as_ref().map(|text| prose(text, scope));
    RunbookView {
        dashboards: outside(&stated.dashboards),
        health: text(&stated.health, "health"),
        pause: text(&stated.pause, "pause"),
        replay: text(&stated.replay, "replay"),
        escalate: text(&stated.escalate, "escalate"),
    }
}

/// Who and what takes part, each once, in the order of the flow.
#[derive(Default)]
struct Cast {
    services: Vec<Link>,
    topics: Vec<Link>,
    events: Vec<Key<Event>>,
}

impl Cast {
    fn add(&mut self, at: Standpoint<'_>, steps: &[Step]) {
        for step in steps {
            match step {
                Step::Request { service, .. } => once(&mut self.services, at.service(*service)),
                Step::Publish { service, topic, event, .. } => {
                    once(&mut self.services, at.service(*service));
                    once(&mut self.topics, at.topic(*topic));
                    once(&mut self.events, *event);
                }
                Step::Route { from, to, event } => {
                    once(&mut self.topics, at.topic(*from));
                    once(&mut self.topics, at.topic(*to));
                    once(&mut self.events, *event);
                }
                Step::Deliver { topic, subscription } => {
                    let row = &at.catalog().subscriptions[*subscription];
                    once(&mut self.topics, at.topic(*topic));
                    once(&mut self.services, at.service(row.service));
                    once(&mut self.events, row.event);
                }
                Step::Branches { branches, .. } => {
                    for branch in branches {
                        self.add(at, &branch.steps);
                    }
                }
            }
        }
    }
}

fn once<T: PartialEq>(known: &mut Vec<T>, value: T) {
    if !known.contains(&value) {
        known.push(value);
    }
}

/// The services of a flow, in order, each once.
pub fn services(at: Standpoint<'_>, flow: &Trace) -> Vec<Link> {
    let mut cast = Cast::default();
    cast.add(at, &flow.steps);
    cast.services
}

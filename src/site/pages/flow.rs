//! The page of a flow: the sequence from what sets it off to its last effect, drawn and told.

use serde::Serialize;

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::graph::trace::{Step, Trace};
use crate::site::drawings::sequence;
use crate::site::page::{Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Link, Place};

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
    place: Place,
    picture: Picture,
    services: Vec<Link>,
    topics: Vec<Link>,
    events: Vec<Link>,
    sagas: Vec<Link>,
    findings: Vec<FindingView>,
}

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    let page = |flow: &Trace| {
        let folder = url::folder("flows", &flow.id);
        let at = at.at(&folder);
        let view = view(at, flow);
        let parts = [
            (true, "sequence", "Sequence"),
            (true, "steps", "Step by step"),
            (true, "participants", "Who takes part"),
            (!view.findings.is_empty(), "findings", "Findings"),
        ];
        let event = at.catalog().events[flow.event].title();
        let described = format!("What follows after {}, beginning with {event}.", flow.title);
        Page::new("flow", at.folder, format!("{} – {event}", flow.title), view)
            .described(described)
            .below("flows", at.above("Flows", "flows"))
            .parts(&parts)
    };
    at.study.flows.iter().map(page).collect()
}

fn view(at: Standpoint<'_>, flow: &Trace) -> FlowView {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let mut cast = Cast::default();
    cast.add(at, &flow.steps);
    let mut findings: Vec<FindingView> = Vec::new();
    for event in &cast.events {
        for found in findings_about(at, &catalog.events[*event].subject()) {
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
    FlowView {
        id: flow.id.clone(),
        title: flow.title.clone(),
        event: at.event(flow.event),
        summary: catalog.events[flow.event].stated.summary.clone(),
        place: at.place(catalog.producers[flow.producer].span),
        picture: sequence::of(at, flow),
        services: cast.services,
        topics: cast.topics,
        events: cast.events.iter().map(|key| at.event(*key)).collect(),
        sagas: sagas.into_iter().map(|key| at.saga(key)).collect(),
        findings,
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

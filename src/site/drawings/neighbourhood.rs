//! One event, service or topic and what stands next to it, from what feeds it to what it feeds.

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::EventKind;
use crate::draw::diagram::ArrowKind;
use crate::draw::diagrams::neighbourhood;
use crate::draw::diagrams::neighbourhood::model::{Column, Edge, Neighbourhood, Node, Spot};
use crate::draw::shape::NodeKind;
use crate::site::drawings::sequence::{arrow, service_node, shown_version, topic_node, topic_word};
use crate::site::standpoint::Standpoint;
use crate::site::url::slug;
use crate::site::view::picture::{Picture, picture};

/// What stands in a column, to find it again.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Thing {
    Event(Key<Event>),
    Service(Key<Service>),
    Topic(Key<Topic>),
}

/// Columns that are being filled; what is put in twice stands there once.
struct Plan<'a> {
    at: Standpoint<'a>,
    columns: Vec<(&'static str, Vec<Thing>)>,
    edges: Vec<Edge>,
}

impl<'a> Plan<'a> {
    fn new(at: Standpoint<'a>, headings: &[&'static str]) -> Self {
        let columns = headings.iter().map(|heading| (*heading, Vec::new())).collect();
        Plan { at, columns, edges: Vec::new() }
    }

    fn put(&mut self, column: usize, thing: Thing) -> Spot {
        let things = &mut self.columns[column].1;
        let row = things.iter().position(|known| *known == thing).unwrap_or_else(|| {
            things.push(thing);
            things.len() - 1
        });
        (column, row)
    }

    fn edge(&mut self, from: Spot, to: Spot, kind: ArrowKind) {
        let edge = Edge { from, to, kind, ..Edge::default() };
        if !self.edges.contains(&edge) {
            self.edges.push(edge);
        }
    }

    /// Draws it; nothing where the focus stands alone.
    fn draw(self, id: &str, title: &str, focus: Spot) -> Option<Picture> {
        if self.edges.is_empty() {
            return None;
        }
        let at = self.at;
        let columns = self.columns.into_iter().map(|(heading, things)| Column {
            heading: heading.to_owned(),
            nodes: things.into_iter().map(|thing| node(at, thing)).collect(),
            more_href: None,
        });
        let model = Neighbourhood {
            id: format!("near-{}", slug(id)),
            title: format!("{title} and its neighbours"),
            columns: columns.collect(),
            focus,
            edges: self.edges,
        };
        Some(picture(model.title.clone(), neighbourhood::draw(&model)))
    }
}

/// Producers, the event, its topics, consumers.
pub fn of_event(at: Standpoint<'_>, key: Key<Event>) -> Option<Picture> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let event = &catalog.events[key];
    let heading = match event.kind() {
        EventKind::Event => "EVENT",
        EventKind::Command => "COMMAND",
        EventKind::Reply => "REPLY",
    };
    // What a consumer reads may be a queue that the event only reaches through an exchange.
    let ways = || graph.routing.of_event(key);
    let published = |topic| ways().any(|(publication, _)| publication.topic == topic);
    let subscriptions = graph.subscriptions_of(key).iter().map(|key| &catalog.subscriptions[*key]);
    let mut read = subscriptions.flat_map(|row| &row.topics);
    let last = if read.any(|topic| !published(*topic)) { 4 } else { 3 };
    let columns = ["PRODUCERS", heading, "TOPICS", "FED BY THEM", "CONSUMERS"];
    let mut plan = match last {
        4 => Plan::new(at, &columns),
        _ => Plan::new(at, &["PRODUCERS", heading, "TOPICS", "CONSUMERS"]),
    };
    let focus = plan.put(1, Thing::Event(key));
    let kind = arrow(event);
    for producer in graph.producers_of(key) {
        let from = plan.put(0, Thing::Service(catalog.producers[*producer].service));
        plan.edge(from, focus, kind);
    }
    for carrier in &event.topics {
        let topic = plan.put(2, Thing::Topic(carrier.topic));
        plan.edge(focus, topic, kind);
    }
    for subscription in graph.subscriptions_of(key) {
        let row = &catalog.subscriptions[*subscription];
        let to = plan.put(last, Thing::Service(row.service));
        for topic in &row.topics {
            let column = if published(*topic) { 2 } else { 3 };
            let from = plan.put(column, Thing::Topic(*topic));
            plan.edge(from, to, kind);
            for (publication, journey) in ways().filter(|_| column == 3) {
                if journey.iter().any(|arrival| arrival.topic == *topic) {
                    let entry = plan.put(2, Thing::Topic(publication.topic));
                    plan.edge(entry, from, kind);
                }
            }
        }
    }
    plan.draw(&event.id, event.title(), focus)
}

/// What a service consumes, the service, what it publishes, and whom it calls.
pub fn of_service(at: Standpoint<'_>, key: Key<Service>) -> Option<Picture> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let service = &catalog.services[key];
    let last = if service.calls.is_empty() { "PUBLISHES" } else { "PUBLISHES, CALLS" };
    let mut plan = Plan::new(at, &["FROM", "CONSUMES", "SERVICE", last, "TO"]);
    let focus = plan.put(2, Thing::Service(key));
    for subscription in graph.consumed_by(key) {
        let row = &catalog.subscriptions[*subscription];
        let kind = arrow(&catalog.events[row.event]);
        let event = plan.put(1, Thing::Event(row.event));
        plan.edge(event, focus, kind);
        for topic in &row.topics {
            let from = plan.put(0, Thing::Topic(*topic));
            plan.edge(from, event, kind);
        }
    }
    for producer in graph.produced_by(key) {
        let row = &catalog.producers[*producer];
        let kind = arrow(&catalog.events[row.event]);
        let event = plan.put(3, Thing::Event(row.event));
        plan.edge(focus, event, kind);
        for topic in &row.topics {
            let to = plan.put(4, Thing::Topic(*topic));
            plan.edge(event, to, kind);
        }
    }
    for call in &service.calls {
        let to = plan.put(3, Thing::Service(call.service));
        plan.edge(focus, to, ArrowKind::Query);
    }
    plan.draw(&service.id, service.title(), focus)
}

/// Who publishes to a topic and what, the topic, who reads it, and where its dead letters go. For
/// a dead-letter queue: which topics' consumers feed it. For a topic that feeds others: which, and
/// who reads those.
pub fn of_topic(at: Standpoint<'_>, key: Key<Topic>) -> Option<Picture> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let topic = &catalog.topics[key];
    let dead = graph.dead_letters_of(key);
    // Where somebody reads, that and the dead letters matter more than what is fed besides.
    let routes = graph.read_from(key).is_empty() && !graph.routing.feeds(key).is_empty();
    let headings = match dead.is_empty() {
        false => ["SOURCES", "CONSUMERS", "DEAD LETTERS", "READERS", "REPLAY"],
        true if routes => ["FROM", "EVENTS", "TOPIC", "FEEDS", "CONSUMERS"],
        true if topic.fed_by.is_empty() => {
            ["PRODUCERS", "EVENTS", "TOPIC", "CONSUMERS", "DEAD LETTERS"]
        }
        true => ["FROM", "EVENTS", "TOPIC", "CONSUMERS", "DEAD LETTERS"],
    };
    let mut plan = Plan::new(at, &headings);
    let focus = plan.put(2, Thing::Topic(key));
    for producer in graph.published_to(key) {
        let row = &catalog.producers[*producer];
        let kind = arrow(&catalog.events[row.event]);
        let from = plan.put(0, Thing::Service(row.service));
        let event = plan.put(1, Thing::Event(row.event));
        plan.edge(from, event, kind);
        plan.edge(event, focus, kind);
    }
    if !dead.is_empty() {
        dead_letters(&mut plan, dead, focus);
    } else {
        passed_to(&mut plan, key, focus);
        if routes {
            passed_on(&mut plan, key, focus);
        }
    }
    for subscription in graph.read_from(key) {
        let row = &catalog.subscriptions[*subscription];
        let to = plan.put(3, Thing::Service(row.service));
        plan.edge(focus, to, arrow(&catalog.events[row.event]));
        if let Some(dlq) = row.dlq_topic().filter(|_| dead.is_empty()) {
            let dlq = plan.put(4, Thing::Topic(dlq));
            plan.edge(to, dlq, ArrowKind::DeadLetter);
        }
    }
    if let Some(to) = topic.replay_to.filter(|_| !dead.is_empty()) {
        let to = plan.put(4, Thing::Topic(to));
        plan.edge(focus, to, ArrowKind::Command);
    }
    plan.draw(&topic.id, &topic.id, focus)
}

/// Whose dead letters come to the focus, and what those consumers read.
fn dead_letters(plan: &mut Plan<'_>, dead: &[Key<Subscription>], focus: Spot) {
    let catalog = plan.at.catalog();
    for row in dead.iter().map(|key| &catalog.subscriptions[*key]) {
        let service = plan.put(1, Thing::Service(row.service));
        for source in &row.topics {
            let from = plan.put(0, Thing::Topic(*source));
            plan.edge(from, service, arrow(&catalog.events[row.event]));
        }
        plan.edge(service, focus, ArrowKind::DeadLetter);
    }
}

/// What other topics pass on to the focus.
fn passed_to(plan: &mut Plan<'_>, key: Key<Topic>, focus: Spot) {
    let (catalog, graph) = (plan.at.catalog(), &plan.at.study.graph);
    for (publication, arrival) in graph.routing.arriving(key) {
        let kind = arrow(&catalog.events[publication.event]);
        if let Some(via) = arrival.via {
            let from = plan.put(0, Thing::Topic(via));
            let event = plan.put(1, Thing::Event(publication.event));
            plan.edge(from, event, kind);
            plan.edge(event, focus, kind);
        }
    }
}

/// What the focus passes on to others, and who reads those.
fn passed_on(plan: &mut Plan<'_>, key: Key<Topic>, focus: Spot) {
    let (catalog, graph) = (plan.at.catalog(), &plan.at.study.graph);
    for to in graph.routing.feeds(key) {
        let fed = plan.put(3, Thing::Topic(*to));
        plan.edge(focus, fed, ArrowKind::Event);
        for row in graph.read_from(*to).iter().map(|key| &catalog.subscriptions[*key]) {
            let reader = plan.put(4, Thing::Service(row.service));
            plan.edge(fed, reader, arrow(&catalog.events[row.event]));
        }
    }
}

fn node(at: Standpoint<'_>, thing: Thing) -> Node {
    match thing {
        Thing::Event(key) => {
            let event = &at.catalog().events[key];
            let kind = match event.kind() {
                EventKind::Command => NodeKind::Command,
                EventKind::Event | EventKind::Reply => NodeKind::Event,
            };
            let link = at.event(key);
            Node { name: link.title, sub: shown_version(event), kind, href: Some(link.href) }
        }
        Thing::Service(key) => {
            let service = &at.catalog().services[key];
            let sub = service.domain.map(|domain| at.domain(domain).title).unwrap_or_default();
            let link = at.service(key);
            Node { name: link.title, sub, kind: service_node(service), href: Some(link.href) }
        }
        Thing::Topic(key) => {
            let topic = &at.catalog().topics[key];
            let broker = topic.broker.map_or("", |broker| at.broker(broker));
            let sub = format!("{broker} {}", topic_word(topic)).trim().to_owned();
            let link = at.topic(key);
            Node { name: link.title, sub, kind: topic_node(topic), href: Some(link.href) }
        }
    }
}

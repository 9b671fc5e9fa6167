//! The lists: every event, service, topic, flow, saga, domain and team, by name.

use crate::finding::{Level, Subject};
use crate::site::drawings::sequence::topic_word;
use crate::site::listing::{self, Listing, Row};
use crate::site::page::{Page, PageKind};
use crate::site::pages::flow;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link, Piece};

/// The lists.
pub const PAGE: PageKind =
    PageKind { name: "list", sentence: "Everything of one kind, in a table.", plan };

/// The list of a kind.
struct List {
    section: &'static str,
    title: &'static str,
    kind: &'static str,
    sentence: &'static str,
    columns: &'static [&'static str],
    /// Its rows, as they are seen from a folder.
    rows: fn(Standpoint<'_>) -> Vec<Row>,
}

const LISTS: [List; 7] = [
    List {
        section: "events",
        title: "Events",
        kind: "event",
        sentence: "Every message that one service announces and others rely on.",
        columns: &["Event", "Producers", "Consumers", "Domain", "Owner"],
        rows: events,
    },
    List {
        section: "services",
        title: "Services",
        kind: "service",
        sentence: "Everything that publishes or consumes events.",
        columns: &["Service", "Publishes", "Consumes", "Domain", "Owner"],
        rows: services,
    },
    List {
        section: "topics",
        title: "Topics",
        kind: "topic",
        sentence: "Where messages lie between producer and consumer.",
        columns: &["Topic", "Partitions", "Retention", "Domain", "Owner"],
        rows: topics,
    },
    List {
        section: "flows",
        title: "Flows",
        kind: "flow",
        sentence: "What follows when somebody does something, derived from triggers and events.",
        columns: &["Flow", "Begins with", "Events", "Services"],
        rows: flows,
    },
    List {
        section: "sagas",
        title: "Sagas",
        kind: "saga",
        sentence: "Work over several services that is finished, or undone step by step.",
        columns: &["Saga", "Style", "Steps", "Domain", "Owner"],
        rows: sagas,
    },
    List {
        section: "domains",
        title: "Domains",
        kind: "domain",
        sentence: "Bounded contexts: one language, one owner.",
        columns: &["Domain", "Events", "Services", "Owner"],
        rows: domains,
    },
    List {
        section: "teams",
        title: "Teams",
        kind: "team",
        sentence: "Who owns what, and how to reach them.",
        columns: &["Team", "Events", "Services", "Topics"],
        rows: teams,
    },
];

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    LISTS.iter().flat_map(|list| pages(at, list)).collect()
}

fn pages(at: Standpoint<'_>, list: &List) -> Vec<Page> {
    let folder = format!("{}/", list.section);
    let listing = Listing {
        folder: &folder,
        title: list.title,
        sentence: list.sentence,
        kind: list.kind,
        section: list.section,
        columns: list.columns,
        above: &|at| at.above("", ""),
        rows: &list.rows,
    };
    listing::pages(at, &listing)
}

/// The gravest finding that counts.
fn gravest(at: Standpoint<'_>, subject: &Subject) -> Option<&'static str> {
    at.judgement.findings_about(subject).map(|finding| finding.level).max().map(Level::word)
}

fn words(count: usize) -> Vec<Piece> {
    Fact::words("", count.to_string()).value
}

fn owner(
    at: Standpoint<'_>,
    key: Option<crate::catalog::table::Key<crate::catalog::Team>>,
) -> Vec<Piece> {
    Fact::new("").links(key.map(|key| at.team(key))).value
}

fn domain(
    at: Standpoint<'_>,
    key: Option<crate::catalog::table::Key<crate::catalog::Domain>>,
) -> Vec<Piece> {
    Fact::new("").links(key.map(|key| at.domain(key))).value
}

/// Links, each once and at most three.
fn few(links: impl Iterator<Item = Link>) -> Vec<Piece> {
    let mut known: Vec<Link> = Vec::new();
    for link in links {
        if !known.contains(&link) {
            known.push(link);
        }
    }
    let hidden = known.len().saturating_sub(3);
    let fact = Fact::new("").links(known.into_iter().take(3));
    if hidden > 0 { fact.text(format!(" and {hidden} more")).value } else { fact.value }
}

fn events(at: Standpoint<'_>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, event): (_, &crate::catalog::event::Event)| {
        let producers = graph.producers_of(key).iter().map(|key| &catalog.producers[*key]);
        let consumers = graph.subscriptions_of(key).iter().map(|key| &catalog.subscriptions[*key]);
        Row {
            link: at.event(key),
            summary: event.stated.summary.clone(),
            mark: Some(format!("v{}", event.newest().version)),
            status: Some(event.newest().status.word()).filter(|word| *word != "active"),
            level: gravest(at, &event.subject()),
            cells: vec![
                few(producers.map(|row| at.service(row.service))),
                few(consumers.map(|row| at.service(row.service))),
                domain(at, event.domain),
                owner(at, event.owner),
            ],
        }
    };
    catalog.events.iter().map(row).collect()
}

fn services(at: Standpoint<'_>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, service): (_, &crate::catalog::service::Service)| {
        let produced = graph.produced_by(key).iter().map(|key| catalog.producers[*key].event);
        let consumed = graph.consumed_by(key).iter().map(|key| catalog.subscriptions[*key].event);
        Row {
            link: at.service(key),
            summary: service.stated.summary.clone(),
            mark: service.is_external().then(|| "external".to_owned()),
            status: None,
            level: gravest(at, &service.subject()),
            cells: vec![
                few(produced.map(|key| at.event(key))),
                few(consumed.map(|key| at.event(key))),
                domain(at, service.domain),
                owner(at, service.owner),
            ],
        }
    };
    catalog.services.iter().map(row).collect()
}

fn topics(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, topic): (_, &crate::catalog::topic::Topic)| {
        let stated = &topic.stated;
        let partitions = stated.partitions.as_ref().map(|count| count.value.to_string());
        let retention = stated.retention.as_ref().map(|time| time.value.to_string());
        Row {
            link: at.topic(key),
            summary: stated.summary.clone(),
            mark: topic.role().map(|_| topic_word(topic).to_owned()),
            status: None,
            level: gravest(at, &topic.subject()),
            cells: vec![
                Fact::words("", partitions.unwrap_or_default()).value,
                Fact::words("", retention.unwrap_or_default()).value,
                domain(at, topic.domain),
                owner(at, topic.owner),
            ],
        }
    };
    at.catalog().topics.iter().map(row).collect()
}

fn flows(at: Standpoint<'_>) -> Vec<Row> {
    let row = |flow: &crate::graph::trace::Trace| {
        let (events, services) = (flow.events(at.catalog()), flow::services(at, flow));
        Row {
            link: at.flow(flow),
            summary: at.catalog().events[flow.event].stated.summary.clone(),
            mark: None,
            status: None,
            level: None,
            cells: vec![
                Fact::new("").link(at.event(flow.event)).value,
                words(events.len()),
                few(services.into_iter()),
            ],
        }
    };
    at.study.flows.iter().map(row).collect()
}

fn sagas(at: Standpoint<'_>) -> Vec<Row> {
    let row = |(key, saga): (_, &crate::catalog::saga::Saga)| Row {
        link: at.saga(key),
        summary: saga.stated.summary.clone(),
        mark: None,
        status: None,
        level: gravest(at, &saga.subject()),
        cells: vec![
            Fact::words("", saga.stated.style.value.word()).value,
            words(saga.steps.len()),
            domain(at, saga.domain),
            owner(at, saga.owner),
        ],
    };
    at.catalog().sagas.iter().map(row).collect()
}

fn domains(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, domain): (_, &crate::catalog::Domain)| {
        let here = Some(key);
        Row {
            link: at.domain(key),
            summary: domain.stated.summary.clone(),
            mark: None,
            status: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.domain == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.domain == here).count()),
                owner(at, domain.owner),
            ],
        }
    };
    catalog.domains.iter().map(row).collect()
}

fn teams(at: Standpoint<'_>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, team): (_, &crate::catalog::Team)| {
        let here = Some(key);
        Row {
            link: at.team(key),
            summary: team.stated.summary.clone(),
            mark: None,
            status: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.topics.rows().iter().filter(|row| row.owner == here).count()),
            ],
        }
    };
    catalog.teams.iter().map(row).collect()
}

//! The lists: every event, service, topic, flow, saga, domain and team, a hundred to a page.

use std::ops::Range;

use serde::Serialize;

use crate::finding::{Level, Subject};
use crate::site::drawings::sequence::topic_word;
use crate::site::page::{Draft, Page, PageKind};
use crate::site::pages::flow;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::{Fact, Link, Piece};

/// The lists.
pub const PAGE: PageKind =
    PageKind { name: "list", sentence: "Everything of one kind, in a table.", plan };

/// How many rows a page has: more would be slow to lay out, and nobody reads them.
const ROWS: usize = 100;

/// One page of a list.
#[derive(Debug, Serialize)]
struct ListView {
    title: &'static str,
    kind: &'static str,
    sentence: &'static str,
    count: usize,
    columns: Vec<&'static str>,
    rows: Vec<Row>,
    /// The number of this page, from one, and how many there are.
    page: usize,
    pages: usize,
    previous: Option<String>,
    next: Option<String>,
}

/// One row; its cells stand under the columns after the first.
#[derive(Debug, Serialize)]
struct Row {
    link: Link,
    summary: Option<String>,
    /// A version, a role: what marks the thing in a word.
    mark: Option<String>,
    /// The gravest finding about it.
    level: Option<&'static str>,
    cells: Vec<Vec<Piece>>,
}

/// A list before it is divided into pages.
struct List {
    section: &'static str,
    title: &'static str,
    kind: &'static str,
    sentence: &'static str,
    columns: &'static [&'static str],
    /// How many rows it has.
    count: fn(Standpoint<'_>) -> usize,
    /// Some of its rows, as they are seen from a folder.
    rows: fn(Standpoint<'_>, Range<usize>) -> Vec<Row>,
}

const LISTS: [List; 7] = [
    List {
        section: "events",
        title: "Events",
        kind: "event",
        sentence: "Every message that one service announces and others rely on.",
        columns: &["Event", "Producers", "Consumers", "Owner"],
        count: |at| at.catalog().events.len(),
        rows: events,
    },
    List {
        section: "services",
        title: "Services",
        kind: "service",
        sentence: "Everything that publishes or consumes events.",
        columns: &["Service", "Publishes", "Consumes", "Owner"],
        count: |at| at.catalog().services.len(),
        rows: services,
    },
    List {
        section: "topics",
        title: "Topics",
        kind: "topic",
        sentence: "Where messages lie between producer and consumer.",
        columns: &["Topic", "Partitions", "Retention", "Owner"],
        count: |at| at.catalog().topics.len(),
        rows: topics,
    },
    List {
        section: "flows",
        title: "Flows",
        kind: "flow",
        sentence: "What follows when somebody does something, derived from triggers and events.",
        columns: &["Flow", "Begins with", "Events", "Services"],
        count: |at| at.study.flows.len(),
        rows: flows,
    },
    List {
        section: "sagas",
        title: "Sagas",
        kind: "saga",
        sentence: "Work over several services that is finished, or undone step by step.",
        columns: &["Saga", "Style", "Steps", "Owner"],
        count: |at| at.catalog().sagas.len(),
        rows: sagas,
    },
    List {
        section: "domains",
        title: "Domains",
        kind: "domain",
        sentence: "Bounded contexts: one language, one owner.",
        columns: &["Domain", "Events", "Services", "Owner"],
        count: |at| at.catalog().domains.len(),
        rows: domains,
    },
    List {
        section: "teams",
        title: "Teams",
        kind: "team",
        sentence: "Who owns what, and how to reach them.",
        columns: &["Team", "Events", "Services", "Topics"],
        count: |at| at.catalog().teams.len(),
        rows: teams,
    },
];

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let drafts = LISTS.iter().flat_map(|list| {
        let pages = (list.count)(at).div_ceil(ROWS);
        (0..pages).map(move |number| {
            Draft::new(folder(list, number), move |folder: &str| page(at.at(folder), list, number))
        })
    });
    drafts.collect()
}

/// The folder of a page of a list. No id begins with an underscore.
fn folder(list: &List, page: usize) -> String {
    if page == 0 {
        format!("{}/", list.section)
    } else {
        format!("{}/_{}/", list.section, page + 1)
    }
}

/// A page of a list, by its number from zero.
fn page(at: Standpoint<'_>, list: &List, number: usize) -> Page {
    let count = (list.count)(at);
    let last = count.div_ceil(ROWS);
    let near = |number: usize| url::relative(at.folder, &url::page(&folder(list, number)));
    let shown = number * ROWS..count.min((number + 1) * ROWS);
    let view = ListView {
        title: list.title,
        kind: list.kind,
        sentence: list.sentence,
        count,
        columns: list.columns.to_vec(),
        rows: (list.rows)(at, shown),
        page: number + 1,
        pages: last,
        previous: (number > 0).then(|| near(number - 1)),
        next: (number + 1 < last).then(|| near(number + 1)),
    };
    let title = match number {
        0 => list.title.to_owned(),
        _ => format!("{}, page {} of {last}", list.title, number + 1),
    };
    Page::new("list", at.folder, title, view)
        .described(list.sentence)
        .below(list.section, at.above("", ""))
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

fn events(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, event): (_, &crate::catalog::event::Event)| {
        let producers = graph.producers_of(key).iter().map(|key| &catalog.producers[*key]);
        let consumers = graph.subscriptions_of(key).iter().map(|key| &catalog.subscriptions[*key]);
        Row {
            link: at.event(key),
            summary: event.stated.summary.clone(),
            mark: Some(format!("v{}", event.newest().version)),
            level: gravest(at, &event.subject()),
            cells: vec![
                few(producers.map(|row| at.service(row.service))),
                few(consumers.map(|row| at.service(row.service))),
                owner(at, event.owner),
            ],
        }
    };
    catalog.events.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn services(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let row = |(key, service): (_, &crate::catalog::service::Service)| {
        let produced = graph.produced_by(key).iter().map(|key| catalog.producers[*key].event);
        let consumed = graph.consumed_by(key).iter().map(|key| catalog.subscriptions[*key].event);
        Row {
            link: at.service(key),
            summary: service.stated.summary.clone(),
            mark: service.is_external().then(|| "external".to_owned()),
            level: gravest(at, &service.subject()),
            cells: vec![
                few(produced.map(|key| at.event(key))),
                few(consumed.map(|key| at.event(key))),
                owner(at, service.owner),
            ],
        }
    };
    catalog.services.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn topics(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let row = |(key, topic): (_, &crate::catalog::topic::Topic)| {
        let stated = &topic.stated;
        let partitions = stated.partitions.as_ref().map(|count| count.value.to_string());
        let retention = stated.retention.as_ref().map(|time| time.value.to_string());
        Row {
            link: at.topic(key),
            summary: stated.summary.clone(),
            mark: topic.role().map(|_| topic_word(topic).to_owned()),
            level: gravest(at, &topic.subject()),
            cells: vec![
                Fact::words("", partitions.unwrap_or_default()).value,
                Fact::words("", retention.unwrap_or_default()).value,
                owner(at, topic.owner),
            ],
        }
    };
    at.catalog().topics.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn flows(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let row = |flow: &crate::graph::trace::Trace| {
        let (events, services) = (flow.events(at.catalog()), flow::services(at, flow));
        Row {
            link: at.flow(flow),
            summary: at.catalog().events[flow.event].stated.summary.clone(),
            mark: None,
            level: None,
            cells: vec![
                Fact::new("").link(at.event(flow.event)).value,
                words(events.len()),
                few(services.into_iter()),
            ],
        }
    };
    at.study.flows.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn sagas(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let row = |(key, saga): (_, &crate::catalog::saga::Saga)| Row {
        link: at.saga(key),
        summary: saga.stated.summary.clone(),
        mark: None,
        level: gravest(at, &saga.subject()),
        cells: vec![
            Fact::words("", saga.stated.style.value.word()).value,
            words(saga.steps.len()),
            owner(at, saga.owner),
        ],
    };
    at.catalog().sagas.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn domains(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, domain): (_, &crate::catalog::Domain)| {
        let here = Some(key);
        Row {
            link: at.domain(key),
            summary: domain.stated.summary.clone(),
            mark: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.domain == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.domain == here).count()),
                owner(at, domain.owner),
            ],
        }
    };
    catalog.domains.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

fn teams(at: Standpoint<'_>, shown: Range<usize>) -> Vec<Row> {
    let catalog = at.catalog();
    let row = |(key, team): (_, &crate::catalog::Team)| {
        let here = Some(key);
        Row {
            link: at.team(key),
            summary: team.stated.summary.clone(),
            mark: None,
            level: None,
            cells: vec![
                words(catalog.events.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.services.rows().iter().filter(|row| row.owner == here).count()),
                words(catalog.topics.rows().iter().filter(|row| row.owner == here).count()),
            ],
        }
    };
    catalog.teams.iter().skip(shown.start).take(shown.len()).map(row).collect()
}

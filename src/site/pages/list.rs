//! The lists: everything of each kind, a hundred to a page. `rows` says what each list tells.

mod rows;

use serde::Serialize;

use crate::site::page::{Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::{Link, Piece};

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
    /// Its rows, as they are seen from a folder.
    rows: fn(Standpoint<'_>) -> Vec<Row>,
}

const LISTS: [List; 13] = [
    List {
        section: "events",
        title: "Events",
        kind: "event",
        sentence: "Every message that one service announces and others rely on.",
        columns: &["Event", "Producers", "Consumers", "Owner"],
        rows: rows::events,
    },
    List {
        section: "services",
        title: "Services",
        kind: "service",
        sentence: "Everything that publishes or consumes events.",
        columns: &["Service", "Publishes", "Consumes", "Owner"],
        rows: rows::services,
    },
    List {
        section: "external-systems",
        title: "External systems",
        kind: "external",
        sentence: "What others run and this catalog depends on.",
        columns: &["System", "Sends", "Receives", "Called by"],
        rows: rows::external_systems,
    },
    List {
        section: "topics",
        title: "Topics",
        kind: "topic",
        sentence: "Where messages lie between producer and consumer.",
        columns: &["Topic", "Partitions", "Retention", "Owner"],
        rows: rows::topics,
    },
    List {
        section: "flows",
        title: "Flows",
        kind: "flow",
        sentence: "What follows when somebody does something, derived from triggers and events.",
        columns: &["Flow", "Begins with", "Events", "Services"],
        rows: rows::flows,
    },
    List {
        section: "sagas",
        title: "Sagas",
        kind: "saga",
        sentence: "Work over several services that is finished, or undone step by step.",
        columns: &["Saga", "Style", "Steps", "Owner"],
        rows: rows::sagas,
    },
    List {
        section: "aggregates",
        title: "Aggregates",
        kind: "aggregate",
        sentence: "What is rebuilt from its stored events.",
        columns: &["Aggregate", "Events", "Event store", "Snapshot", "Owner"],
        rows: rows::aggregates,
    },
    List {
        section: "projections",
        title: "Projections",
        kind: "projection",
        sentence: "Read models that are made from stored events.",
        columns: &["Projection", "Made from", "Lag", "Lies in", "Owner"],
        rows: rows::projections,
    },
    List {
        section: "brokers",
        title: "Brokers",
        kind: "broker",
        sentence: "What carries the messages.",
        columns: &["Broker", "Product", "Topics", "Owner"],
        rows: rows::brokers,
    },
    List {
        section: "stores",
        title: "Stores",
        kind: "store",
        sentence: "Where services, aggregates and projections keep their data.",
        columns: &["Store", "Kind", "Belongs to", "Owner"],
        rows: rows::stores,
    },
    List {
        section: "envelopes",
        title: "Envelopes",
        kind: "envelope",
        sentence: "What every message carries around its payload.",
        columns: &["Envelope", "Follows"],
        rows: rows::envelopes,
    },
    List {
        section: "domains",
        title: "Domains",
        kind: "domain",
        sentence: "Bounded contexts: one language, one owner.",
        columns: &["Domain", "Events", "Services", "Owner"],
        rows: rows::domains,
    },
    List {
        section: "teams",
        title: "Teams",
        kind: "team",
        sentence: "Who owns what, and how to reach them.",
        columns: &["Team", "Events", "Services", "Topics"],
        rows: rows::teams,
    },
];

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    LISTS.iter().flat_map(|list| pages(at, list)).collect()
}

/// The folder of a page of a list. No id begins with an underscore.
fn folder(list: &List, page: usize) -> String {
    if page == 0 {
        format!("{}/", list.section)
    } else {
        format!("{}/_{}/", list.section, page + 1)
    }
}

fn pages(at: Standpoint<'_>, list: &List) -> Vec<Page> {
    let first = folder(list, 0);
    let count = (list.rows)(at.at(&first)).len();
    let last = count.div_ceil(ROWS);
    let page = |number: usize| {
        let folder = folder(list, number);
        let at = at.at(&folder);
        let near =
            |number: usize| url::relative(at.folder, &url::page(&self::folder(list, number)));
        let rows = (list.rows)(at).into_iter().skip(number * ROWS).take(ROWS);
        let view = ListView {
            title: list.title,
            kind: list.kind,
            sentence: list.sentence,
            count,
            columns: list.columns.to_vec(),
            rows: rows.collect(),
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
    };
    (0..last).map(page).collect()
}

//! The lists: everything of each kind, by name. `rows` says what each list tells.

mod changes;
mod rows;

use crate::site::listing::{self, Listing, Row};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::Entry;
use crate::site::standpoint::Standpoint;

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

const LISTS: [List; 14] = [
    List {
        section: "events",
        title: "Events",
        kind: "event",
        sentence: "Every message that one service announces and others rely on.",
        columns: &["Event", "Producers", "Consumers", "Domain", "Owner"],
        rows: rows::events,
    },
    List {
        section: "services",
        title: "Services",
        kind: "service",
        sentence: "Everything that publishes or consumes events.",
        columns: &["Service", "Publishes", "Consumes", "Domain", "Owner"],
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
        columns: &["Topic", "Partitions", "Retention", "Domain", "Owner"],
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
        columns: &["Saga", "Style", "Steps", "Domain", "Owner"],
        rows: rows::sagas,
    },
    List {
        section: "aggregates",
        title: "Aggregates",
        kind: "aggregate",
        sentence: "What is rebuilt from its stored events.",
        columns: &["Aggregate", "Events", "Event store", "Snapshot", "Domain", "Owner"],
        rows: rows::aggregates,
    },
    List {
        section: "projections",
        title: "Projections",
        kind: "projection",
        sentence: "Read models that are made from stored events.",
        columns: &["Projection", "Made from", "Lag", "Lies in", "Domain", "Owner"],
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
    List {
        section: "changes",
        title: "Changes",
        kind: "change",
        sentence: "What changed in the events that have several versions, and what it breaks.",
        columns: &["Event", "Newest step", "What is asked", "Steps that break"],
        rows: changes::rows,
    },
];

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |list: &List| format!("{}/", list.section);
    drafts(LISTS.iter(), folder, move |folder: &str, list| pages(at, folder, list))
}

fn pages(at: Standpoint<'_>, folder: &str, list: &List) -> Vec<Page> {
    // What a newcomer has to know of changes is how many of them break.
    let counted = (list.section == "changes").then(|| changes::sentence(at));
    let listing = Listing {
        folder,
        title: list.title,
        sentence: counted.as_deref().unwrap_or(list.sentence),
        kind: list.kind,
        section: list.section,
        columns: list.columns,
        above: &|at| at.above("", ""),
        rows: &list.rows,
    };
    let mut pages = listing::pages(at, &listing);
    // The other lists hold what the search finds; this one is a way of its own to look at events.
    if let Some(first) = pages.first_mut().filter(|_| list.section == "changes") {
        first.entry =
            Some(Entry::new(at.at(folder).link(list.title, folder, list.kind), "changes"));
    }
    pages
}

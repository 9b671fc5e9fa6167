//! The page of a store: who writes it, who reads it, and what is kept in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::{Store, title_or_id};
use crate::document::kinds::store::{Outbox, Relay};
use crate::document::spanned::Spanned;
use crate::finding::Subject;
use crate::site::drawings::stored;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::consumer::{lasting, monitors};
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::group::{Item, item};
use crate::site::view::owner::owner;
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::stored::{StoredEvent, stored};

/// The pages of stores.
pub const PAGE: PageKind = PageKind {
    name: "store",
    sentence: "Where data lies, who writes and reads it, and what is kept there.",
    plan,
};

/// A store.
#[derive(Debug, Serialize)]
struct StoreView {
    id: String,
    title: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    picture: Option<Picture>,
    description: Option<Prose>,
    /// What is known of its outbox, or known to be missing.
    outbox: Vec<Fact>,
    services: Vec<User>,
    /// Where consumers remember which messages they have handled.
    remembered: Vec<Memory>,
    aggregates: Vec<Kept>,
    projections: Vec<Item>,
    /// The events that are appended to it.
    events: Vec<StoredEvent>,
    links: Vec<Link>,
}

/// A service and what it does with the store.
#[derive(Debug, Serialize)]
struct User {
    service: Link,
    /// Whether the store belongs to it.
    owns: bool,
    /// The events that it publishes or handles while it writes.
    writes: Vec<Link>,
    /// The events that it handles while it reads.
    reads: Vec<Link>,
}

/// A consumer's memory of the messages that it has handled.
#[derive(Debug, Serialize)]
struct Memory {
    service: Link,
    group: String,
    event: Link,
    table: Option<String>,
    key: Option<String>,
    window: Option<String>,
}

/// What of an aggregate is kept here.
#[derive(Debug, Serialize)]
struct Kept {
    aggregate: Link,
    /// Its events or its snapshots.
    what: &'static str,
    table: Option<String>,
}

/// What is done with one store.
#[derive(Default)]
struct Uses {
    services: BTreeMap<Key<Service>, Use>,
    remembered: Vec<Key<Subscription>>,
}

#[derive(Default)]
struct Use {
    owns: bool,
    writes: Vec<Key<Event>>,
    reads: Vec<Key<Event>>,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let uses = uses(at);
    let unused = Uses::default();
    let folder = |(_, store): (Key<Store>, &Store)| url::folder("stores", &store.id);
    let page = move |folder: &str, (key, store): (Key<Store>, &Store)| {
        let at = at.at(folder);
        let view = view(at, key, uses.get(&key).unwrap_or(&unused));
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
            (view.description.is_some(), "about", "About"),
            (!view.outbox.is_empty(), "outbox", "Outbox"),
            (!view.services.is_empty(), "services", "Services"),
            (!view.remembered.is_empty(), "remembered", "Handled messages"),
            (!view.aggregates.is_empty(), "aggregates", "Aggregates"),
            (!view.events.is_empty(), "events", "Events"),
            (!view.projections.is_empty(), "projections", "Projections"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("store", at.folder, format!("{} store", view.title), view)
            .described(described)
            .called(at.store(key).title)
            .below("stores", at.above("Stores", "stores"))
            .found(at.entry(at.store(key), &store.id, store.owner, None))
            .parts(&parts)
    };
    drafts(at.catalog().stores.iter(), folder, page)
}

/// What is done with each store, in one walk over the catalog.
fn uses(at: Standpoint<'_>) -> BTreeMap<Key<Store>, Uses> {
    let catalog = at.catalog();
    let mut uses: BTreeMap<Key<Store>, Uses> = BTreeMap::new();
    let mut of = |store: Key<Store>, service, note: &dyn Fn(&mut Use)| {
        note(uses.entry(store).or_default().services.entry(service).or_default());
    };
    for (key, service) in catalog.services.iter() {
        service.stores.iter().for_each(|store| of(*store, key, &|known| known.owns = true));
    }
    for row in catalog.producers.rows() {
        let note = |known: &mut Use| once(&mut known.writes, row.event);
        row.writes.iter().for_each(|store| of(*store, row.service, &note));
    }
    for row in catalog.subscriptions.rows() {
        let note = |known: &mut Use| once(&mut known.writes, row.event);
        row.writes.iter().for_each(|store| of(*store, row.service, &note));
        let note = |known: &mut Use| once(&mut known.reads, row.event);
        row.reads.iter().for_each(|store| of(*store, row.service, &note));
    }
    for (key, row) in catalog.subscriptions.iter() {
        if let Some(store) = row.dedup_store {
            uses.entry(store).or_default().remembered.push(key);
        }
    }
    uses
}

fn once<T: PartialEq>(known: &mut Vec<T>, value: T) {
    if !known.contains(&value) {
        known.push(value);
    }
}

fn view(at: Standpoint<'_>, key: Key<Store>, uses: &Uses) -> StoreView {
    let catalog = at.catalog();
    let store = &catalog.stores[key];
    let aggregates = catalog.aggregates.rows().iter().filter(|row| row.store == Some(key));
    let mut events = Vec::new();
    aggregates.flat_map(|row| &row.events).for_each(|event| once(&mut events, *event));
    let facts = [
        Some(Fact::words("Kind", &store.stated.kind.value)),
        Fact::new("Tables").codes(store.stated.tables.clone()).known(),
    ];
    StoreView {
        id: store.id.clone(),
        title: title_or_id(&store.stated.title, &store.id).to_owned(),
        summary: store.stated.summary.clone(),
        facts: facts.into_iter().flatten().chain(owner(at, store.owner)).collect(),
        place: at.place(store.span),
        findings: findings_about(at, &Subject::new("store", &store.id)),
        picture: stored::of_store(at, key),
        description: store.stated.description.as_ref().map(|text| prose(text, "")),
        outbox: store.stated.outbox.iter().flat_map(|stated| outbox(&stated.value)).collect(),
        services: uses.services.iter().map(|(key, found)| user(at, *key, found)).collect(),
        remembered: uses.remembered.iter().map(|key| memory(at, *key)).collect(),
        aggregates: aggregates_in(at, key),
        projections: projections_in(at, key),
        events: events.into_iter().map(|event| stored(at, event)).collect(),
        links: outside(&store.stated.links),
    }
}

/// What is known of an outbox, or known to be missing.
fn outbox(outbox: &Outbox) -> Vec<Fact> {
    let table = outbox.table.as_ref().map(|table| Fact::new("Table").code(table));
    let relay = outbox.relay.as_ref().map(|relay| match relay.value {
        Relay::None => Fact::missing("Relay"),
        known => {
            let fact = Fact::words("Relay", known.words());
            let module = outbox.module.as_ref();
            module.map_or(fact.clone(), |module| fact.text(": ").code(module))
        }
    });
    let part = |term, stated: &Option<Spanned<String>>| {
        stated.as_ref().map(|stated| match stated.value.as_str() {
            "none" => Fact::missing(term),
            words => Fact::words(term, words),
        })
    };
    let order = part("Order of publishing", &outbox.ordered_by);
    let cleanup = part("Cleanup", &outbox.cleanup);
    let watched = outbox.monitor.as_ref();
    let watched = watched.map(|watched| monitors("Relay watched by", &watched.value.0));
    [table, relay, order, cleanup, watched].into_iter().flatten().collect()
}

fn user(at: Standpoint<'_>, service: Key<Service>, found: &Use) -> User {
    let events = |keys: &[Key<Event>]| keys.iter().map(|key| at.event(*key)).collect();
    User {
        service: at.service(service),
        owns: found.owns,
        writes: events(&found.writes),
        reads: events(&found.reads),
    }
}

fn memory(at: Standpoint<'_>, key: Key<Subscription>) -> Memory {
    let row = &at.catalog().subscriptions[key];
    let stated = row.stated.idempotency.as_ref().map(|found| &found.value);
    Memory {
        service: at.service(row.service),
        group: row.group(at.catalog()).to_owned(),
        event: at.event(row.event),
        table: stated.and_then(|found| found.table.clone()),
        key: stated.and_then(|found| found.key.as_ref()).map(|key| key.value.clone()),
        window: stated
            .and_then(|found| found.window.as_ref())
            .map(|window| lasting(&window.value.to_string())),
    }
}

fn aggregates_in(at: Standpoint<'_>, store: Key<Store>) -> Vec<Kept> {
    let mut kept = Vec::new();
    for (key, row) in at.catalog().aggregates.iter() {
        if row.store == Some(store) {
            let table = row.stated.event_store.as_ref().and_then(|events| events.table.clone());
            kept.push(Kept { aggregate: at.aggregate(key), what: "its events", table });
        }
        let beside = row.snapshot_store.or(row.store) == Some(store);
        if let Some(snapshot) = row.snapshot().filter(|_| beside) {
            let table = snapshot.table.clone();
            kept.push(Kept { aggregate: at.aggregate(key), what: "its snapshots", table });
        }
    }
    kept
}

fn projections_in(at: Standpoint<'_>, store: Key<Store>) -> Vec<Item> {
    let rows = at.catalog().projections.iter().filter(|(_, row)| row.store == Some(store));
    rows.map(|(key, row)| item(at.projection(key), &row.stated.summary)).collect()
}

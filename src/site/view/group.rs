//! Things of one kind, each with its summary.

use serde::Serialize;

use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::{Domain, Team};
use crate::site::listing::{self, Part, Row, SHOWN};
use crate::site::page::Page;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;

/// What is of one kind.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The name of the list that has them all, which is also the id of the group's element.
    pub anchor: &'static str,
    /// The heading.
    pub title: &'static str,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub items: Vec<Item>,
    /// The list of all, where not all are shown.
    pub rest: Option<Link>,
}

/// A page and its summary.
#[derive(Debug, Serialize)]
pub struct Item {
    /// The page.
    pub link: Link,
    /// Its summary.
    pub summary: Option<String>,
}

/// All things of a kind.
#[derive(Debug)]
pub struct Members {
    /// The name of the list of the kind, which is also the id of the group's element.
    pub anchor: &'static str,
    /// The heading.
    pub title: &'static str,
    /// The things.
    pub items: Vec<Item>,
}

impl Group {
    /// Groups without those that are empty.
    pub fn filled(at: Standpoint<'_>, all: Vec<Members>) -> Vec<Group> {
        let group = |members: Members| {
            let list = listing::rest_folder(at.folder, members.anchor);
            let all = format!("All {} {}", members.items.len(), members.title.to_lowercase());
            Group::new(members, at.link(&all, &list, ""))
        };
        all.into_iter().filter(|members| !members.items.is_empty()).map(group).collect()
    }

    /// The first of the members, and where all of them are listed if not all are shown.
    pub fn new(members: Members, list: Link) -> Group {
        let Members { anchor, title, mut items } = members;
        let count = items.len();
        items.truncate(SHOWN);
        Group { anchor, title, count, items, rest: (count > SHOWN).then_some(list) }
    }
}

/// The lists of the groups that a page shows only in part. `all` gives the groups as they are seen
/// from a folder.
pub fn rest(
    at: Standpoint<'_>,
    page: &Page,
    name: &str,
    all: &dyn Fn(Standpoint<'_>) -> Vec<Members>,
) -> Vec<Page> {
    let groups = all(at).into_iter().filter(|members| members.items.len() > SHOWN);
    let list = |members: Members| {
        let rows = |at: Standpoint<'_>| {
            let same = all(at).into_iter().filter(|known| known.anchor == members.anchor);
            let items = same.flat_map(|known| known.items);
            items.map(|item| Row::new(item.link, item.summary, Vec::new())).collect()
        };
        let part = Part {
            id: members.anchor,
            title: format!("{} of {name}", members.title),
            kind: members.items.first().map_or("", |item| item.link.kind),
            count: members.items.len(),
            columns: &[members.title],
            rows: &rows,
        };
        listing::rest(at, page, part)
    };
    groups.flat_map(list).collect()
}

/// A page and its summary.
pub fn item(link: Link, summary: &Option<String>) -> Item {
    Item { link, summary: summary.clone() }
}

/// Whether what has this owner and this domain is meant.
type Belongs<'a> = &'a dyn Fn(Option<Key<Team>>, Option<Key<Domain>>) -> bool;

/// Everything whose owner and domain are such, by kind.
pub fn members(
    at: Standpoint<'_>,
    belongs: impl Fn(Option<Key<Team>>, Option<Key<Domain>>) -> bool,
) -> Vec<Members> {
    let mut all = what_happens(at, &belongs);
    all.extend(what_is_kept(at, &belongs));
    all
}

/// Domains, events, and who and what carries them on.
fn what_happens(at: Standpoint<'_>, belongs: Belongs<'_>) -> Vec<Members> {
    let catalog = at.catalog();
    let domains = catalog.domains.iter().filter(|(_, row)| belongs(row.owner, None));
    let domains = domains.map(|(key, row)| item(at.domain(key), &row.stated.summary));
    let events = catalog.events.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let events = events.map(|(key, row)| item(at.event(key), &row.stated.summary));
    let services = catalog.services.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let (external, services): (Vec<_>, Vec<_>) = services.partition(|(_, row)| row.is_external());
    let service = |(key, row): (_, &Service)| item(at.service(key), &row.stated.summary);
    let topics = catalog.topics.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let topics = topics.map(|(key, row)| item(at.topic(key), &row.stated.summary));
    let flows = at.study.flows.iter().filter_map(|flow| {
        let row = &catalog.flows[flow.named?];
        belongs(row.owner, row.domain).then(|| item(at.flow(flow), &row.stated.summary))
    });
    let sagas = catalog.sagas.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let sagas = sagas.map(|(key, row)| item(at.saga(key), &row.stated.summary));
    let members = |anchor, title, items| Members { anchor, title, items };
    vec![
        members("domains", "Domains", domains.collect()),
        members("events", "Events", events.collect()),
        members("services", "Services", services.into_iter().map(service).collect()),
        members(
            "external-systems",
            "External systems",
            external.into_iter().map(service).collect(),
        ),
        members("topics", "Topics", topics.collect()),
        members("flows", "Flows", flows.collect()),
        members("sagas", "Sagas", sagas.collect()),
    ]
}

/// What keeps events and what is made from them.
fn what_is_kept(at: Standpoint<'_>, belongs: Belongs<'_>) -> Vec<Members> {
    let catalog = at.catalog();
    let aggregates = catalog.aggregates.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let aggregates = aggregates.map(|(key, row)| item(at.aggregate(key), &row.stated.summary));
    let projections = catalog.projections.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let projections = projections.map(|(key, row)| item(at.projection(key), &row.stated.summary));
    let brokers = catalog.brokers.iter().filter(|(_, row)| belongs(row.owner, None));
    let brokers = brokers.map(|(key, row)| item(at.broker(key), &row.stated.summary));
    let stores = catalog.stores.iter().filter(|(_, row)| belongs(row.owner, None));
    let stores = stores.map(|(key, row)| item(at.store(key), &row.stated.summary));
    let members = |anchor, title, items| Members { anchor, title, items };
    vec![
        members("aggregates", "Aggregates", aggregates.collect()),
        members("projections", "Projections", projections.collect()),
        members("brokers", "Brokers", brokers.collect()),
        members("stores", "Stores", stores.collect()),
    ]
}

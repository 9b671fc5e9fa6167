//! Things of one kind, each with its summary.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Domain, Team};
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

/// The most things of a kind that one page shows: no page holds the whole catalog.
const SHOWN: usize = 40;

/// A page and its summary.
#[derive(Debug, Serialize)]
pub struct Item {
    /// The page.
    pub link: Link,
    /// Its summary.
    pub summary: Option<String>,
}

impl Group {
    /// The first of the items, and the list of the rest.
    pub fn new(
        at: Standpoint<'_>,
        anchor: &'static str,
        title: &'static str,
        mut items: Vec<Item>,
    ) -> Group {
        let count = items.len();
        items.truncate(SHOWN);
        let more = count - items.len();
        let list = format!("{anchor}/");
        let rest = (more > 0).then(|| at.link(&format!("{more} more in the list"), &list, ""));
        Group { anchor, title, count, items, rest }
    }
}

/// A page and its summary.
pub fn item(link: Link, summary: &Option<String>) -> Item {
    Item { link, summary: summary.clone() }
}

/// Everything whose owner and domain are such, by kind; kinds of which there is nothing are left
/// out.
pub fn members(
    at: Standpoint<'_>,
    belongs: impl Fn(Option<Key<Team>>, Option<Key<Domain>>) -> bool,
) -> Vec<Group> {
    let catalog = at.catalog();
    let domains = catalog.domains.iter().filter(|(_, row)| belongs(row.owner, None));
    let events = catalog.events.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let services = catalog.services.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let (external, services): (Vec<_>, Vec<_>) = services.partition(|(_, row)| row.is_external());
    let topics = catalog.topics.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let flows = at.study.flows.iter().filter_map(|flow| {
        let row = &catalog.flows[flow.named?];
        belongs(row.owner, row.domain).then(|| item(at.flow(flow), &row.stated.summary))
    });
    let sagas = catalog.sagas.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let aggregates = catalog.aggregates.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let projections = catalog.projections.iter().filter(|(_, row)| belongs(row.owner, row.domain));
    let brokers = catalog.brokers.iter().filter(|(_, row)| belongs(row.owner, None));
    let stores = catalog.stores.iter().filter(|(_, row)| belongs(row.owner, None));
    let service = |(key, row): &(_, &crate::catalog::service::Service)| {
        item(at.service(*key), &row.stated.summary)
    };
    let groups = [
        Group::new(
            at,
            "domains",
            "Domains",
            domains.map(|(key, row)| item(at.domain(key), &row.stated.summary)).collect(),
        ),
        Group::new(
            at,
            "events",
            "Events",
            events.map(|(key, row)| item(at.event(key), &row.stated.summary)).collect(),
        ),
        Group::new(at, "services", "Services", services.iter().map(service).collect()),
        Group::new(
            at,
            "external-systems",
            "External systems",
            external.iter().map(service).collect(),
        ),
        Group::new(
            at,
            "topics",
            "Topics",
            topics.map(|(key, row)| item(at.topic(key), &row.stated.summary)).collect(),
        ),
        Group::new(at, "flows", "Flows", flows.collect()),
        Group::new(
            at,
            "sagas",
            "Sagas",
            sagas.map(|(key, row)| item(at.saga(key), &row.stated.summary)).collect(),
        ),
        Group::new(
            at,
            "aggregates",
            "Aggregates",
            aggregates.map(|(key, row)| item(at.aggregate(key), &row.stated.summary)).collect(),
        ),
        Group::new(
            at,
            "projections",
            "Projections",
            projections.map(|(key, row)| item(at.projection(key), &row.stated.summary)).collect(),
        ),
        Group::new(
            at,
            "brokers",
            "Brokers",
            brokers.map(|(key, row)| item(at.broker(key), &row.stated.summary)).collect(),
        ),
        Group::new(
            at,
            "stores",
            "Stores",
            stores.map(|(key, row)| item(at.store(key), &row.stated.summary)).collect(),
        ),
    ];
    groups.into_iter().filter(|group| group.count > 0).collect()
}

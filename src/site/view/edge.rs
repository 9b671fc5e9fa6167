//! Who publishes and who receives, as rows: for the lists of what a page has no room for.

use crate::catalog::producer::Producer;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::site::listing::{self, Part, Row};
use crate::site::page::Page;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Fact;

/// The list of these consumers, where the page shows them only in part.
pub fn consumers(
    at: Standpoint<'_>,
    page: &Page,
    (id, title): (&str, String),
    keys: &[Key<Subscription>],
) -> Vec<Page> {
    let rows = |at: Standpoint<'_>| {
        let catalog = at.catalog();
        let row = |key: &Key<Subscription>| {
            let row = &catalog.subscriptions[*key];
            let topics = row.topics.iter().map(|key| at.topic(*key));
            let cells = vec![
                Fact::new("").link(at.event(row.event)).value,
                Fact::new("").links(topics).value,
                Fact::new("").code(row.group(catalog)).value,
                Fact::new("").links(row.dlq_topic().map(|key| at.topic(key))).value,
            ];
            Row::new(at.service(row.service), row.stated.action.clone(), cells)
        };
        keys.iter().map(row).collect()
    };
    let columns = &["Service", "Event", "From", "Group", "Dead letters"];
    let part = Part { id, title, kind: "service", count: keys.len(), columns, rows: &rows };
    listing::rest(at, page, part)
}

/// The list of these producers, where the page shows them only in part.
pub fn producers(
    at: Standpoint<'_>,
    page: &Page,
    (id, title): (&str, String),
    keys: &[Key<Producer>],
) -> Vec<Page> {
    let rows = |at: Standpoint<'_>| {
        let catalog = at.catalog();
        let row = |key: &Key<Producer>| {
            let row = &catalog.producers[*key];
            let event = &catalog.events[row.event];
            let topics = row.topics.iter().map(|key| at.topic(*key));
            let cells = vec![
                Fact::new("").link(at.service(row.service)).value,
                Fact::new("").links(topics).value,
            ];
            Row::new(at.event(row.event), event.stated.summary.clone(), cells)
        };
        keys.iter().map(row).collect()
    };
    let columns = &["Event", "Service", "Topics"];
    let part = Part { id, title, kind: "event", count: keys.len(), columns, rows: &rows };
    listing::rest(at, page, part)
}

//! Events as aggregates and projections name them: each with all of its versions, because stored
//! events stay.

use serde::Serialize;

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::document::values::version::Version;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;

/// An event with its versions.
#[derive(Debug, Serialize)]
pub struct StoredEvent {
    /// The event.
    pub event: Link,
    /// What happened.
    pub summary: Option<String>,
    /// Its versions, newest first.
    pub versions: Vec<VersionLink>,
    /// Who publishes it.
    pub producers: Vec<Link>,
}

/// A version of an event.
#[derive(Debug, Serialize)]
pub struct VersionLink {
    /// `v1`.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Where it stands in its life.
    pub status: &'static str,
    /// Whether it is the newest.
    pub newest: bool,
    /// Whether the page shows it.
    pub current: bool,
}

/// An event with its versions.
pub fn stored(at: Standpoint<'_>, key: Key<Event>) -> StoredEvent {
    let catalog = at.catalog();
    let event = &catalog.events[key];
    let mut producers: Vec<Link> = Vec::new();
    for producer in at.study.graph.producers_of(key) {
        let service = at.service(catalog.producers[*producer].service);
        if !producers.contains(&service) {
            producers.push(service);
        }
    }
    StoredEvent {
        event: at.event(key),
        summary: event.stated.summary.clone(),
        versions: versions(at, event, None),
        producers,
    }
}

/// Every version of an event, newest first.
pub fn versions(at: Standpoint<'_>, event: &Event, current: Option<&Version>) -> Vec<VersionLink> {
    let versions = event.versions.iter().rev().map(|version| {
        let Link { title, href, .. } = at.version(event, version);
        let current = current == Some(&version.version);
        let newest = version.version == event.newest().version;
        VersionLink { title, href, status: version.status.word(), newest, current }
    });
    versions.collect()
}

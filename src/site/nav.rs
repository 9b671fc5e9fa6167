//! The way through the site: its sections, the pages of the open one, and the pages above a page.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::site::page::Page;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::Link;

/// A section of the site and its pages, addresses from the root.
pub struct SiteSection {
    /// Its folder and name.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The sign of what it holds.
    pub kind: &'static str,
    /// Its pages: title, folder and sign.
    pub members: Vec<Member>,
    /// The numbers of its pages, by their folders.
    places: BTreeMap<String, usize>,
}

/// A page of a section.
pub struct Member {
    /// What people read.
    pub title: String,
    /// Its folder from the root.
    pub folder: String,
    /// Its sign.
    pub kind: &'static str,
}

/// How many members an open section shows; longer ones show those around the page itself.
const SHOWN: usize = 40;

/// The navigation as one page shows it.
#[derive(Debug, Serialize)]
pub struct Nav {
    /// Every section.
    pub sections: Vec<NavSection>,
}

/// A section in the navigation.
#[derive(Debug, Serialize)]
pub struct NavSection {
    /// Its heading.
    pub title: &'static str,
    /// Its sign.
    pub kind: &'static str,
    /// The page that lists it.
    pub href: String,
    /// How many pages it has.
    pub count: usize,
    /// Whether the page belongs to it.
    pub open: bool,
    /// Whether the page is its list.
    pub current: bool,
    /// The pages that are shown.
    pub members: Vec<NavMember>,
    /// How many are not.
    pub hidden: usize,
}

/// A page in the navigation.
#[derive(Debug, Serialize)]
pub struct NavMember {
    /// What people read.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Its sign.
    pub kind: &'static str,
    /// Whether it is the page itself.
    pub current: bool,
}

/// The sections of a site.
pub fn sections(at: Standpoint<'_>) -> Vec<SiteSection> {
    let catalog = at.catalog();
    let members = |links: Vec<Link>| {
        let member = |link: Link| Member {
            folder: link.href.trim_end_matches("index.html").to_owned(),
            title: link.title,
            kind: link.kind,
        };
        links.into_iter().map(member).collect::<Vec<Member>>()
    };
    let section = |id, title, kind, links| {
        let members = members(links);
        let places = members.iter().enumerate();
        let places = places.map(|(number, member)| (member.folder.clone(), number)).collect();
        SiteSection { id, title, kind, members, places }
    };
    let (external, services): (Vec<_>, Vec<_>) =
        catalog.services.iter().partition(|(_, service)| service.is_external());
    let services = services.into_iter().map(|(key, _)| at.service(key)).collect();
    let external = external.into_iter().map(|(key, _)| at.service(key)).collect();
    let events = catalog.events.iter().map(|(key, _)| at.event(key)).collect();
    let topics = catalog.topics.iter().map(|(key, _)| at.topic(key)).collect();
    let flows = at.study.flows.iter().map(|flow| at.flow(flow)).collect();
    let sagas = catalog.sagas.iter().map(|(key, _)| at.saga(key)).collect();
    let aggregates = catalog.aggregates.iter().map(|(key, _)| at.aggregate(key)).collect();
    let projections = catalog.projections.iter().map(|(key, _)| at.projection(key)).collect();
    let brokers = catalog.brokers.iter().map(|(key, _)| at.broker(key)).collect();
    let stores = catalog.stores.iter().map(|(key, _)| at.store(key)).collect();
    let envelopes = catalog.envelope.iter().map(|envelope| at.envelope(envelope)).collect();
    let domains = catalog.domains.iter().map(|(key, _)| at.domain(key)).collect();
    let teams = catalog.teams.iter().map(|(key, _)| at.team(key)).collect();
    let changes = at.study.changes.iter().map(|(key, _)| at.changelog(key)).collect();
    vec![
        section("events", "Events", "event", events),
        section("services", "Services", "service", services),
        section("external-systems", "External systems", "external", external),
        section("topics", "Topics", "topic", topics),
        section("flows", "Flows", "flow", flows),
        section("sagas", "Sagas", "saga", sagas),
        section("aggregates", "Aggregates", "aggregate", aggregates),
        section("projections", "Projections", "projection", projections),
        section("brokers", "Brokers", "broker", brokers),
        section("stores", "Stores", "store", stores),
        section("envelopes", "Envelopes", "envelope", envelopes),
        section("domains", "Domains", "domain", domains),
        section("teams", "Teams", "team", teams),
        section("changes", "Changes", "change", changes),
    ]
}

/// The navigation of a page.
pub fn of(sections: &[SiteSection], page: &Page) -> Nav {
    let here = page.canonical.as_deref().unwrap_or(&page.folder);
    let shown = sections.iter().filter(|section| !section.members.is_empty());
    let sections = shown.map(|section| {
        let open = section.id == page.section;
        let list = format!("{}/", section.id);
        let window = if open { window(section, here) } else { 0..0 };
        let members = section.members[window.clone()].iter().map(|member| NavMember {
            title: member.title.clone(),
            href: url::relative(&page.folder, &format!("{}index.html", member.folder)),
            kind: member.kind,
            current: member.folder == here,
        });
        NavSection {
            title: section.title,
            kind: section.kind,
            href: url::relative(&page.folder, &url::page(&list)),
            count: section.members.len(),
            open,
            current: list == page.folder,
            members: members.collect(),
            hidden: section.members.len() - window.len(),
        }
    });
    Nav { sections: sections.collect() }
}

/// The members around a page.
fn window(section: &SiteSection, here: &str) -> std::ops::Range<usize> {
    let at = section.places.get(here).copied().unwrap_or(0);
    let last = section.members.len();
    let start = at.saturating_sub(SHOWN / 2).min(last.saturating_sub(SHOWN));
    start..(start + SHOWN).min(last)
}

//! The first page: what the catalog is, how ready it is, and the ways in.

use serde::Serialize;

use crate::catalog::table::Key;
use crate::catalog::{Domain, title_or_id};
use crate::config::UNTITLED;
use crate::finding::Level;
use crate::graph::trace::Trace;
use crate::lint::assess;
use crate::lint::readiness::Readiness;
use crate::site::markdown::{Prose, prose};
use crate::site::nav::{self, SiteSection};
use crate::site::page::{Draft, Page, PageKind};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Link;
use crate::site::view::readiness::{BADGE, ReadinessView, badge_of, readiness};

/// The first page.
pub const PAGE: PageKind = PageKind {
    name: "home",
    sentence: "What the catalog is, how ready it is, and the ways in.",
    plan,
};

/// How many flows and domains are shown; their lists have them all.
const SHOWN: usize = 12;

/// The first page.
#[derive(Debug, Serialize)]
struct HomeView {
    title: String,
    summary: Option<String>,
    counts: Vec<Count>,
    description: Option<Prose>,
    /// How many findings count, in words; empty where there are none.
    findings: Vec<LevelCount>,
    findings_page: String,
    readiness: ReadinessView,
    flows: Vec<FlowRow>,
    all_flows: Link,
    more_flows: usize,
    domains: Vec<DomainRow>,
    all_domains: Link,
    more_domains: usize,
}

/// How many things of a kind there are.
#[derive(Debug, Serialize)]
struct Count {
    link: Link,
    count: usize,
}

/// How many findings of a level there are.
#[derive(Debug, Serialize)]
struct LevelCount {
    level: &'static str,
    count: usize,
}

/// A flow.
#[derive(Debug, Serialize)]
struct FlowRow {
    flow: Link,
    /// Whether the business stops when it does.
    critical: bool,
    event: Link,
    events: usize,
    summary: Option<String>,
}

/// A domain.
#[derive(Debug, Serialize)]
struct DomainRow {
    domain: Link,
    summary: Option<String>,
    events: usize,
    services: usize,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    vec![Draft::new("", move |_: &str| page(at))]
}

fn page(at: Standpoint<'_>) -> Page {
    let config = &at.study.config;
    let title = config.title.clone().unwrap_or_else(|| UNTITLED.to_owned());
    let described = config.summary.clone().unwrap_or_default();
    let answers = assess::of_catalog(at.judgement);
    let badge = badge_of(&answers, &title);
    Page::new("home", "", title.clone(), view(at, title, &answers))
        .described(described)
        .beside(BADGE, badge)
}

fn view(at: Standpoint<'_>, title: String, answers: &Readiness) -> HomeView {
    let config = &at.study.config;
    let flows = &at.study.flows;
    let levels = [Level::Critical, Level::Error, Level::Warn, Level::Info];
    let counted = levels
        .into_iter()
        .map(|level| LevelCount { level: level.word(), count: at.judgement.count(level) });
    HomeView {
        title,
        summary: config.summary.clone(),
        counts: counts(at),
        description: config.description.as_ref().map(|text| prose(text, "")),
        findings: counted.filter(|row| row.count > 0).collect(),
        findings_page: at.link("Findings", "findings/", "").href,
        readiness: readiness(at, answers).with_badge(at),
        flows: by_weight(at).into_iter().take(SHOWN).map(|flow| flow_row(at, flow)).collect(),
        all_flows: at.link("All flows", "flows/", "flow"),
        more_flows: flows.len().saturating_sub(SHOWN),
        domains: at
            .catalog()
            .domains
            .iter()
            .take(SHOWN)
            .map(|(key, row)| domain_row(at, key, row))
            .collect(),
        all_domains: at.link("All domains", "domains/", "domain"),
        more_domains: at.catalog().domains.len().saturating_sub(SHOWN),
    }
}

fn counts(at: Standpoint<'_>) -> Vec<Count> {
    let count = |section: SiteSection| {
        let count = section.members.len();
        let title = match count {
            1 => section.title.trim_end_matches('s'),
            _ => section.title,
        };
        Count { link: at.link(title, &format!("{}/", section.id), section.kind), count }
    };
    // The events that changed are counted among the events.
    let things = nav::sections(at).into_iter().filter(|section| section.id != "changes");
    things.map(count).filter(|count| count.count > 0).collect()
}

/// The flows without which the business stops, those that somebody has named, and the others.
fn by_weight<'a>(at: Standpoint<'a>) -> Vec<&'a Trace> {
    let mut flows: Vec<&Trace> = at.study.flows.iter().collect();
    flows.sort_by_key(|flow| match flow.named.map(|key| &at.catalog().flows[key].stated) {
        Some(stated) if stated.critical => 0,
        Some(_) => 1,
        None => 2,
    });
    flows
}

fn flow_row(at: Standpoint<'_>, flow: &Trace) -> FlowRow {
    let named = flow.named.map(|key| &at.catalog().flows[key].stated);
    let summary = named.and_then(|stated| stated.summary.clone());
    FlowRow {
        critical: named.is_some_and(|stated| stated.critical),
        flow: at.flow(flow),
        event: at.event(flow.event),
        events: flow.events(at.catalog()).len(),
        summary: summary.or_else(|| at.catalog().events[flow.event].stated.summary.clone()),
    }
}

fn domain_row(at: Standpoint<'_>, key: Key<Domain>, domain: &Domain) -> DomainRow {
    let catalog = at.catalog();
    let here = Some(key);
    let mut link = at.domain(key);
    link.title = title_or_id(&domain.stated.title, &domain.id).to_owned();
    DomainRow {
        domain: link,
        summary: domain.stated.summary.clone(),
        events: catalog.events.rows().iter().filter(|row| row.domain == here).count(),
        services: catalog.services.rows().iter().filter(|row| row.domain == here).count(),
    }
}

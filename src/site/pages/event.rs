//! The page of an event, the heart of the site: one for each version, and one for the newest at the
//! address that never changes.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::table::Key;
use crate::site::drawings::neighbourhood;
use crate::site::highlight;
use crate::site::html::Html;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Page, PageKind};
use crate::site::standpoint::{Standpoint, event_sign, outside};
use crate::site::url;
use crate::site::view::consumer::{ConsumerView, consumer};
use crate::site::view::field::{FieldView, fields};
use crate::site::view::finding::{FindingView, VerdictView, findings_about, verdicts_about};
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::producer::{ProducerView, producer};

/// The pages of events.
pub const PAGE: PageKind = PageKind {
    name: "event",
    sentence: "What happened, who says so, who listens, and what a message looks like.",
    plan,
};

/// An event in one version.
#[derive(Debug, Serialize)]
struct EventView {
    id: String,
    title: String,
    /// The sign: event, command or reply.
    kind: &'static str,
    version: String,
    status: &'static str,
    /// Whether this is the newest version.
    newest: bool,
    summary: Option<String>,
    /// Every version, newest first.
    versions: Vec<VersionLink>,
    deprecation: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    picture: Option<Picture>,
    description: Option<Prose>,
    producers: Vec<ProducerView>,
    consumers: Vec<ConsumerView>,
    fields: Vec<FieldView>,
    /// The file of the schema, where it is not the document itself.
    schema_file: Option<String>,
    examples: Vec<Example>,
    personal: Vec<Personal>,
    flows: Vec<Link>,
    sagas: Vec<Link>,
    verdicts: Vec<VerdictView>,
    findings: Vec<FindingView>,
    links: Vec<Link>,
}

#[derive(Debug, Serialize)]
struct VersionLink {
    title: String,
    href: String,
    status: &'static str,
    current: bool,
}

#[derive(Debug, Serialize)]
struct Example {
    json: String,
    code_html: Html,
}

/// A field that says something about a person, or is a secret.
#[derive(Debug, Serialize)]
struct Personal {
    field: String,
    protection: &'static str,
    reason: Option<String>,
}

fn plan(at: Standpoint<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    for (key, event) in at.catalog().events.iter() {
        let newest = url::folder("events", &event.id);
        pages.push(page(at.at(&newest), key, event.newest()));
        for version in &event.versions {
            let folder = url::version_folder(&event.id, &version.version.to_string());
            let mut page = page(at.at(&folder), key, version);
            page.title = format!("{} v{}", event.title(), version.version);
            page.canonical = (version.version == event.newest().version).then_some(newest.clone());
            page.crumbs.push(at.at(&folder).event(key));
            pages.push(page);
        }
    }
    pages
}

fn page(at: Standpoint<'_>, key: Key<Event>, version: &EventVersion) -> Page {
    let event = &at.catalog().events[key];
    let view = view(at, key, version);
    let parts = [
        (view.picture.is_some(), "neighbourhood", "Neighbourhood"),
        (view.description.is_some(), "about", "About"),
        (true, "producers", "Producers"),
        (true, "consumers", "Consumers"),
        (true, "payload", "Payload"),
        (!view.examples.is_empty(), "examples", "Examples"),
        (!view.personal.is_empty(), "personal", "Personal data"),
        (!view.flows.is_empty() || !view.sagas.is_empty(), "flows", "Flows"),
        (!view.verdicts.is_empty() || !view.findings.is_empty(), "verdicts", "Verdicts"),
    ];
    let described = view.summary.clone().unwrap_or_default();
    Page::new("event", at.folder, event.title(), view)
        .described(described)
        .below("events", at.above("Events", "events"))
        .parts(&parts)
}

fn view(at: Standpoint<'_>, key: Key<Event>, version: &EventVersion) -> EventView {
    let event = &at.catalog().events[key];
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let subject = event.subject();
    // An older document may hold its schema alone; what it does not say, the newest says.
    let stated = &version.stated;
    let description = stated.description.as_ref().or(event.stated.description.as_ref());
    let document = &at.study.sources.file(version.span.file).path;
    let schema_file = version.payload.as_ref().and_then(|payload| {
        let file = payload.schema.get("$ref")?.as_str()?;
        (payload.path == *document).then(|| file.to_owned())
    });
    EventView {
        id: event.id.clone(),
        title: event.title().to_owned(),
        kind: event_sign(event),
        version: version.version.to_string(),
        status: version.status.word(),
        newest: version.version == event.newest().version,
        summary: stated.summary.clone().or_else(|| event.stated.summary.clone()),
        versions: versions(at, event, version),
        deprecation: deprecation(version),
        facts: facts(at, event),
        place: at.place(version.span),
        picture: neighbourhood::of_event(at, key),
        description: description.map(|text| prose(text, "")),
        producers: graph
            .producers_of(key)
            .iter()
            .map(|key| producer(at, &catalog.producers[*key]))
            .collect(),
        consumers: graph
            .subscriptions_of(key)
            .iter()
            .map(|key| consumer(at, &catalog.subscriptions[*key]))
            .collect(),
        fields: fields(version),
        schema_file,
        examples: version.examples.iter().map(|json| example(json)).collect(),
        personal: stated
            .pii
            .iter()
            .map(|pii| Personal {
                field: pii.field.value.clone(),
                protection: pii.protection.map_or("not stated", |kind| kind.word()),
                reason: pii.reason.clone(),
            })
            .collect(),
        flows: at.study.flows_of(key).map(|flow| at.flow(flow)).collect(),
        sagas: graph.sagas_of_event(key).iter().map(|key| at.saga(*key)).collect(),
        verdicts: verdicts_about(at, &subject),
        findings: findings_about(at, &subject),
        links: outside(&event.stated.links),
    }
}

fn example(json: &str) -> Example {
    Example { json: json.to_owned(), code_html: highlight::json(json) }
}

fn versions(at: Standpoint<'_>, event: &Event, current: &EventVersion) -> Vec<VersionLink> {
    let link = |version: &EventVersion| {
        let folder = url::version_folder(&event.id, &version.version.to_string());
        VersionLink {
            title: format!("v{}", version.version),
            href: url::relative(at.folder, &url::page(&folder)),
            status: version.status.word(),
            current: version.version == current.version,
        }
    };
    event.versions.iter().rev().map(link).collect()
}

fn deprecation(version: &EventVersion) -> Option<String> {
    let stated = version.stated.deprecation.as_ref()?;
    let parts = [
        stated.since.map(|day| format!("Deprecated since {day}.")),
        stated.sunset.map(|day| format!("Published until {day}.")),
        stated.replaced_by.as_ref().map(|name| format!("Replaced by {}.", name.value)),
        stated.reason.clone(),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

fn facts(at: Standpoint<'_>, event: &Event) -> Vec<Fact> {
    let catalog = at.catalog();
    let mut topics = Fact::new("Topics");
    for (index, carrier) in event.topics.iter().enumerate() {
        topics = if index > 0 { topics.text(", ") } else { topics }.link(at.topic(carrier.topic));
        let address = catalog.topics[carrier.topic].address();
        if address != catalog.topics[carrier.topic].id {
            topics = topics.text(" at ").code(address);
        }
        if let Some(key) = &carrier.key {
            topics = topics.text(" with the key ").code(&key.value);
        }
    }
    let mut guarantees: Vec<&str> = at
        .study
        .graph
        .producers_of(key_of(at, event))
        .iter()
        .filter_map(|key| catalog.producers[*key].stated.guarantee.as_ref())
        .map(|stated| stated.value.word())
        .collect();
    guarantees.dedup();
    let sla = event.stated.sla.as_ref();
    let rate = sla.and_then(|sla| sla.rate.as_ref()).map(|rate| {
        let average = rate.average.as_ref().map(|rate| format!("{rate} on average"));
        let peak = rate.peak.as_ref().map(|rate| format!("{rate} at peak"));
        average.into_iter().chain(peak).collect::<Vec<_>>().join(", ")
    });
    let latency = sla.and_then(|sla| sla.latency_p99.as_ref());
    let facts = [
        (!guarantees.is_empty()).then(|| Fact::words("Delivery", guarantees.join(", "))),
        topics.known(),
        event.owner.map(|key| Fact::new("Owner").link(at.team(key))),
        event.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
        event.audience().map(|audience| Fact::words("Audience", audience.word())),
        latency.map(|time| Fact::words("Latency", format!("p99 within {time}"))),
        rate.map(|rate| Fact::words("Rate", rate)),
    ];
    facts.into_iter().flatten().collect()
}

fn key_of(at: Standpoint<'_>, event: &Event) -> Key<Event> {
    let mut rows = at.catalog().events.iter();
    let found = rows.find(|(_, row)| row.id == event.id);
    found.map(|(key, _)| key).expect("an event that is shown is in the catalog")
}

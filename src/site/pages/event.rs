//! The page of an event, the heart of the site: one for each version, and one for the newest at the
//! address that never changes.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::field;
use crate::catalog::schema_file;
use crate::catalog::table::Key;
use crate::lint::assess;
use crate::site::drawings::neighbourhood;
use crate::site::highlight;
use crate::site::html::Html;
use crate::site::listing::{self, SHOWN};
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind};
use crate::site::search::{Entry, Facet};
use crate::site::standpoint::{Standpoint, event_sign, outside};
use crate::site::url;
use crate::site::view::compatibility::{CompatibilityView, compatibility};
use crate::site::view::consumer::{ConsumerView, consumer};
use crate::site::view::edge;
use crate::site::view::event::facts;
use crate::site::view::field::{FieldView, fields};
use crate::site::view::finding::{FindingView, findings_about_version};
use crate::site::view::picture::Picture;
use crate::site::view::piece::{Fact, Link, Place};
use crate::site::view::producer::{ProducerView, producer};
use crate::site::view::readiness::{ReadinessView, readiness};
use crate::site::view::stored::{VersionLink, versions};
use crate::site::view::version::deprecation;

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
    deprecation: Option<Fact>,
    facts: Vec<Fact>,
    place: Place,
    picture: Option<Picture>,
    description: Option<Prose>,
    producers: Vec<ProducerView>,
    consumers: Vec<ConsumerView>,
    fields: Vec<FieldView>,
    /// How it stands to the versions before it, where there are several.
    compatibility: Option<CompatibilityView>,
    /// The file of the schema, where it is not the document itself.
    schema_file: Option<String>,
    /// The language of the schema, where it is not JSON Schema.
    schema_language: Option<&'static str>,
    /// The message of the file that is meant.
    schema_message: Option<String>,
    /// The lists of all producers and consumers, where the page has no room for them.
    all_producers: Option<String>,
    all_consumers: Option<String>,
    examples: Vec<Example>,
    personal: Vec<Personal>,
    /// How the data of one person is removed, or that nothing removes it.
    erasure: Option<Fact>,
    /// Why several services publish it.
    shared_ownership: Option<String>,
    flows: Vec<Link>,
    sagas: Vec<Link>,
    readiness: ReadinessView,
    findings: Vec<FindingView>,
    /// Those that only concern other versions.
    findings_elsewhere: Vec<FindingView>,
    links: Vec<Link>,
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

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let mut drafts = Vec::new();
    for (key, event) in at.catalog().events.iter() {
        let newest = move |folder: &str| {
            let newest = page(at.at(folder), key, event.newest()).found(entry(at.at(folder), key));
            let rest = rest(at, &newest, key);
            std::iter::once(newest).chain(rest)
        };
        drafts.push(Draft::new(url::folder("events", &event.id), newest));
        drafts.extend(event.versions.iter().map(|version| {
            let folder = url::version_folder(&event.id, &version.version.to_string());
            Draft::new(folder, move |folder: &str| version_page(at.at(folder), key, version))
        }));
    }
    drafts
}

fn version_page(at: Standpoint<'_>, key: Key<Event>, version: &EventVersion) -> Page {
    let event = &at.catalog().events[key];
    let newest = url::folder("events", &event.id);
    let mut page = page(at, key, version);
    page.title = format!("{} v{}", event.title(), version.version);
    page.canonical = (version.version == event.newest().version).then_some(newest);
    page.crumbs.push(at.event(key));
    page.name = Some(version.version.to_string());
    page
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
        (view.compatibility.is_some(), "compatibility", "Compatibility"),
        (!view.examples.is_empty(), "examples", "Examples"),
        (!view.personal.is_empty() || view.erasure.is_some(), "personal", "Personal data"),
        (!view.flows.is_empty() || !view.sagas.is_empty(), "flows", "Flows"),
        (is_judged(&view), "readiness", "Readiness"),
    ];
    let described = view.summary.clone().unwrap_or_default();
    Page::new("event", at.folder, event.title(), view)
        .described(described)
        .below("events", at.above("Events", "events"))
        .parts(&parts)
}

fn is_judged(view: &EventView) -> bool {
    let findings = [&view.findings, &view.findings_elsewhere];
    view.readiness.applies() || findings.iter().any(|findings| !findings.is_empty())
}

/// The lists of what the pages have no room for.
fn rest(at: Standpoint<'_>, page: &Page, key: Key<Event>) -> Vec<Page> {
    let (graph, name) = (&at.study.graph, at.catalog().events[key].title());
    let producers = ("producers", format!("Producers of {name}"));
    let consumers = ("consumers", format!("Consumers of {name}"));
    let mut rest = edge::producers(at, page, producers, graph.producers_of(key));
    rest.extend(edge::consumers(at, page, consumers, graph.subscriptions_of(key)));
    rest
}

fn entry(at: Standpoint<'_>, key: Key<Event>) -> Entry {
    let event = &at.catalog().events[key];
    let newest = paths(event.newest());
    let older = event.versions.iter().rev().skip(1).flat_map(paths);
    let older: Vec<&str> = older.filter(|path| !newest.contains(path)).collect();
    let topics = event.topics.iter().map(|carrier| &at.catalog().topics[carrier.topic]);
    at.entry(at.event(key), &event.id, event.owner, event.domain)
        .by(Facet::Field, newest)
        .by(Facet::OlderField, older)
        .by(Facet::Topic, topics.flat_map(|topic| [topic.id.as_str(), topic.address()]))
}

/// The path of every field of a version's payload.
fn paths(version: &EventVersion) -> Vec<&str> {
    let fields = version.payload.iter().flat_map(|payload| field::all(&payload.fields));
    fields.map(|field| field.path.as_str()).collect()
}

fn view(at: Standpoint<'_>, key: Key<Event>, version: &EventVersion) -> EventView {
    let event = &at.catalog().events[key];
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    // An older document may hold its schema alone; what it does not say, the newest says.
    let stated = &version.stated;
    let description = stated.description.as_ref().or(event.stated.description.as_ref());
    let document = &at.study.sources.file(version.span.file).path;
    let schema_file = version.payload.as_ref().and_then(|payload| {
        let file = payload.schema.get("$ref")?.as_str()?;
        (payload.path == *document).then(|| file.to_owned())
    });
    let foreign = version.payload.as_ref().map(|payload| &payload.contract);
    let foreign = foreign.filter(|contract| schema_file::language(&contract.path).is_some());
    let newest = url::folder("events", &event.id);
    let all = |part, count| {
        let folder = listing::rest_folder(&newest, part);
        (count > SHOWN).then(|| at.link("", &folder, "").href)
    };
    let fields = fields(version.payload.as_ref(), &stated.pii);
    let anchor = |path: &str| {
        let field = fields.iter().find(|field| field.path == path);
        field.map(|field| field.anchor.clone())
    };
    let (findings, findings_elsewhere) = findings_about_version(at, event, version);
    EventView {
        id: event.id.clone(),
        title: event.title().to_owned(),
        kind: event_sign(event),
        version: version.version.to_string(),
        status: version.status.word(),
        newest: version.version == event.newest().version,
        summary: stated.summary.clone().or_else(|| event.stated.summary.clone()),
        versions: versions(at, event, Some(&version.version)),
        deprecation: deprecation(at, version),
        facts: facts(at, key),
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
        compatibility: compatibility(at, key, version, &anchor),
        fields,
        schema_file: foreign.map(|contract| contract.path.clone()).or(schema_file),
        schema_language: foreign.map(|contract| contract.language.title),
        schema_message: foreign.and_then(|contract| contract.message.clone()),
        all_producers: all("producers", graph.producers_of(key).len()),
        all_consumers: all("consumers", graph.subscriptions_of(key).len()),
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
        erasure: event.stated.erasure.as_ref().map(|stated| erasure(&stated.value)),
        shared_ownership: event.stated.shared_ownership.as_ref().map(|why| why.value.clone()),
        flows: at.study.flows_of(key).map(|flow| at.flow(flow)).collect(),
        sagas: graph.sagas_of_event(key).iter().map(|key| at.saga(*key)).collect(),
        readiness: readiness(at, &assess::of_event(at.study, at.judgement, key)),
        findings,
        findings_elsewhere,
        links: outside(&event.stated.links),
    }
}

fn example(json: &str) -> Example {
    Example { json: json.to_owned(), code_html: highlight::json(json) }
}

fn erasure(stated: &str) -> Fact {
    match stated {
        "none" => Fact::missing("Removal of one person's data"),
        words => Fact::words("Removal of one person's data", words),
    }
}

//! The page of the envelope: what every message carries around its payload, and a message that
//! shows it.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::catalog::event::Event;
use crate::catalog::schema_file;
use crate::catalog::{Envelope, title_or_id};
use crate::document::kinds::envelope::{FIELDS, Standard};
use crate::finding::Subject;
use crate::site::highlight;
use crate::site::html::Html;
use crate::site::markdown::{Prose, prose};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::standpoint::{Standpoint, outside};
use crate::site::url;
use crate::site::view::field::{FieldView, fields};
use crate::site::view::finding::{FindingView, findings_about};
use crate::site::view::piece::{Fact, Link, Place};

/// The page of the envelope.
pub const PAGE: PageKind = PageKind {
    name: "envelope",
    sentence: "What every message carries around its payload, and what a message looks like.",
    plan,
};

/// The envelope.
#[derive(Debug, Serialize)]
struct EnvelopeView {
    id: String,
    title: String,
    summary: Option<String>,
    facts: Vec<Fact>,
    place: Place,
    findings: Vec<FindingView>,
    /// What messages call each field.
    mapping: Vec<Mapped>,
    /// A message around an event's example.
    example: Option<Example>,
    /// The fields of its own schema.
    fields: Vec<FieldView>,
    description: Option<Prose>,
    links: Vec<Link>,
}

/// A field of a message.
#[derive(Debug, Serialize)]
struct Mapped {
    /// What this catalog's documents and pages call it.
    field: &'static str,
    /// What messages call it.
    name: String,
    /// Who has named it so.
    named_by: &'static str,
    /// What it says.
    meaning: &'static str,
}

/// A whole message.
#[derive(Debug, Serialize)]
struct Example {
    event: Link,
    message: Code,
}

#[derive(Debug, Serialize)]
struct Code {
    json: String,
    code_html: Html,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |envelope: &Envelope| url::folder("envelopes", &envelope.id);
    let page = move |folder: &str, envelope: &Envelope| {
        let at = at.at(folder);
        let view = view(at, envelope);
        let parts = [
            (!view.findings.is_empty(), "findings", "Findings"),
            (true, "mapping", "Fields of every message"),
            (view.example.is_some(), "example", "Example"),
            (!view.fields.is_empty(), "schema", "Schema"),
            (view.description.is_some(), "about", "About"),
        ];
        let described = view.summary.clone().unwrap_or_default();
        Page::new("envelope", at.folder, format!("{} (envelope)", view.title), view)
            .described(described)
            .called(at.envelope(envelope).title)
            .below("envelopes", at.above("Envelopes", "envelopes"))
            .found(at.entry(at.envelope(envelope), &envelope.id, None, None))
            .parts(&parts)
    };
    drafts(at.catalog().envelope.iter(), folder, page)
}

fn view(at: Standpoint<'_>, envelope: &Envelope) -> EnvelopeView {
    let stated = &envelope.stated;
    let standard = stated.standard.map(|standard| Fact::words("Follows", standard.title()));
    let contract = envelope.schema.as_ref().map(|schema| &schema.contract);
    let language = contract.filter(|contract| schema_file::language(&contract.path).is_some());
    let language = language.map(|contract| {
        let words = format!("{}, in ", contract.language.title);
        Fact::words("Schema", words).code(&contract.path)
    });
    EnvelopeView {
        id: envelope.id.clone(),
        title: title_or_id(&stated.title, &envelope.id).to_owned(),
        summary: stated.summary.clone(),
        facts: standard.into_iter().chain(language).collect(),
        place: at.place(envelope.span),
        findings: findings_about(at, &Subject::new("envelope", &envelope.id)),
        mapping: FIELDS.iter().map(|field| mapped(envelope, field)).collect(),
        example: example(at, envelope),
        fields: fields(envelope.schema.as_ref(), &[]),
        description: stated.description.as_ref().map(|text| prose(text, "")),
        links: outside(&stated.links),
    }
}

fn mapped(envelope: &Envelope, field: &'static str) -> Mapped {
    let name = envelope.stated.name(field).to_owned();
    let named_by = match envelope.stated.standard {
        _ if envelope.stated.fields.contains_key(field) => "this document",
        Some(standard) if name != field => standard.title(),
        _ => "eventbook",
    };
    let meaning = match field {
        "eventId" => "Tells this message from every other: a duplicate has the same.",
        "eventType" => "Which event it is.",
        "version" => "The version of the event's schema.",
        "timestamp" => "When it happened, with its offset from UTC.",
        "correlationId" => "The same in all messages of one flow.",
        "causationId" => "The id of the message that led to this one.",
        "aggregateId" => "The thing that it happened to.",
        _ => "What the event's own schema describes.",
    };
    Mapped { field, name, named_by, meaning }
}

/// A message around the first example that an event has: whole ones show what teams really send.
fn example(at: Standpoint<'_>, envelope: &Envelope) -> Option<Example> {
    let events = at.catalog().events.iter();
    let mut stated = events.filter_map(|(key, event)| {
        let example = event.newest().examples.first()?;
        Some((key, event, example, serde_json::from_str(example).ok()?))
    });
    let (key, event, text, payload): (_, &Event, &String, Value) = stated.next()?;
    let (body, id) = (envelope.stated.name("payload"), envelope.stated.name("eventId"));
    let json = match payload.get(body).is_some() && payload.get(id).is_some() {
        true => text.clone(),
        false => {
            let producer = at.study.graph.producers_of(key).first();
            let service = producer.map(|key| at.catalog().producers[*key].service);
            let source = service.map_or("", |key| at.catalog().services[key].id.as_str());
            message(envelope, event, source, text)
        }
    };
    let message = Code { code_html: highlight::json(&json), json };
    Some(Example { event: at.event(key), message })
}

/// A message as its producer would send it; what only a run knows is made up.
fn message(envelope: &Envelope, event: &Event, source: &str, payload: &str) -> String {
    const PAYLOAD: &str = "the payload stands here";
    let mut message = Map::new();
    if envelope.stated.standard == Some(Standard::CloudEvents) {
        // CloudEvents 1.0.2 demands these besides what the mapping names.
        message.insert("specversion".to_owned(), "1.0".into());
        message.insert("source".to_owned(), format!("/{source}").into());
    }
    let there = |field: &&str| envelope.stated.lacks(field).is_none();
    for field in FIELDS.into_iter().filter(there) {
        let value = match field {
            "eventId" => "01940c2e-6c1d-7b5a-9d0e-3f1c5a7e2b91".into(),
            "eventType" => event.id.as_str().into(),
            "version" => event.newest().version.to_string().into(),
            "timestamp" => "2025-01-06T09:30:00.000Z".into(),
            "correlationId" => "01940c2e-5f77-7c32-8a41-b6d2e0943c58".into(),
            "causationId" => "01940c2e-61a0-7e94-b3c7-08f4d5a1e6b2".into(),
            "aggregateId" => "7f3d9b1e-2c64-4a58-9e07-d1b8c3f5a240".into(),
            _ => PAYLOAD.into(),
        };
        message.insert(envelope.stated.name(field).to_owned(), value);
    }
    // The payload goes in as text, so that its numbers stay as their author spelled them.
    let around = format!("{:#}", Value::Object(message));
    around.replacen(&format!("\"{PAYLOAD}\""), &payload.replace('\n', "\n  "), 1)
}

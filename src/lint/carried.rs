//! Whether every message carries a field of the envelope: asked once of the declared envelope, by
//! its mapping, its standard and its schema.

use std::collections::BTreeSet;

use crate::catalog::Envelope;
use crate::catalog::meaning::{self, Meaning};
use crate::catalog::payload::Payload;
use crate::document::kinds::envelope::{FIELDS, Standard};
use crate::finding::{Finding, Subject};
use crate::lint::rule::{Opinion, Rule, fault};
use crate::lint::words;
use crate::source::span::Span;
use crate::study::Study;

/// A field that messages need.
#[derive(Debug, Clone, Copy)]
pub struct Needed {
    /// The name that documents use for it.
    pub field: &'static str,
    /// Whether every single message must have it.
    pub always: bool,
    /// What it is, behind "every message has": "an event id".
    pub words: &'static str,
    /// What cannot be done without it, behind "so".
    pub lost: &'static str,
}

/// Judges the envelope of a catalog for one field. Without a declared one the field is assumed and
/// not known.
pub fn judge(study: &Study, rule: &Rule, needed: Needed) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let Some(envelope) = &catalog.envelope else {
        let reason = "there is no event".to_owned();
        let Some(event) = catalog.events.rows().first() else {
            return vec![Opinion::NotApplicable { reason }];
        };
        let what = "the envelope of the messages (a document `envelope`)";
        return vec![rule.unknown(Vec::new(), event.span, what)];
    };
    let subjects = vec![subject(envelope)];
    if let Some(span) = envelope.stated.lacks(needed.field) {
        let message = format!("messages have no `{}`, so {}", needed.field, needed.lost);
        let finding = rule.fault(span, message);
        return vec![fault(finding.label("add it, and say here what it is called"), subjects)];
    }
    if let Some(schema) = &envelope.schema {
        return by_schema(rule, needed, envelope, schema).into_iter().collect();
    }
    if envelope.stated.schema.is_some() {
        // It could not be read, and that is told already.
        return Vec::new();
    }
    vec![by_mapping(rule, needed, envelope)]
}

/// The fields of an envelope that hardly any payload has for reasons of its own.
const OWN: [&str; 4] = ["eventId", "eventType", "correlationId", "causationId"];

/// The fields of a payload that belong into the envelope.
pub fn inside(payload: &Payload) -> Vec<&str> {
    let known = OWN.map(|field| words::words(field).concat());
    let names = payload.fields.iter().map(|field| field.name.as_str());
    names.filter(|name| known.contains(&words::words(name).concat())).collect()
}

/// The envelope as the subject of a finding.
pub fn subject(envelope: &Envelope) -> Subject {
    Subject::new("envelope", &envelope.id)
}

/// Where an envelope says what it calls a field, or else where it is named.
pub fn place(envelope: &Envelope, field: &str) -> Span {
    envelope.stated.fields.get(field).map_or(envelope.span, |name| name.span)
}

fn by_schema(
    rule: &Rule,
    needed: Needed,
    envelope: &Envelope,
    schema: &Payload,
) -> Option<Opinion> {
    let (field, lost) = (needed.field, needed.lost);
    let name = envelope.stated.name(field);
    let (span, subjects) = (place(envelope, field), vec![subject(envelope)]);
    let alias = if name == field { String::new() } else { format!(" for its `{field}`") };
    let finding = match meaning::in_payload(Some(schema), name) {
        // Other languages of schemas write every field, or do not say which must be there.
        Meaning::Payload(_)
            if !needed.always
                || schema.contract.language.name != "json-schema"
                || meaning::is_certain(schema, name) =>
        {
            let evidence = format!("every message has {}", needed.words);
            return Some(rule.pass_with(subjects, span, evidence, format!("`{name}`")));
        }
        Meaning::Payload(_) if is_of_standard(envelope, schema) => {
            return Some(by_mapping(rule, needed, envelope));
        }
        Meaning::Payload(_) => {
            let message = format!(
                "a message may come without `{name}`{alias}: the schema of `{}` does not require \
                 it, so {lost}",
                envelope.id
            );
            let finding = rule.fault(span, message);
            finding.label(format!("add `{name}` to `required`, and allow no null"))
        }
        Meaning::Absent if is_addition(envelope, schema, field) => {
            return Some(by_mapping(rule, needed, envelope));
        }
        Meaning::Absent => {
            let message =
                format!("the schema of `{}` has no `{name}`{alias}, so {lost}", envelope.id);
            let finding: Finding = rule.fault(span, message);
            let label = format!("add it there, or say what holds it: `fields: {{ {field}: … }}`");
            finding.label(label)
        }
        _ => {
            let what = format!("whether the envelope's schema has `{name}`");
            return Some(rule.unknown(subjects, span, what));
        }
    };
    Some(fault(finding.relate(schema.span, "the schema of a whole message"), subjects))
}

/// Whether a schema asks for what the published standard asks for and for nothing else, such as the
/// one that is published with it: so it says no more of a field than the standard does.
fn is_of_standard(envelope: &Envelope, schema: &Payload) -> bool {
    let Some(standard) = envelope.stated.standard else { return false };
    let required = schema.fields.iter().filter(|field| field.required);
    let required: BTreeSet<&str> = required.map(|field| field.name.as_str()).collect();
    required == standard.required().into_iter().collect()
}

/// Whether a schema says nothing of a field because it only adds to what is known otherwise: to a
/// published standard, or to the mapping, where it has hardly any field of an envelope.
fn is_addition(envelope: &Envelope, schema: &Payload, field: &str) -> bool {
    let (stated, has) =
        (&envelope.stated, |name: &str| schema.fields.iter().any(|field| field.path == name));
    let laid_out = FIELDS.iter().filter(|field| has(stated.name(field))).count();
    laid_out < 2 || stated.standard.is_some() && !stated.fields.contains_key(field)
}

fn by_mapping(rule: &Rule, needed: Needed, envelope: &Envelope) -> Opinion {
    let (field, subjects) = (needed.field, vec![subject(envelope)]);
    let (name, span) = (envelope.stated.name(field), place(envelope, field));
    let evidence = format!("every message has {}", needed.words);
    if envelope.stated.fields.contains_key(field) {
        return rule.pass_with(subjects, span, evidence, format!("`{name}`"));
    }
    let title = envelope.stated.standard.map(Standard::title);
    match title {
        // CloudEvents 1.0.2 requires `id`, `source`, `specversion` and `type` of every event.
        Some(title) if matches!(field, "eventId" | "eventType") => {
            let detail = format!("`{name}`, which {title} requires");
            rule.pass_with(subjects, span, evidence, detail)
        }
        Some(title) => {
            let what = format!("whether messages have `{name}`, which {title} does not require");
            rule.unknown(subjects, span, what)
        }
        None => rule.unknown(subjects, span, format!("what holds the `{field}` of a message")),
    }
}

//! # What it finds
//! A payload whose schema prescribes a version that is not that of its document: the `const` of its
//! `schemaVersion`, `eventVersion` or `version`.
//!
//! # Why it matters
//! Consumers choose by that field how they read. Messages of version 2 that call themselves 1 are
//! read by the code for version 1.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { schemaVersion: { const: 1 }, orderId: { type: string } }
//! examples: [{ schemaVersion: 1, orderId: A-1 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { schemaVersion: { const: 2 }, orderId: { type: string } }
//! examples: [{ schemaVersion: 2, orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! The numbers on the wire are older than those of the catalog and cannot change.
//!
//! # Source
//! Greg Young, *Versioning in an Event Sourced System*; JSON Schema 2020-12, Validation, section
//! 6.1.3, `const`.

use serde_json::Value;

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::place;
use crate::compat::answer::{Place, Spot};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::pointer;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "wrong-schema-version",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("wrong_schema_version.rs"),
    check: Check::Event(check),
};

/// Names of a field of a payload that says by which version it was written.
const NAMES: [&str; 5] =
    ["schemaVersion", "schema_version", "eventVersion", "event_version", "version"];

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(move |event: &Event| {
        event.versions.iter().filter_map(move |version| judge(study, event, version))
    })
}

fn judge(study: &Study, event: &Event, version: &EventVersion) -> Option<Opinion> {
    let payload = version.payload.as_ref()?;
    let fields = payload.fields.iter();
    let field = fields.into_iter().find(|field| NAMES.contains(&field.name.as_str()))?;
    let [value] = field.values.as_slice() else { return None };
    let subjects = event.subjects();
    if agrees(value, version)? {
        let evidence = "payloads that know their version";
        return Some(RULE.pass_with(subjects, version.span, evidence, value));
    }
    let message = format!(
        "`{}` of `{}` is always {value} in the schema of version {}",
        field.name, event.id, version.version
    );
    let property = format!("/properties/{}", pointer::escaped(&field.name));
    let stated = payload.schema.pointer(&property);
    let only = stated.is_some_and(|stated| stated.get("enum").is_some());
    let (keyword, below) = if only { ("enum", "/0") } else { ("const", "") };
    let at = Spot::Pointer(format!("{property}/{keyword}{below}"));
    let span = place::span(&study.sources, payload, &Place { file: String::new(), at });
    let old = payload.schema.pointer(&format!("{property}/{keyword}{below}"));
    let is_number = || field.kinds().any(|kind| matches!(kind, "number" | "integer"));
    let new = instead(value, old.map_or_else(|| !is_number(), Value::is_string), version);
    let new = if only { format!("[{new}]") } else { new };
    let finding = RULE.fault(span, message).label(format!("write `{keyword}: {new}`"));
    Some(fault(finding.relate(version.stated.version.span, "the version"), subjects))
}

/// The version in the form of a value that names another one: `"2.0.0"` where that is `"1.0.0"`.
fn instead(value: &str, is_text: bool, version: &EventVersion) -> String {
    let semantic = &version.version.semantic;
    let known = [semantic.major, semantic.minor, semantic.patch].map(|part| part.to_string());
    let count = value.split('.').count().min(known.len());
    let prefix = if value.starts_with('v') { "v" } else { "" };
    let text = format!("{prefix}{}", known[..count].join("."));
    if is_text { format!("\"{text}\"") } else { text }
}

/// Whether a value names a version, as far as it goes: `1` is 1.4.0 too. None where it is no version.
fn agrees(value: &str, version: &EventVersion) -> Option<bool> {
    let semantic = &version.version.semantic;
    let known = [semantic.major, semantic.minor, semantic.patch];
    let parts: Option<Vec<u64>> =
        value.trim_start_matches('v').split('.').map(|part| part.parse().ok()).collect();
    let parts = parts.filter(|parts| parts.len() <= known.len())?;
    Some(known.starts_with(&parts))
}

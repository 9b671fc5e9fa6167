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

use crate::catalog::event::{Event, EventVersion};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
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

fn check(_: &Study) -> Each<'_, Event> {
    Each::by(|event: &Event| event.versions.iter().filter_map(|version| judge(event, version)))
}

fn judge(event: &Event, version: &EventVersion) -> Option<Opinion> {
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
    let finding = RULE.fault(version.stated.version.span, message);
    let finding = finding.relate(payload.span, "its schema");
    Some(fault(finding.help(format!("write `const: {}`", version.version)), subjects))
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

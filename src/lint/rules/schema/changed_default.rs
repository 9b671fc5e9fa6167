//! # What it finds
//! An optional field whose `default` is another one than in the version before, or is gone.
//!
//! # Why it matters
//! No schema rejects anything, and yet a message without the field now means something else. Old code
//! and new code read the same message and do different things.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! schema: { type: object, properties: { currency: { type: string, default: EUR } } }
//! ---
//! event: OrderPlaced
//! version: 1.1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema: { type: object, properties: { currency: { type: string, default: USD } } }
//! examples: [{ currency: EUR }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1.0
//! schema: { type: object, properties: { currency: { type: string, default: EUR } } }
//! ---
//! event: OrderPlaced
//! version: 1.1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema: { type: object, properties: { currency: { type: string, default: EUR }, coupon: { type: string } } }
//! examples: [{ currency: EUR, coupon: SPRING26 }]
//! ```
//!
//! # When to allow it
//! Producers always write the field, so nobody ever met its absence.
//!
//! # Source
//! JSON Schema 2020-12, validation, section 9.2: a default is an annotation, so each reader applies it
//! for itself.

use crate::catalog::event::{Event, EventVersion};
use crate::catalog::field;
use crate::catalog::payload::Payload;
use crate::catalog::place;
use crate::changes::edits::{Alteration, Edit, EditKind};
use crate::changes::{readers, shape};
use crate::document::parts::compatibility::Mode;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "changed-default",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("changed_default.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, evolution) in study.changes.iter() {
        let event = &study.catalog.events[key];
        if evolution.terms.mode == Mode::None {
            continue;
        }
        for step in evolution.steps.iter().filter(|step| evolution.follows(step)) {
            let versions = event.versions.get(step.older).zip(event.versions.get(step.newer));
            let Some(versions) = versions else { continue };
            for (edit, default) in step.edits.iter().filter_map(changed) {
                let reads = study
                    .consumers(key)
                    .filter(|consumer| {
                        readers::meets(consumer, versions.0, versions.1) != readers::Meets::Never
                    })
                    .filter(|consumer| readers::touches(consumer, &edit.path));
                let services =
                    reads.map(|consumer| study.catalog.services[consumer.service].subject());
                let subjects = [event.subject()].into_iter().chain(services).collect();
                opinions.extend(judge(study, event, versions, edit, default, subjects));
            }
        }
    }
    opinions
}

/// The default of a field that had one and has another or none.
fn changed(edit: &Edit) -> Option<(&Edit, &Alteration)> {
    let EditKind::Changed(parts) = &edit.kind else { return None };
    let default = parts.iter().find(|part| part.what == "default" && !part.before.is_empty());
    default.map(|default| (edit, default))
}

fn judge(
    study: &Study,
    event: &Event,
    (older, newer): (&EventVersion, &EventVersion),
    edit: &Edit,
    default: &Alteration,
    subjects: Subjects,
) -> Option<Opinion> {
    let (old, new) = older.payload.as_ref().zip(newer.payload.as_ref())?;
    let is_required = |payload: &Payload| {
        field::find(&payload.fields, &edit.path).is_some_and(|field| field.required)
    };
    // A field that is always there is never filled in.
    if is_required(old) && is_required(new) {
        return None;
    }
    let span = |payload: &Payload| -> Span {
        let place = shape::place(payload, &edit.path, "default");
        place::span(&study.sources, payload, &place.unwrap_or_default())
    };
    let (path, before) = (&edit.path, &default.before);
    let now = match default.after.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{}`", default.after),
    };
    let (id, old_version, new_version) = (&event.id, &older.version, &newer.version);
    let message = format!(
        "`{id}` without `{path}` meant `{before}` in {old_version} and means {now} in {new_version}"
    );
    let finding = RULE
        .fault(span(new), message)
        .relate(span(old), format!("the default in {old_version}"))
        .help(format!("keep the default, or let producers always write `{path}`"));
    Some(fault(finding, subjects))
}

//! # What it finds
//! An event whose newest version has a schema and no example, neither in `examples` nor in the
//! schema itself. Drafts are not asked for one.
//!
//! # Why it matters
//! People learn a payload from an example, and copy it into their first test. A schema alone says
//! what is allowed, and not what is usual.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema: { type: object, properties: { orderId: { type: string } } }
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema: { type: object, properties: { orderId: { type: string } } }
//! examples: [{ orderId: A-1001 }]
//! ```
//!
//! # When to allow it
//! The schema is generated from somewhere, and its examples stand there.
//!
//! # Source
//! AsyncAPI 3.0, Message Object, `examples`; JSON Schema 2020-12, Validation, section 9.5,
//! `examples`.

use crate::catalog::event::Event;
use crate::document::kinds::event::Status;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-example",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_example.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    let asked = |event: &Event| !matches!(event.newest().status, Status::Draft | Status::Retired);
    Each::by(move |event| asked(event).then(|| judge(study, event)).flatten())
}

fn judge(study: &Study, event: &Event) -> Option<Opinion> {
    let version = event.newest();
    let payload = version.payload.as_ref()?;
    let subjects = event.subjects();
    let in_schema = payload.schema.get("examples").or_else(|| payload.schema.get("example"));
    if !version.stated.examples.is_empty() || in_schema.is_some() {
        let evidence = "an example for every schema";
        return Some(RULE.pass_with(subjects, version.span, evidence, &*event.id));
    }
    if !study.catalog.is_sound(version.span) {
        return Some(RULE.unknown(subjects, version.span, scope::HIDDEN));
    }
    let message = format!("`{}` has a schema and no example", event.id);
    let finding = RULE.fault(version.span, message).relate(payload.span, "the schema");
    Some(fault(finding.label("add `examples`: each is checked against the schema"), subjects))
}

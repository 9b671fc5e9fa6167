//! # What it finds
//! A field in `pii` that the payload does not have. It is judged by the newest version, where the
//! schema lays out its fields by name; `items.email` and `items[].email` are the same.
//!
//! # Why it matters
//! The list protects a field that is not there, and most likely the one that was meant has been
//! renamed and goes out unprotected.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! pii: [{ field: customerMail, protection: encrypted }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, contact: { type: string } }
//! examples: [{ orderId: A-1, contact: ada@mail.example }]
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
//! pii: [{ field: contact, protection: encrypted }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, contact: { type: string } }
//! examples: [{ orderId: A-1, contact: ada@mail.example }]
//! ```
//!
//! # When to allow it
//! Never: correct the path, or remove the entry.
//!
//! # Source
//! Regulation (EU) 2016/679 (GDPR), article 5 (1) (d): records of personal data are accurate.

use crate::catalog::event::Event;
use crate::catalog::meaning::{self, Meaning};
use crate::document::kinds::event::Pii;
use crate::finding::Level;
use crate::finding::did_you_mean;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::personal;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-personal-field",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_personal_field.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(|event| {
        let declared = scope::live(event).into_iter().flat_map(|event| &event.stated.pii);
        declared.filter_map(|pii| judge(study, event, pii))
    })
}

fn judge(study: &Study, event: &Event, pii: &Pii) -> Option<Opinion> {
    let payload = event.newest().payload.as_ref()?;
    let (field, subjects) = (&pii.field, event.subjects());
    let path = field.value.strip_prefix("payload.").unwrap_or(&field.value);
    if !personal::is_absent(&study.catalog, event, pii) {
        let meant = meaning::meaning(Some(payload), study.catalog.envelope.as_ref(), path);
        return Some(match meant {
            Meaning::Unknown => {
                let what = format!("whether its payload has `{path}`");
                RULE.unknown(subjects, field.span, what)
            }
            _ => {
                let evidence = "personal fields that there are";
                RULE.pass_with(subjects, field.span, evidence, path)
            }
        });
    }
    let paths = personal::plain_paths(&payload.fields);
    let message = format!("`{}` has no field `{path}`, which its `pii` names", event.id);
    let finding = RULE.fault(field.span, message).relate(payload.span, "its schema");
    let finding = match did_you_mean(&path.replace("[]", ""), paths.iter().map(String::as_str)) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding.label("no field has this path"),
    };
    Some(fault(finding, subjects))
}

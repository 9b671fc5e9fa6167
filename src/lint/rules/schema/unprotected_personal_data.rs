//! # What it finds
//! A field in `pii` that does not say how it is protected, or says `none` without a `reason`.
//!
//! # Why it matters
//! A log cannot be edited. What was published in the clear stays readable in it, for everybody who
//! may read the topic, until the retention ends.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! pii: [{ field: customerEmail, protection: none }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, customerEmail: { type: string } }
//! examples: [{ orderId: A-1, customerEmail: ada@mail.example }]
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
//! pii: [{ field: customerEmail, protection: none, reason: The address is that of our own desk. }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, customerEmail: { type: string } }
//! examples: [{ orderId: A-1, customerEmail: ada@mail.example }]
//! ```
//!
//! # When to allow it
//! The encryption is decided and not built yet, and the reason says when it will be.
//!
//! # Source
//! Regulation (EU) 2016/679 (GDPR), article 32 (1) (a) on pseudonymisation and encryption.

use crate::catalog::event::Event;
use crate::document::kinds::event::{Pii, Protection};
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::personal;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unprotected-personal-data",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unprotected_personal_data.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(|event| {
        let declared = scope::live(event).into_iter().flat_map(|event| &event.stated.pii);
        declared.filter_map(|pii| judge(study, event, pii))
    })
}

fn judge(study: &Study, event: &Event, pii: &Pii) -> Option<Opinion> {
    let (field, subjects) = (&pii.field, event.subjects());
    // Nothing protects a field that is not there, which is told already.
    let absent = || personal::is_absent(&study.catalog, event, pii);
    let finding = match (pii.protection, &pii.reason) {
        (None, _) if !study.catalog.is_sound(field.span) => {
            return Some(RULE.unknown(subjects, field.span, scope::HIDDEN));
        }
        (None, _) => {
            let message = format!(
                "`{}` of `{}` is personal, with no word on its protection",
                field.value, event.id
            );
            let finding = RULE.fault(field.span, message);
            finding.label("add `protection`: encrypted, tokenised, hashed or none")
        }
        (Some(Protection::None), None) => {
            let message =
                format!("`{}` of `{}` is personal and in the clear", field.value, event.id);
            let finding = RULE.fault(field.span, message);
            finding.label("`protection: encrypted`, or say by `reason` why nobody is harmed")
        }
        (Some(_), _) if absent() => return None,
        (Some(Protection::None), Some(_)) => {
            let evidence = "personal data in the clear for a reason";
            return Some(RULE.pass_with(subjects, field.span, evidence, &*field.value));
        }
        (Some(protection), _) => {
            let evidence = format!("personal data {}", protection.word());
            return Some(RULE.pass_with(subjects, field.span, evidence, &*field.value));
        }
    };
    Some(fault(finding, subjects))
}

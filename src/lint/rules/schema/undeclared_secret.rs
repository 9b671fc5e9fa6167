//! # What it finds
//! A field of a payload that by its name is a secret, such as `password`, `apiKey`, `accessToken`
//! or `cvv`, and is not in `pii`. All fields of an event are one finding.
//!
//! # Why it matters
//! The secret lies in the log of the broker, in the dead-letter queue, and in the terminal of
//! whoever looks for another fault. A replay sends it once more.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, apiKey: { type: string } }
//! examples: [{ orderId: A-1, apiKey: k-77 }]
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
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! It is a secret in name only; better is an entry in `pii` that says how it is protected.
//!
//! # Source
//! OWASP Logging Cheat Sheet, *Data to exclude*; PCI DSS 4.0, requirement 3.3, which forbids to
//! keep the verification code of a card.

use crate::catalog::event::Event;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::personal::Dictionary;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "undeclared-secret",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("undeclared_secret.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    let dictionary = Dictionary::of(study.config.personal_data.as_ref());
    Each::by(move |event| judge(study, &dictionary, scope::live(event)?))
}

fn judge(study: &Study, dictionary: &Dictionary, event: &Event) -> Option<Opinion> {
    let version = event.newest();
    let payload = version.payload.as_ref()?;
    let found = dictionary.undeclared_secrets(event);
    let first = found.first()?;
    if !study.catalog.is_sound(version.span) {
        return Some(RULE.unknown(event.subjects(), version.span, scope::HIDDEN));
    }
    let message = format!(
        "`{}` has fields that sound like secrets and are not in `pii`: `{}`",
        event.id,
        found.join("`, `")
    );
    let finding = RULE.fault(version.span, message).relate(payload.span, "its payload");
    let help = format!(
        "remove it and send a reference, or say how it is protected: \
         `pii: [{{ field: {first}, protection: encrypted }}]`"
    );
    Some(fault(finding.help(help), event.subjects()))
}

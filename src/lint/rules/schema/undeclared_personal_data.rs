//! # What it finds
//! A field of a payload that by its name is data of a person, such as `customerEmail` or
//! `birthDate`, and is not in `pii`. Ids, flags, closed lists of values and names alone are not
//! taken for it, nor is what belongs to a company, a warehouse or a machine. `personal_data` in
//! `eventbook.yaml` adds names and takes them away. All fields of an event are one finding.
//!
//! # Why it matters
//! An event is copied to every consumer, its logs, its dead-letter queue and its backups. Whoever
//! has to forget a customer finds the copies only where it is written down that there are any.
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
//! pii: [{ field: customerEmail, protection: encrypted }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, customerEmail: { type: string } }
//! examples: [{ orderId: A-1, customerEmail: ada@mail.example }]
//! ```
//!
//! # When to allow it
//! Never for real data: a field that only sounds personal belongs into `personal_data.ignore`.
//!
//! # Source
//! Regulation (EU) 2016/679 (GDPR), article 4 (1) on what personal data are, and article 30 on the
//! record of it.

use crate::catalog::event::Event;
use crate::document::kinds::event::Pii;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::personal::{self, Dictionary};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "undeclared-personal-data",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("undeclared_personal_data.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    let dictionary = Dictionary::of(study.config.personal_data.as_ref());
    Each::by(move |event| judge(study, &dictionary, scope::live(event)?))
}

fn judge(study: &Study, dictionary: &Dictionary, event: &Event) -> Option<Opinion> {
    let version = event.newest();
    let payload = version.payload.as_ref()?;
    let (found, subjects) = (dictionary.undeclared_personal(event), event.subjects());
    let Some(first) = found.first() else {
        // A list that names a field which is not there has lost one that is, perhaps.
        let known = |pii: &Pii| !personal::is_absent(&study.catalog, event, pii);
        let declared = !event.stated.pii.is_empty() && event.stated.pii.iter().all(known);
        let evidence = "personal data is declared";
        return declared.then(|| RULE.pass_with(subjects, version.span, evidence, &*event.id));
    };
    if !study.catalog.is_sound(version.span) {
        return Some(RULE.unknown(subjects, version.span, scope::HIDDEN));
    }
    let message = format!(
        "`{}` has fields that sound like data of a person and are not in `pii`: `{}`",
        event.id,
        found.join("`, `")
    );
    let finding = RULE.fault(version.span, message).relate(payload.span, "its payload");
    let help = format!(
        "add `pii: [{{ field: {first}, protection: … }}]`, or `ignore` it in `personal_data` of \
         eventbook.yaml"
    );
    Some(fault(finding.help(help), subjects))
}

//! # What it finds
//! An event with personal data on a topic that keeps messages for ever or compacts them, with no
//! word on how the data of one person is removed: its `erasure` is `none`, or is not stated and a
//! field is not encrypted or tokenised.
//!
//! # Why it matters
//! A person may ask to be forgotten, and a log cannot be edited. Compaction keeps the last record
//! of every key for ever too. What works is a key for each person that can be destroyed, or a
//! tombstone that every reader obeys.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! retention: forever
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! pii: [{ field: customerEmail, protection: hashed }]
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, customerEmail: { type: string } }
//! examples: [{ orderId: A-1, customerEmail: ada@mail.example }]
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! retention: forever
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! pii: [{ field: customerEmail, protection: hashed }]
//! erasure: The salt of one customer is destroyed.
//! schema:
//!   type: object
//!   properties: { orderId: { type: string }, customerEmail: { type: string } }
//! examples: [{ orderId: A-1, customerEmail: ada@mail.example }]
//! ```
//!
//! # When to allow it
//! A law asks to keep the data, and the reason names it.
//!
//! # Source
//! Regulation (EU) 2016/679 (GDPR), article 17, the right to erasure; the topic setting
//! `cleanup.policy` of Apache Kafka; crypto-shredding as a pattern.

use crate::catalog::event::Event;
use crate::catalog::topic::Topic;
use crate::document::kinds::event::{Pii, Protection};
use crate::document::values::retention::Retention;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unerasable-personal-data",
    concern: Concern::Contracts,
    group: Group::Schema,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unerasable_personal_data.rs"),
    check: Check::Event(check),
};

fn check(study: &Study) -> Each<'_, Event> {
    Each::by(|event| {
        let personal = scope::live(event).filter(|event| !event.stated.pii.is_empty());
        judge(study, personal?)
    })
}

fn judge(study: &Study, event: &Event) -> Option<Opinion> {
    let catalog = &study.catalog;
    let (key, how) = event
        .topics
        .iter()
        .find_map(|carrier| Some((carrier.topic, kept(study, &catalog.topics[carrier.topic])?)))?;
    let topic = &catalog.topics[key];
    let subjects = vec![event.subject(), topic.subject()];
    let stated = event.stated.erasure.as_ref();
    let shredded = |pii: &Pii| {
        // What is not stated is told by another rule.
        !matches!(pii.protection, Some(Protection::Hashed | Protection::None))
    };
    let span = match stated {
        Some(erasure) if erasure.value == "none" => erasure.span,
        Some(erasure) => {
            let evidence = "a way to remove one person's data";
            return Some(RULE.pass_with(subjects, erasure.span, evidence, &*event.id));
        }
        None if event.stated.pii.iter().all(shredded) => {
            let what = "how the key or token of one person is destroyed (`erasure`)";
            return Some(RULE.unknown(subjects, event.span, what));
        }
        None if !catalog.is_sound(event.span) => {
            return Some(RULE.unknown(subjects, event.span, scope::HIDDEN));
        }
        None => event.span,
    };
    let fields: Vec<&str> = event.stated.pii.iter().map(|pii| pii.field.value.as_str()).collect();
    let message = format!(
        "`{}` has personal data (`{}`) on `{}`, which {how}, and nothing removes that of one person",
        event.id,
        fields.join("`, `"),
        topic.id
    );
    let finding = RULE.fault(span, message).relate(topic.span, how);
    let help = "say by `erasure` how it is removed: a key for each person, or a tombstone";
    Some(fault(finding.help(help), subjects))
}

/// How a topic keeps what another would drop.
fn kept(study: &Study, topic: &Topic) -> Option<&'static str> {
    let retention = topic.stated.retention.as_ref().map(|retention| &retention.value);
    let product = study.catalog.product(topic);
    if retention == Some(&Retention::Forever) {
        return Some("keeps messages for ever");
    }
    let compacts = product.is_some_and(|product| (product.compacts)(&topic.channel()));
    compacts.then_some("keeps the last record of every key")
}

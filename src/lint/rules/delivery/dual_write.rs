//! # What it finds
//! A producer that writes a store and publishes outside that write's transaction: `publish: direct`, or
//! nothing said of `publish` where `writes` is stated. A store that no document defines is a store.
//!
//! # Why it matters
//! Between the commit and the publish the process can die. Then the change is there and the event is
//! not, and nothing ever tells the consumers.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: direct }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The outbox is planned, or the loss of a single event is cheaper than the outbox. Say which.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapter 3, *Transactional outbox* and *Transaction log
//! tailing*.

use crate::catalog::producer::Producer;
use crate::document::parts::producer::{self, Publish};
use crate::document::parts::subscription::Guarantee;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dual-write",
    concern: Concern::LostEvents,
    group: Group::Delivery,
    level: Level::Error,
    gate: true,
    since: "0.1.0",
    text: include_str!("dual_write.rs"),
    check: Check::Design(check),
};

const REMEDY: &str =
    "publish by a transactional outbox with a polling publisher, or by change data capture";

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions: Vec<Opinion> =
        scope::producers(study).filter_map(|producer| judge(study, producer)).collect();
    if opinions.is_empty() {
        opinions.push(Opinion::NotApplicable { reason: "no service publishes".to_owned() });
    }
    opinions
}

fn judge(study: &Study, producer: &Producer) -> Option<Opinion> {
    let catalog = &study.catalog;
    let subjects = scope::producer_subjects(producer);
    let service = &catalog.services[producer.service].id;
    let event = &catalog.events[producer.event].id;
    // The write is stated, whether or not a document defines its store.
    let stated = producer.stated.writes.iter().map(|store| format!("`{}`", store.value));
    let mut stores: Vec<String> = Vec::new();
    for store in stated {
        if !stores.contains(&store) {
            stores.push(store);
        }
    }
    let stores = stores.join(", ");
    // What is not stated may only be misspelt, which is told already.
    let places = [producer.span, catalog.services[producer.service].span];
    let is_sound = places.iter().all(|place| catalog.is_sound(*place));
    let Some(publish) = &producer.stated.publish else {
        if !is_sound {
            return Some(RULE.unknown(subjects, producer.span, scope::HIDDEN));
        }
        if stores.is_empty() {
            let what = "how a write and the publish relate is not stated";
            return Some(RULE.unknown(subjects, producer.span, what));
        }
        let message = format!(
            "`{service}` writes {stores} and publishes `{event}`, and does not say how the two hold together"
        );
        let finding = RULE.fault(producer.span, message).label("add `publish`").help(REMEDY);
        return Some(fault(finding, subjects));
    };
    match publish.value {
        Publish::Outbox | Publish::Cdc | Publish::Transactional => {
            let detail = format!("{service} publishes {event}");
            Some(RULE.pass_with(subjects, publish.span, publish.value.words(), detail))
        }
        Publish::Direct if stores.is_empty() && !is_sound => {
            Some(RULE.unknown(subjects, publish.span, scope::HIDDEN))
        }
        Publish::Direct if stores.is_empty() => {
            let (evidence, detail) = without_a_write(&producer.stated);
            Some(RULE.pass_with(subjects, publish.span, evidence, detail))
        }
        Publish::Direct => {
            let message = format!(
                "`{service}` publishes `{event}` after it writes {stores}, outside the transaction, so an event can be lost"
            );
            Some(fault(RULE.fault(publish.span, message).help(REMEDY), subjects))
        }
        // The rule `publish-before-write` speaks of that one.
        Publish::BeforeWrite => None,
    }
}

/// What is to be said of a publish beside which nothing is written. Where a loss is accepted, the
/// reason belongs to the evidence, and so does what would be needed if it were not.
fn without_a_write(stated: &producer::Producer) -> (&'static str, String) {
    let guarantee = stated.guarantee.as_ref().map(|guarantee| guarantee.value);
    let why = stated.why.as_deref().map(str::trim).filter(|why| !why.is_empty());
    match (guarantee, why) {
        (Some(Guarantee::AtMostOnce), Some(why)) => {
            let why = why.trim_end_matches('.');
            let note = match stated.confirms {
                Some(true) => "",
                _ => "; publisher confirms if more is needed",
            };
            ("fire-and-forget, where at-most-once is accepted", format!("{why}{note}"))
        }
        _ => ("published without a write of its own", String::new()),
    }
}

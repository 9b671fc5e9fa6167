//! # What it finds
//! A consumer with a deduplication table in a store that the handler does not write otherwise.
//!
//! # Why it matters
//! The row that says "handled" and the effect are then two transactions. A crash between them repeats the
//! effect, or loses it: the message passes for handled and was not.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: orders-db, window: 30d }
//!     dlq: order-events.DLQ
//!     writes: [payments-db]
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
//!     writes: [payments-db]
//! ```
//!
//! # When to allow it
//! The effect is naturally idempotent besides, and the table only saves work.
//!
//! # Source
//! The pattern Idempotent Consumer in Richardson, *Microservices Patterns*, chapter 3: the id of the message
//! is recorded in the transaction that has the effect.

use crate::catalog::subscription::Subscription;
use crate::document::parts::idempotency::Strategy;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "separate-dedup-store",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("separate_dedup_store.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, scope::repeated(consumer)?))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let stated = consumer.stated.idempotency.as_ref()?;
    let remembers = consumer.dedup_store?;
    if stated.strategy.value != Strategy::DedupTable || consumer.writes.is_empty() {
        return None;
    }
    let name = stated.store.as_ref()?;
    let subjects = scope::consumer_subjects(consumer);
    if consumer.writes.contains(&remembers) {
        let evidence = "duplicates are remembered where the effect is written";
        return Some(RULE.pass_with(subjects, name.span, evidence, &name.value));
    }
    let who = scope::consumer_words(catalog, consumer);
    let written: Vec<String> =
        consumer.writes.iter().map(|key| format!("`{}`", catalog.stores[*key].id)).collect();
    let message = format!(
        "{who} remembers duplicates in `{}` and writes {}: two transactions, not one",
        name.value,
        written.join(" and ")
    );
    let label = format!("keep the table in {}", written.join(" or "));
    let finding = RULE.fault(name.span, message).label(label);
    let finding =
        consumer.stated.writes.iter().fold(finding, |finding, store| {
            finding.relate(store.span, "the effect is written here")
        });
    Some(fault(finding, subjects))
}

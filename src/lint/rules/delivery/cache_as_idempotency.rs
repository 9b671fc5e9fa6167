//! # What it finds
//! A consumer whose idempotency strategy is a cache.
//!
//! # Why it matters
//! A cache forgets: when it is full, when it restarts, when it fails over. The duplicate that comes just
//! then has its effect twice, and nobody can tell which one it was.
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
//!     idempotency: { strategy: cache, key: eventId }
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
//! The effect is worth less than a table: a counter on a dashboard, say.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Idempotent Receiver*: a receiver must remember
//! what it has received for as long as it can come again. A cache may forget earlier.

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
    name: "cache-as-idempotency",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("cache_as_idempotency.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| judge(study, scope::repeated(subscription)?))
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let stated = subscription.stated.idempotency.as_ref()?;
    if stated.strategy.value != Strategy::Cache {
        return None;
    }
    let who = scope::consumer_words(&study.catalog, subscription);
    let message = format!("{who} rests its idempotency on a cache, which forgets");
    let place = stated.strategy.span;
    let finding = RULE.fault(place, message).label("remember the keys in a table");
    Some(fault(finding, scope::consumer_subjects(subscription)))
}

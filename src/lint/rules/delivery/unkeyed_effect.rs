//! # What it finds
//! A call to another service with `idempotency_key: none`, by a consumer to which a message may come twice.
//!
//! # Why it matters
//! The call is made before the consumer can note that it was. Where it crashes in between, the repeated
//! message repeats the call: a second payment, a second mail.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     effects: [{ calls: stock-service, idempotency_key: none, description: reserves stock }]
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
//!     effects: [{ calls: stock-service, idempotency_key: orderId, description: reserves stock }]
//! ```
//!
//! # When to allow it
//! The callee knows a repeated call by what it is asked for, or the repetition harms nobody.
//!
//! # Source
//! The documentation of Stripe's API, "Idempotent requests", and of Amazon Web Services, "Making retries safe
//! with idempotent APIs".

use crate::catalog::subscription::Subscription;
use crate::document::parts::subscription::Effect;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unkeyed-effect",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unkeyed_effect.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| {
        scope::repeated(consumer).map(|consumer| judge(study, consumer)).unwrap_or_default()
    })
}

fn judge(study: &Study, consumer: &Subscription) -> Vec<Opinion> {
    let effects = consumer.stated.effects.iter();
    effects.filter_map(|effect| of_effect(study, consumer, effect)).collect()
}

fn of_effect(study: &Study, consumer: &Subscription, effect: &Effect) -> Option<Opinion> {
    let callee = effect.calls.as_ref()?;
    let subjects = scope::consumer_subjects(consumer);
    let Some(key) = &effect.idempotency_key else {
        let what = format!("the key that tells `{}` a repeated call is not stated", callee.value);
        return Some(RULE.unknown(subjects, callee.span, what));
    };
    if key.value != "none" {
        let evidence = "repeated calls are known by a key";
        let detail = format!("{} for {}", key.value, callee.value);
        return Some(RULE.pass_with(subjects, key.span, evidence, detail));
    }
    let who = scope::consumer_words(&study.catalog, consumer);
    let message = format!(
        "{who} may get a message twice and calls `{}` without a key that tells a repeated call",
        callee.value
    );
    let finding = RULE.fault(key.span, message).label("pass on `eventId`, say");
    Some(fault(finding, subjects))
}

//! # What it finds
//! A consumer of NATS JetStream with more delays than deliveries: `retry.delays` is longer than its
//! `max_deliver`.
//!
//! # Why it matters
//! The server refuses such a consumer, so the deployment fails; a consumer that is there already keeps
//! its old settings, and nobody retries as the document says.
//!
//! # Bad
//! ```yaml
//! broker: nats
//! type: nats
//! version: "2.11"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: nats
//! kind: stream
//! owner: shop-team
//! retention: 7d
//! nats: { subjects: [orders.>] }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     retry: { delays: [1s, 5s, 25s] }
//!     settings: { max_deliver: 2 }
//! ```
//!
//! # Good
//! ```yaml
//! broker: nats
//! type: nats
//! version: "2.11"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: nats
//! kind: stream
//! owner: shop-team
//! retention: 7d
//! nats: { subjects: [orders.>] }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     retry: { delays: [1s, 5s, 25s] }
//!     settings: { max_deliver: 4 }
//! ```
//!
//! # When to allow it
//! The consumer waits by itself, and `BackOff` of the server is not used.
//!
//! # Source
//! The NATS documentation on consumers: `BackOff` has at most as many entries as `MaxDeliver` allows
//! deliveries.

use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::document::values::attempts::Attempts;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, scope};
use crate::study::Study;
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overlong-backoff",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("overlong_backoff.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| judge(study, subscription))
        .otherwise("no consumer of NATS states both its delays and `max_deliver`")
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let stated = subscription.stated.retry.as_ref()?;
    let retry = stated.value.some()?;
    let delays = retry.delays.len() as u64;
    // Delays without tries between them are told by another rule.
    let tries = retry.attempts.as_ref().map(|attempts| attempts.value);
    let fewer = |tries| matches!(tries, Attempts::Limited(tries) if u64::from(tries) < delays);
    if tries.is_some_and(fewer) || delays == 0 {
        return None;
    }
    let nats = |key: &&_| fifo::is_on(catalog, &catalog.topics[**key], "nats");
    let key = *subscription.topics.iter().find(nats)?;
    let topic = &catalog.topics[key];
    let setting = (catalog.product(topic)?.deliveries)(&topic.channel())?;
    let most = setting::of_consumer(catalog, subscription, key, &setting)?;
    let place = most.stated()?;
    let subjects = scope::consumer_subjects(subscription);
    if most.amount >= Amount::Of(delays) {
        let detail = format!("{delays} delays, {} deliveries", most.value());
        return Some(RULE.pass_with(subjects, place, "a delivery for every delay", detail));
    }
    let who = scope::consumer_words(catalog, subscription);
    let (name, count) = (most.setting.name, most.value());
    let message =
        format!("{who} has {delays} delays, but `{name}` is {count}: the server refuses it");
    let finding = RULE.fault(place, message).label(format!("at least {delays}"));
    Some(fault(finding.relate(stated.span, "the delays"), subjects))
}

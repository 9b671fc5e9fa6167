//! # What it finds
//! A consumer that needs an order and lets a failed message wait in a delay queue or a retry topic
//! (`retry.via`). A consumer that knows late messages by a sequence number passes.
//!
//! # Why it matters
//! While "placed" waits for its second try, "shipped" of the same order is handled. The order was lost
//! just when something went wrong.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ---
//! topic: order-events.retry
//! broker: kafka
//! owner: shop-team
//! role: delay
//! retention: 7d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     ordering: per-key
//!     retry: { delays: [1m, 10m], via: order-events.retry }
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     ordering: per-key
//!     retry: { delays: [1s, 5s] }
//! ```
//!
//! # When to allow it
//! All later messages of the same key are put aside too, until the first one is through.
//!
//! # Source
//! Spring for Apache Kafka, "Non-blocking retries": "By using this strategy you lose Kafka's ordering
//! guarantees for that topic."

use crate::catalog::subscription::Subscription;
use crate::document::either::OrNone;
use crate::finding::{Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, order, scope};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overtaking-retry",
    concern: Concern::Ordering,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("overtaking_retry.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for subscription in scope::consumers(study) {
        let subjects = scope::consumer_subjects(subscription);
        opinions.extend(judge(study, subscription, subjects));
    }
    order::not_applicable(study, opinions)
}

fn judge(study: &Study, subscription: &Subscription, subjects: Subjects) -> Option<Opinion> {
    let catalog = &study.catalog;
    let need = order::needed(subscription)?;
    let stated = subscription.stated.retry.as_ref()?;
    let OrNone::Some(retry) = &stated.value else {
        return Some(RULE.pass(subjects, stated.span, "no retry that could be overtaken"));
    };
    let Some(via) = &retry.via else {
        // Kafka has no redelivery of one record: who retries without another topic stands still. A FIFO
        // queue holds back the group of a message that is out. Of others it is not known.
        let mut topics = subscription.topics.iter().map(|topic| &catalog.topics[*topic]);
        let waits = topics.all(|topic| {
            fifo::is_on(catalog, topic, "kafka") || fifo::is_fifo(catalog, topic) == Some(true)
        });
        let evidence = "later messages wait for a retry";
        return waits.then(|| RULE.pass(subjects, stated.span, evidence));
    };
    if order::knows_late_ones(subscription) {
        let evidence = "a sequence number tells what was overtaken";
        return Some(RULE.pass(subjects, via.span, evidence));
    }
    if subscription.topics.iter().any(|topic| order::is_given_up(&catalog.topics[*topic])) {
        return None;
    }
    let who = scope::consumer_words(catalog, subscription);
    let (need_words, queue) = (order::need_words(need.value), &via.value);
    let message = format!(
        "{who} {need_words}, but a message that fails waits in `{queue}` while later ones are handled"
    );
    let help =
        "retry in place, put aside all messages of the key, or know late ones by a sequence number";
    let finding = RULE.fault(via.span, message).label("later messages overtake here");
    Some(fault(finding.help(help).relate(need.span, "needed here"), subjects))
}

//! # What it finds
//! A consumer that forgets which messages it handled sooner than a message can come back: its `window`
//! is shorter than the retention of what it reads, or of its dead-letter queue.
//!
//! A queue whose consumers share its messages forgets what one of them acknowledged, however long it
//! keeps the rest. Only its dead-letter queue counts then.
//!
//! # Why it matters
//! A message is replayed from the topic or from the dead-letter queue as long as it is kept there. What
//! comes back after the window passes for new.
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
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 1d }
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
//! Replays older than the window are forbidden, and the replay procedure says so.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Idempotent Receiver*; the delivery semantics
//! of Kafka, RabbitMQ, NATS and SQS, which are all at-least-once unless told otherwise.

use crate::catalog::Catalog;
use crate::catalog::subscription::{DeadLetters, Subscription};
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
    name: "short-idempotency-window",
    concern: Concern::Idempotency,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("short_idempotency_window.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| judge(study, scope::repeated(subscription)?))
}

fn judge(study: &Study, subscription: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    let stated = subscription.stated.idempotency.as_ref();
    let window = stated.and_then(|stated| stated.window.as_ref())?;
    let subjects = scope::consumer_subjects(subscription);
    let hidden = hidden(catalog, subscription).filter(|_| window.value != Retention::Forever);
    if let Some(what) = hidden.filter(|_| !is_outlived(catalog, subscription, &window.value)) {
        return Some(RULE.unknown(subjects, window.span, what));
    }
    if !subscription.topics.is_empty() && subscription.comes_back_from(catalog).next().is_none() {
        let evidence = "what was handled is kept nowhere that it can come back from";
        return Some(RULE.pass(subjects, window.span, evidence));
    }
    let Some((kept, topic)) = subscription.comes_back_within(catalog) else {
        let what = "how long a message is kept is not stated for all that is read";
        return Some(RULE.unknown(subjects, window.span, what));
    };
    let topic = &catalog.topics[topic];
    if window.value.covers(kept) {
        let evidence = "remembered as long as a message can come back";
        let detail = format!("{} against {kept} in {}", window.value, topic.id);
        return Some(RULE.pass_with(subjects, window.span, evidence, detail));
    }
    let who = scope::consumer_words(catalog, subscription);
    let (window, id) = (window, &topic.id);
    let message = format!(
        "{who} forgets a message after {}, but `{id}` keeps it {}",
        window.value,
        kept.words()
    );
    let mut finding = RULE.fault(window.span, message).label(match kept {
        Retention::For(time) => format!("at least {time}"),
        Retention::Forever => "`forever`, or let it be kept for a time".to_owned(),
    });
    if let Some(retention) = &topic.stated.retention {
        finding = finding.relate(retention.span, "kept this long");
    }
    Some(fault(finding, subjects))
}

/// What is not known of where a message can come back from, beside those places that are known.
fn hidden(catalog: &Catalog, subscription: &Subscription) -> Option<&'static str> {
    match subscription.dlq {
        DeadLetters::Unresolved => Some(scope::HIDDEN),
        _ if !scope::is_sound(catalog, subscription) => Some(scope::HIDDEN),
        DeadLetters::Untraced => {
            Some("in which queue the letters of the `dead_letter_exchange` lie (`role: dlq`)")
        }
        DeadLetters::Unstated | DeadLetters::None | DeadLetters::To(_) => None,
    }
}

/// Whether a place that is known keeps a message for longer than it is remembered: no other place
/// mends that.
fn is_outlived(catalog: &Catalog, subscription: &Subscription, window: &Retention) -> bool {
    let kept = subscription.comes_back_within(catalog);
    kept.is_some_and(|(kept, _)| !window.covers(kept))
}

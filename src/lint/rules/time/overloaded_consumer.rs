//! # What it finds
//! A consumer whose handlers are busy for four fifths of the time or more: the event's average rate
//! times the time that a message takes as a rule (`processing.p50`), against `concurrency` times
//! `instances`.
//!
//! # Why it matters
//! Queues grow fast when those who serve them have little time left. Above the whole of it the lag
//! grows for ever, and no retry or restart makes up for it.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! sla: { rate: { average: 40/s } }
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     processing: { p50: 200ms }
//!     concurrency: 3
//!     instances: 2
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! sla: { rate: { average: 40/s } }
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     processing: { p50: 200ms }
//!     concurrency: 6
//!     instances: 2
//! ```
//!
//! # When to allow it
//! More instances start by themselves when the lag grows, and `instances` is only the least.
//!
//! # Source
//! Queueing theory's utilisation: the product of rate and service time over the number of servers, as
//! in Little's law. Four fifths is eventbook's own measure.

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::document::values::duration;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "overloaded-consumer",
    concern: Concern::Timing,
    group: Group::Time,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("overloaded_consumer.rs"),
    check: Check::Consumer(check),
};

/// From so much of the time on a handler is too busy, in percent.
const BUSY: u64 = 80;

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(&study.catalog, consumer))
}

fn judge(catalog: &Catalog, subscription: &Subscription) -> Option<Opinion> {
    let event = &catalog.events[subscription.event];
    let rate = event.stated.sla.as_ref()?.rate.as_ref()?.average.as_ref()?;
    let stated = &subscription.stated;
    let p50 = stated.processing.as_ref().and_then(|processing| processing.p50.as_ref());
    let subjects = scope::consumer_subjects(subscription);
    let (Some(p50), Some(concurrency), Some(instances)) =
        (p50, &stated.concurrency, &stated.instances)
    else {
        let what = "`processing.p50`, `concurrency` and `instances` are not all stated";
        return Some(RULE.unknown(subjects, subscription.span, what));
    };
    let handlers = u64::from(concurrency.value).saturating_mul(u64::from(instances.value)).max(1);
    // Messages in a thousand seconds times milliseconds for each, over the milliseconds of a thousand
    // seconds in percent.
    let messages = (rate.per_second * 1000.0).round() as u64;
    let busy = messages.saturating_mul(p50.milliseconds) / (handlers.saturating_mul(10_000));
    let takes = duration::words(p50.milliseconds);
    if busy < BUSY {
        let evidence = "handlers with time to spare";
        let detail = format!("{busy} % of {handlers} busy");
        return Some(RULE.pass_with(subjects, p50.span, evidence, detail));
    }
    let who = scope::consumer_words(catalog, subscription);
    let result = match busy {
        100.. => "so the lag grows for ever",
        _ => "so the lag grows with every burst",
    };
    let message = format!(
        "{who} gets {rate} and takes {takes} for a message, which keeps its {handlers} handlers \
         ({} × {}) busy for {busy} % of the time, {result}",
        concurrency.value, instances.value
    );
    let enough = messages.saturating_mul(p50.milliseconds) / (BUSY * 10_000) + 1;
    let finding = RULE.fault(p50.span, message).label("so long a message takes as a rule");
    let finding = finding
        .relate(concurrency.span, "so many at once")
        .relate(instances.span, "so many instances")
        .help(format!("run {enough} handlers or more at once, or make them faster"));
    Some(fault(finding, subjects))
}

//! # What it finds
//! A queue whose messages become visible again before the Lambda function that handles them must have
//! ended: the visibility timeout is as short as the function's `timeout`, or shorter. A warning below
//! six times the timeout, to which the batching window comes where one is stated (`batch.window`).
//!
//! Lambda has no batching window for a FIFO queue, so one that is stated there is an error by itself.
//!
//! # Why it matters
//! AWS refuses the mapping where the function may run longer than a message stays hidden. Where it is
//! only little longer, a throttled or retried call finds its messages handled by another one already.
//!
//! # Bad
//! ```yaml
//! broker: sqs
//! type: sqs
//! owner: shop-team
//! ---
//! topic: orders.DLQ
//! address: orders-dlq
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: orders, procedure: Start a message move task. }
//! ---
//! topic: orders
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! retention: 4d
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: orders.DLQ
//!     client: lambda
//!     settings: { timeout: 60 }
//! ```
//!
//! # Good
//! ```yaml
//! broker: sqs
//! type: sqs
//! owner: shop-team
//! ---
//! topic: orders.DLQ
//! address: orders-dlq
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: orders, procedure: Start a message move task. }
//! ---
//! topic: orders
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! retention: 4d
//! sqs: { visibility_timeout: 6m }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: orders.DLQ
//!     client: lambda
//!     settings: { timeout: 60 }
//! ```
//!
//! # When to allow it
//! The function is never throttled and a message that is handled twice costs nothing.
//!
//! # Source
//! AWS Lambda's own guide to queues as event sources, which asks for six times the function's timeout,
//! and the batching window on top of it, and has none for FIFO queues.

use crate::catalog::Catalog;
use crate::catalog::setting::{self, Known};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::duration;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{fifo, scope};
use crate::study::Study;
use crate::transport::brokers::sqs;

/// The rule.
pub const RULE: Rule = Rule {
    name: "short-visibility",
    concern: Concern::Timing,
    group: Group::Time,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("short_visibility.rs"),
    check: Check::Consumer(check),
};

/// So many times the function's timeout a message should stay hidden.
const TIMES: u64 = 6;

/// The longest visibility timeout of Amazon SQS.
const LONGEST: u64 = 12 * 3_600_000;

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer: &Subscription| {
        let topics = consumer.topics.iter();
        topics.flat_map(|topic| {
            let refused = unsupported_window(&study.catalog, consumer, *topic);
            let judged = judge(&study.catalog, consumer, *topic);
            let told = |one: &Opinion| refused.is_none() || matches!(one, Opinion::Fault(_));
            let judged = judged.filter(told);
            [refused, judged].into_iter().flatten()
        })
    })
}

/// The fault of a batching window on a FIFO queue.
fn unsupported_window(
    catalog: &Catalog,
    subscription: &Subscription,
    topic: Key<Topic>,
) -> Option<Opinion> {
    let batch = subscription.stated.batch.as_ref()?;
    let window = batch.window.as_ref().filter(|window| window.milliseconds > 0)?;
    let queue = &catalog.topics[topic];
    let is_fifo = fifo::is_fifo(catalog, queue) == Some(true);
    if !is_fifo || !scope::is_function(catalog, subscription, topic) {
        return None;
    }
    let service = &catalog.services[subscription.service].id;
    let message = format!(
        "the function of `{service}` waits {} for a batch, and `{}` is a FIFO queue, for which Lambda \
         has no batching window: AWS refuses to join the two",
        duration::words(window.milliseconds),
        queue.id
    );
    let finding = RULE.fault(batch.span, message).label("leave out `window`");
    Some(fault(finding, scope::consumer_subjects(subscription)))
}

fn judge(catalog: &Catalog, subscription: &Subscription, topic: Key<Topic>) -> Option<Opinion> {
    if !scope::is_function(catalog, subscription, topic) {
        return None;
    }
    let subjects = scope::consumer_subjects(subscription);
    // Another time may be stated than the one that was found.
    if !scope::is_sound(catalog, subscription) {
        return Some(RULE.unknown(subjects, subscription.span, scope::HIDDEN));
    }
    let Some(function) = scope::function_timeout(catalog, subscription, topic) else {
        let what = "the function's `timeout` is not stated";
        return Some(RULE.unknown(subjects, subscription.span, what));
    };
    let visibility = setting::of_consumer(catalog, subscription, topic, &sqs::VISIBILITY)?;
    let (timeout, hidden) = (function.amount.number()?, visibility.amount.number()?);
    let place = visibility.stated().or(function.stated()).unwrap_or(subscription.span);
    let batch = subscription.stated.batch.as_ref();
    let window = batch.and_then(|batch| batch.window.as_ref()).map_or(0, |time| time.milliseconds);
    // A FIFO queue has none, which is told by itself.
    let is_fifo = fifo::is_fifo(catalog, &catalog.topics[topic]) == Some(true);
    let window = if is_fifo { 0 } else { window };
    let wanted = timeout.saturating_mul(TIMES).saturating_add(window);
    let queue = &catalog.topics[topic].id;
    let hides = format!("`{queue}` hides a message for {}", visibility.words());
    let service = &catalog.services[subscription.service].id;
    let runs = format!("the function of `{service}` may run for {}", duration::words(timeout));
    if hidden > LONGEST {
        let what = "how long a message stays hidden: Amazon SQS takes 12 h at most";
        return Some(RULE.unknown(subjects, place, what));
    }
    let (level, message) = if hidden < timeout {
        (Level::Error, format!("{runs}, and {hides}: AWS refuses to join the two"))
    } else if hidden == timeout {
        (Level::Error, format!("{runs}, and {hides}: what runs to its end runs twice"))
    } else if hidden < wanted && window > 0 {
        let window = duration::words(window);
        let wanted = format!("{TIMES} times as long and the batching window of {window}");
        (Level::Warn, format!("{runs}, and {hides}, less than {wanted}"))
    } else if hidden < wanted {
        (Level::Warn, format!("{runs}, and {hides}, less than {TIMES} times as long"))
    } else {
        let evidence = "hidden six times as long as the function may run";
        let detail = format!("{} of {}", duration::words(timeout), visibility.value());
        return Some(RULE.pass_with(subjects, place, evidence, detail));
    };
    let finding = Finding { level, ..RULE.fault(place, message) };
    let finding = finding.help(format!(
        "set `visibility_timeout: {}` or more in the `sqs` block of `{queue}`, or give the function \
         less time",
        duration::words(wanted).replace(' ', "").replace("min", "m").replace("days", "d"),
    ));
    Some(fault(related(finding, &visibility, &function), subjects))
}

fn related(finding: Finding, visibility: &Known, function: &Known) -> Finding {
    match (visibility.stated(), function.stated()) {
        (Some(_), Some(span)) => {
            finding.label("so long it stays hidden").relate(span, "so long the function may run")
        }
        _ => finding.label("so long the function may run"),
    }
}

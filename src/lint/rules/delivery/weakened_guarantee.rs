//! # What it finds
//! A producer or consumer that promises less than before: a lower delivery guarantee, publishing that is no
//! longer one with the database write, or a consumer that gives up its idempotency. What may lose messages
//! from now on is an error.
//!
//! # Why it matters
//! Everybody downstream was built on the old promise, and nothing in their code or in their documents
//! changes with it.
//!
//! # Before
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
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, publish: direct }]
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
//! producers: [{ service: order-service, writes: [orders-db], publish: cdc }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The old promise was never kept, and the document now says what is true.
//!
//! # Source
//! *Microservices Patterns* (Richardson), chapters 3 and 4, for what each guarantee holds, and the
//! catalog's own earlier state for what was promised.

use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::subscription::Subscription;
use crate::diff::{Diff, Pair, edge};
use crate::document::parts::idempotency::{Idempotency, Strategy};
use crate::document::parts::producer::Publish;
use crate::document::parts::subscription::Guarantee;
use crate::document::spanned::Spanned;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};
use crate::source::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "weakened-guarantee",
    concern: Concern::LostEvents,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("weakened_guarantee.rs"),
    check: Check::Comparison(check),
};

fn check(diff: &Diff<'_>) -> Vec<Finding> {
    let found = diff.events.iter().flat_map(|pair| {
        let producers = edge::producers(diff, pair).into_iter();
        let subscriptions = edge::subscriptions(diff, pair).into_iter();
        let producers = producers.flat_map(|(old, new)| producer(diff, pair, old, new));
        let consumers = subscriptions.flat_map(|(old, new)| consumer(diff, pair, old, new));
        producers.chain(consumers).collect::<Vec<_>>()
    });
    found.collect()
}

fn producer(diff: &Diff<'_>, pair: &Pair<Event>, old: &Producer, new: &Producer) -> Vec<Finding> {
    let service = &diff.head.catalog.services[new.service].id;
    let who = format!("`{service}` publishes `{}`", diff.head.catalog.events[pair.head].id);
    let finding = |span, level, message| judged(diff, pair, service, span, level, message);
    let mut findings = Vec::new();
    if let (Some(before), Some(after)) = (&old.stated.publish, &new.stated.publish)
        && atomicity(after.value) < atomicity(before.value)
    {
        let (before, now) = (before.value.words(), after.value.words());
        let message = format!("{who} {now}; it was: {before}");
        findings.push(finding(after.span, Level::Error, message));
    }
    let stated = |guarantee: &Option<Spanned<Guarantee>>| guarantee.as_ref().map(|it| it.value);
    if let (Some(before), Some(after)) =
        (stated(&old.stated.guarantee), stated(&new.stated.guarantee))
    {
        let span = new.stated.guarantee.as_ref().map_or(new.span, |it| it.span);
        findings.extend(lowered(before, after).map(|level| {
            let message = format!("{who} {}; it was {}", after.word(), before.word());
            finding(span, level, message)
        }));
    }
    findings
}

fn consumer(
    diff: &Diff<'_>,
    pair: &Pair<Event>,
    old: &Subscription,
    new: &Subscription,
) -> Vec<Finding> {
    let service = &diff.head.catalog.services[new.service].id;
    let event = &diff.head.catalog.events[pair.head].id;
    let finding = |span, level, message| judged(diff, pair, service, span, level, message);
    let (before, after) = (old.guarantee(), new.guarantee());
    let span = new.stated.guarantee.as_ref().map_or(new.span, |it| it.span);
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(lowered(before, after).map(|level| {
        let (before, after) = (before.word(), after.word());
        let message = format!("`{service}` receives `{event}` {after}; it was {before}");
        finding(span, level, message)
    }));
    if let (Some(before), None) = (kept(&old.stated.idempotency), kept(&new.stated.idempotency)) {
        let span = new.stated.idempotency.as_ref().map_or(new.span, |it| it.span);
        let words = before.words();
        let message = format!("`{service}` handles `{event}` without idempotency; it had: {words}");
        findings.push(finding(span, Level::Warn, message));
    }
    findings
}

fn judged(
    diff: &Diff<'_>,
    pair: &Pair<Event>,
    service: &str,
    span: Span,
    level: Level,
    message: String,
) -> Finding {
    let event = &diff.head.catalog.events[pair.head].id;
    let finding = Finding { level, ..RULE.fault(span, message) };
    finding.about("event", event).about("service", service)
}

/// The level of a lower guarantee; none where it is not lower.
fn lowered(before: Guarantee, after: Guarantee) -> Option<Level> {
    let rank = |guarantee: Guarantee| match guarantee {
        Guarantee::AtMostOnce => 0,
        Guarantee::AtLeastOnce => 1,
        Guarantee::ExactlyOnce => 2,
    };
    let level = if after == Guarantee::AtMostOnce { Level::Error } else { Level::Warn };
    (rank(after) < rank(before)).then_some(level)
}

/// How much of the write and the publish is one: all, or not.
fn atomicity(publish: Publish) -> u8 {
    match publish {
        Publish::Outbox | Publish::Cdc | Publish::Transactional => 2,
        Publish::Direct => 1,
        Publish::BeforeWrite => 0,
    }
}

/// A strategy that does something.
fn kept(idempotency: &Option<Spanned<Idempotency>>) -> Option<Strategy> {
    let strategy = idempotency.as_ref().map(|idempotency| idempotency.value.strategy.value);
    strategy.filter(|strategy| *strategy != Strategy::None)
}

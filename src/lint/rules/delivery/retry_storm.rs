//! # What it finds
//! A consumer that retries at a fixed pace: with less than a second between several tries, with jitter or
//! without, or with two or more instances and `jitter: false`.
//!
//! # Why it matters
//! What fails is often a system that has too much to do. A pause of milliseconds gives it no time, and
//! instances that failed together come back together, each time.
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
//!     retry: { attempts: 5, backoff: fixed, initial: 100ms }
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
//!     retry: { attempts: 5, backoff: exponential, initial: 1s, max: 30s, jitter: true }
//! ```
//!
//! # When to allow it
//! The failure is known to pass in milliseconds, such as a conflict of two writers of one row.
//!
//! # Source
//! Brooker, "Exponential Backoff And Jitter", in the architecture blog of Amazon Web Services; Nygard,
//! *Release It!*, on the pattern Fail Fast and the stability antipattern Dogpile.

use crate::catalog::subscription::Subscription;
use crate::document::either::OrNone;
use crate::document::parts::failure::{Backoff, Retry};
use crate::document::values::attempts::Attempts;
use crate::document::values::duration::Duration;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "retry-storm",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("retry_storm.rs"),
    check: Check::Consumer(check),
};

/// A fixed delay from which on what failed has time to recover, in milliseconds.
const PAUSE: u64 = 1000;

/// From so many tries on there are several pauses, so that a pace can be told.
const SEVERAL: u32 = 3;

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let stated = consumer.stated.retry.as_ref()?;
    let OrNone::Some(retry) = &stated.value else { return None };
    match retry.tries() {
        Some(Attempts::Limited(tries)) if tries >= SEVERAL => {}
        _ => return None,
    }
    let subjects = scope::consumer_subjects(consumer);
    let who = scope::consumer_words(&study.catalog, consumer);
    let Some(pause) = fixed(retry) else {
        return Some(match grows(retry) {
            true => RULE.pass(subjects, stated.span, "the pause between tries grows"),
            false => {
                let what = "whether the pause between tries grows is not stated";
                RULE.unknown(subjects, stated.span, what)
            }
        });
    };
    let help = match retry.jitter {
        Some(true) => "let the delay grow: `backoff: exponential`, `initial: 1s`, `max: 30s`",
        _ => {
            "let the delay grow and spread it by chance: \
             `backoff: exponential`, `initial: 1s`, `max: 30s`, `jitter: true`"
        }
    };
    if let Some(pause) = pause.filter(|pause| pause.milliseconds < PAUSE) {
        let how = match retry.jitter {
            Some(true) => "spread by chance, but no longer from try to try",
            _ => "each time after the same pause",
        };
        let message = format!("{who} tries again every {pause}, {how}");
        let finding = RULE.fault(stated.span, message).label("too soon to recover in");
        return Some(fault(finding.help(help), subjects));
    }
    let instances = consumer.stated.instances.as_ref().filter(|count| count.value > 1);
    match (retry.jitter, instances) {
        (Some(false), Some(instances)) => {
            let message = format!(
                "{who} retries in {} instances after the same pause, without jitter",
                instances.value
            );
            let finding = RULE.fault(stated.span, message).label("instances retry in step");
            let finding = finding.relate(instances.span, "all of them at once");
            Some(fault(finding.help(help), subjects))
        }
        (Some(true), _) => Some(RULE.pass(subjects, stated.span, "tries are spread by chance")),
        (_, None) if is_single(consumer) => {
            Some(RULE.pass(subjects, stated.span, "a single instance retries"))
        }
        _ => {
            let what = "whether instances retry in step is not stated";
            Some(RULE.unknown(subjects, stated.span, what))
        }
    }
}

/// Whether all pauses are one, and how long it is, where that is stated.
fn fixed(retry: &Retry) -> Option<Option<&Duration>> {
    match retry.delays.as_slice() {
        [first, rest @ ..] if !rest.is_empty() => {
            rest.iter().all(|delay| delay == first).then_some(Some(first))
        }
        _ => (retry.backoff == Some(Backoff::Fixed)).then_some(retry.initial.as_ref()),
    }
}

fn grows(retry: &Retry) -> bool {
    retry.delays.len() > 1 || matches!(retry.backoff, Some(Backoff::Linear | Backoff::Exponential))
}

fn is_single(consumer: &Subscription) -> bool {
    consumer.stated.instances.as_ref().is_some_and(|count| count.value == 1)
}

//! # What it finds
//! A dead-letter queue that keeps its messages for less than seven days, or for a shorter time than what
//! its messages come from. A standard queue of Amazon SQS keeps the time at which a message was first
//! sent, so there the dead-letter queue must keep them longer than the source; as long is an error.
//!
//! A source that keeps its messages for ever sets no time that the dead-letter queue has to reach.
//!
//! # Why it matters
//! A dead letter waits for a person. What fails on Friday night is looked at on Monday, and mended
//! later: by then the queue must still have it.
//!
//! # Bad
//! ```yaml
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 3d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: order-events, procedure: Copy the records back with their keys. }
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: { to: order-events, procedure: Copy the records back with their keys. }
//! ```
//!
//! # When to allow it
//! The messages mean nothing any more by then, so nobody would bring them back.
//!
//! # Source
//! The Amazon SQS Developer Guide, "Dead-letter queue retention": a standard queue keeps the original
//! time, a FIFO queue begins anew. Seven days leave a working week.

use crate::catalog::setting::{self, Known};
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::duration;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::fifo;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "short-dlq-retention",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("short_dlq_retention.rs"),
    check: Check::Design(check),
};

/// Seven days, in milliseconds: a person must have had the time to look.
const WEEK: u64 = 7 * 24 * 60 * 60 * 1000;

fn check(study: &Study) -> Vec<Opinion> {
    // A topic of the normal flow keeps its messages for its own readers: that it is none for dead
    // letters is told by `ordinary-topic-as-dlq`.
    let opinions: Vec<Opinion> = scope::keyed_dead_letter_queues(study)
        .filter(|(key, _)| scope::normal_reader(study, *key).is_none())
        .map(|(key, queue)| judge(study, key, queue))
        .collect();
    if opinions.is_empty() {
        let reason = "no topic is a dead-letter queue".to_owned();
        return vec![Opinion::NotApplicable { reason }];
    }
    opinions
}

fn judge(study: &Study, key: Key<Topic>, queue: &Topic) -> Opinion {
    let (catalog, subjects) = (&study.catalog, vec![queue.subject()]);
    let Some(kept) = setting::retention(catalog, queue) else {
        let what = "how long a dead-letter queue keeps its messages is not stated";
        return RULE.unknown(subjects, queue.span, what);
    };
    let sources = scope::dead_letter_sources(study, key);
    let known = sources.iter().map(|source| (*source, setting::retention(catalog, source)));
    let known: Vec<(&Topic, Option<Known>)> = known.collect();
    // What is kept for ever leaves by being handled, or never: there is nothing to outlast.
    let limited = known.iter().filter_map(|(source, known)| Some((*source, known.as_ref()?)));
    let limited = limited.filter(|(_, known)| known.amount != Amount::Endless);
    let longest = limited.max_by_key(|(_, known)| known.amount);
    if let Some((source, limit)) = longest {
        if let Some(finding) = against(study, queue, &kept, source, limit) {
            return fault(finding, subjects);
        }
        let open = fifo::is_on(catalog, source, "sqs") && fifo::is_fifo(catalog, source).is_none();
        if open && kept.amount == limit.amount {
            let what = "whether the source of a dead-letter queue is a FIFO queue is not stated";
            return RULE.unknown(subjects, source.span, what);
        }
    }
    let place = kept.stated().unwrap_or(queue.span);
    if kept.amount < Amount::Of(WEEK) {
        let message =
            format!("the dead-letter queue `{}` keeps messages for {}", queue.id, kept.words());
        let help = "a person needs time to see a dead letter, mend its cause and bring it back";
        return fault(RULE.fault(place, message).label("at least 7d").help(help), subjects);
    }
    if let Some((source, _)) = known.iter().find(|(_, known)| known.is_none()) {
        let what = "how long the source of a dead-letter queue keeps its messages is not stated";
        return RULE.unknown(subjects, source.span, what);
    }
    // Somebody whose queue could not be read may send its letters here too.
    if !catalog.whole && kept.amount != Amount::Endless {
        return RULE.unknown(subjects, queue.span, scope::HIDDEN);
    }
    let is_endless = |(_, known): &(&Topic, Option<Known>)| {
        known.as_ref().is_some_and(|known| known.amount == Amount::Endless)
    };
    let outlasts_all = kept.amount == Amount::Endless;
    let evidence = match (longest, known.iter().any(is_endless) && !outlasts_all) {
        (Some(_), false) => "dead letters are kept for a week, and as long as their source",
        (Some(_), true) => {
            "dead letters are kept for a week, and as long as each source that sets a time"
        }
        (None, true) => "dead letters are kept for a week, and their source sets no time",
        (None, false) if known.is_empty() => "dead letters are kept for a week",
        (None, false) => "dead letters are kept for a week, and as long as their source",
    };
    let detail = match longest {
        Some((source, limit)) => {
            format!("{} against {} in {}", kept.words(), limit.words(), source.id)
        }
        None => kept.words(),
    };
    RULE.pass_with(subjects, place, evidence, detail)
}

/// The fault of a queue that does not outlast what its messages come from.
fn against(
    study: &Study,
    queue: &Topic,
    kept: &Known,
    source: &Topic,
    limit: &Known,
) -> Option<Finding> {
    let place = kept.stated().unwrap_or(queue.span);
    let (id, from, longest) = (&queue.id, &source.id, limit.words());
    let keeps_first_time = fifo::is_fifo(&study.catalog, source) == Some(false);
    let finding = if keeps_first_time && kept.amount <= limit.amount {
        let message = format!(
            "a dead letter is gone from `{id}` {} after it was sent to `{from}`, which itself keeps \
             it for {longest}",
            kept.words()
        );
        let help = "a standard queue of Amazon SQS keeps the time of sending when it moves a \
                    message, so the time in the source counts too";
        let finding = RULE.fault(place, message);
        let finding = match limit.reached().map(duration::words) {
            Some(most) => {
                let help = format!("{help}; no queue keeps longer, so let `{from}` keep less");
                finding.label(format!("{most} is the most")).help(help)
            }
            None => finding.label(format!("longer than {}", limit.value())).help(help),
        };
        Finding { level: Level::Error, ..finding }
    } else if kept.amount < limit.amount {
        let message = format!(
            "the dead-letter queue `{id}` keeps messages for {}, and `{from}` keeps them for \
             {longest}",
            kept.words()
        );
        RULE.fault(place, message).label(format!("at least {}", limit.value()))
    } else {
        return None;
    };
    let told = "the source keeps messages this long";
    Some(finding.relate(limit.stated().unwrap_or(source.span), told))
}

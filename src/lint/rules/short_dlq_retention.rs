//! # What it finds
//! A dead-letter queue that keeps its messages for less than seven days, or for a shorter time than what
//! its messages come from. A standard queue of Amazon SQS keeps the time at which a message was first
//! sent, so there the dead-letter queue must keep them longer than the source; as long is an error.
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

use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::spanned::Spanned;
use crate::document::values::retention::Retention;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::fifo;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

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
    let opinions: Vec<Opinion> = scope::keyed_dead_letter_queues(study)
        .map(|(key, queue)| judge(study, key, queue))
        .collect();
    if opinions.is_empty() {
        let reason = "no topic is a dead-letter queue".to_owned();
        return vec![Opinion::NotApplicable { reason }];
    }
    opinions
}

fn judge(study: &Study, key: Key<Topic>, queue: &Topic) -> Opinion {
    let subjects = vec![queue.subject()];
    let Some(kept) = &queue.stated.retention else {
        let what = "how long a dead-letter queue keeps its messages is not stated";
        return RULE.unknown(subjects, queue.span, what);
    };
    let sources = scope::dead_letter_sources(study, key);
    let stated =
        sources.iter().filter_map(|topic| Some((*topic, topic.stated.retention.as_ref()?)));
    // What is kept for ever leaves by being handled, or by nobody: there is nothing to outlast.
    let limited = stated.filter(|(_, retention)| retention.value != Retention::Forever);
    let longest = limited.max_by_key(|(_, retention)| retention.value.milliseconds());
    if let Some((source, retention)) = longest
        && let Some(finding) = against(study, queue, kept, source, retention)
    {
        return fault(finding, subjects);
    }
    if kept.value.milliseconds() < WEEK {
        let message =
            format!("the dead-letter queue `{}` keeps messages {}", queue.id, kept.value.words());
        let finding = RULE.fault(kept.span, message).label("at least 7d");
        let help =
            "give a person the time to see a dead letter, to mend its cause and to bring it back";
        return fault(finding.help(help), subjects);
    }
    let equal = longest.filter(|(_, retention)| retention.value == kept.value);
    if let Some((source, _)) = equal
        && fifo::is_on(&study.catalog, source, "sqs")
        && fifo::is_fifo(&study.catalog, source).is_none()
    {
        let what = "whether the source of a dead-letter queue is a FIFO queue is not stated";
        return RULE.unknown(subjects, source.span, what);
    }
    if let Some(open) = sources.iter().find(|topic| topic.stated.retention.is_none()) {
        let what = "how long the source of a dead-letter queue keeps its messages is not stated";
        return RULE.unknown(subjects, open.span, what);
    }
    let evidence = "dead letters are kept as long as their source, and for a week";
    let detail = match longest {
        Some((source, retention)) => {
            format!("{} against {} in {}", kept.value, retention.value, source.id)
        }
        None => kept.value.to_string(),
    };
    RULE.pass_with(subjects, kept.span, evidence, detail)
}

/// The fault of a queue that does not outlast what its messages come from.
fn against(
    study: &Study,
    queue: &Topic,
    kept: &Spanned<Retention>,
    source: &Topic,
    retention: &Spanned<Retention>,
) -> Option<Finding> {
    let (id, from) = (&queue.id, &source.id);
    let (dead, alive) = (kept.value.milliseconds(), retention.value.milliseconds());
    let keeps_first_time = fifo::is_fifo(&study.catalog, source) == Some(false);
    let finding = if keeps_first_time && dead <= alive {
        let message = format!(
            "a dead letter in `{id}` is gone {} after it was sent to `{from}`, which itself keeps it {}",
            kept.value,
            retention.value.words()
        );
        let help = "a standard queue of Amazon SQS keeps the time of sending when it moves a message, so \
                    the time in the source counts too";
        Finding { level: Level::Error, ..RULE.fault(kept.span, message).help(help) }
    } else if dead < alive {
        let message = format!(
            "the dead-letter queue `{id}` keeps messages {}, and `{from}` keeps them {}",
            kept.value.words(),
            retention.value.words()
        );
        RULE.fault(kept.span, message)
    } else {
        return None;
    };
    let label = match keeps_first_time {
        true => format!("longer than {}", retention.value),
        false => format!("at least {}", retention.value),
    };
    Some(finding.label(label).relate(retention.span, "the source keeps messages this long"))
}

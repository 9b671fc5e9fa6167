//! # What it finds
//! A topic with `role: dlq` that nothing watches: `monitor: none`.
//!
//! # Why it matters
//! Messages that nobody knows of are lost messages. An unwatched dead-letter queue only delays the loss
//! until its retention ends.
//!
//! # Bad
//! ```yaml
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: none
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
//! The consumer alerts on every dead letter itself.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Dead Letter Channel*.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unmonitored-dlq",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unmonitored_dlq.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for topic in scope::dead_letter_queues(study) {
        let subjects = topic.subjects();
        let Some(monitor) = &topic.stated.monitor else {
            let what = "what watches a dead-letter queue is not stated";
            opinions.push(RULE.unknown(subjects, topic.span, what));
            continue;
        };
        if monitor.value.0.is_empty() {
            let message = format!("nothing watches the dead-letter queue `{}`", topic.id);
            let label = "add an alert on its depth or on the age of its oldest message";
            opinions.push(fault(RULE.fault(monitor.span, message).label(label), subjects));
        } else {
            let on: Vec<&str> = monitor.value.0.iter().map(|on| on.on.as_str()).collect();
            opinions.push(RULE.pass_with(subjects, monitor.span, "watched", on.join(", ")));
        }
    }
    if opinions.is_empty() {
        let reason = "no topic is a dead-letter queue".to_owned();
        opinions.push(Opinion::NotApplicable { reason });
    }
    opinions
}

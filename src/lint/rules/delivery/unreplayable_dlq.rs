//! # What it finds
//! A topic with `role: dlq` and no way to bring its messages back: `replay` is `none`, or has no
//! `procedure`.
//!
//! # Why it matters
//! The night the queue fills is the wrong time to find out how its messages return to the topic, with
//! which keys, and which consumers see them twice.
//!
//! # Bad
//! ```yaml
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay: none
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
//! The messages are worthless an hour later, so nobody would bring them back.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Dead Letter Channel*.

use crate::document::either::OrNone;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreplayable-dlq",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unreplayable_dlq.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for topic in scope::dead_letter_queues(study) {
        let subjects = topic.subjects();
        let Some(replay) = &topic.stated.replay else {
            let what = "how dead letters are replayed is not stated";
            opinions.push(RULE.unknown(subjects, topic.span, what));
            continue;
        };
        let procedure = OrNone::some(&replay.value).and_then(|replay| replay.procedure.as_ref());
        match procedure.filter(|procedure| !procedure.trim().is_empty()) {
            Some(procedure) => {
                let to = topic.replay_to.map(|to| format!("to {}", study.catalog.topics[to].id));
                let detail = to.unwrap_or_default();
                let evidence = "a replay procedure";
                opinions.push(RULE.pass_with(subjects, procedure.span, evidence, detail));
            }
            None => {
                let message = format!("no procedure brings messages back from `{}`", topic.id);
                let label = "say to which topic, by whom and how";
                opinions.push(fault(RULE.fault(replay.span, message).label(label), subjects));
            }
        }
    }
    opinions
}

//! # What it finds
//! An envelope that does not say what thing an event is about: the order, the account, the stock
//! item. CloudEvents has `subject` for it. The declared envelope is judged once: by its schema
//! where it states one, else by what `fields` and `standard` say.
//!
//! # Why it matters
//! A relay, a partitioner or a replay of one order sees the envelope and not the payload. Without
//! the id it cannot keep the events of one thing together, nor find them.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { aggregateId: none }
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { aggregateId: orderId }
//! ```
//!
//! # When to allow it
//! Every topic names its own `partition_key` in the payload, and no tool works on the envelope
//! alone.
//!
//! # Source
//! CloudEvents 1.0.2, attribute `subject`; the `aggregateid` column of the outbox event router of
//! Debezium.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-aggregate-id",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_aggregate_id.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "aggregateId",
        always: false,
        words: "the id of what it is about",
        lost: "no tool can keep the events of one thing together",
    };
    carried::judge(study, &RULE, needed)
}

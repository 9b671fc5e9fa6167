//! # What it finds
//! An envelope that does not say when a thing happened. The declared envelope is judged once: by
//! its schema where it states one, else by what `fields` and `standard` say.
//! A schema that requires what the published standard requires, and no more, says nothing of it.
//!
//! # Why it matters
//! The time at which a broker took a message is not the time at which it happened: after a retry, a
//! replay or an outage they lie hours apart. Without the latter nobody can order what came from two
//! producers.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { timestamp: none }
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { timestamp: occurredAt }
//! ```
//!
//! # When to allow it
//! Every payload has its own time, under a name of the business.
//!
//! # Source
//! CloudEvents 1.0.2, attribute `time`, the timestamp of when the occurrence happened.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-timestamp",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_timestamp.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "timestamp",
        always: true,
        words: "a timestamp",
        lost: "nobody can tell when a thing happened",
    };
    carried::judge(study, &RULE, needed)
}

//! # What it finds
//! An envelope that does not say which event a message is. The declared envelope is judged once: by
//! its schema where it states one, else by what `fields` and `standard` say.
//!
//! # Why it matters
//! Where a topic carries two kinds of events, a consumer guesses by the shape of the payload, and
//! guesses wrong on the day on which two shapes become alike.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { eventType: none }
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { eventType: type }
//! ```
//!
//! # When to allow it
//! Each topic carries one kind of event for ever, and the topic is the type.
//!
//! # Source
//! CloudEvents 1.0.2 requires `type` of every event.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-event-type",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_event_type.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "eventType",
        always: true,
        words: "an event type",
        lost: "a consumer has to guess which event it holds",
    };
    carried::judge(study, &RULE, needed)
}

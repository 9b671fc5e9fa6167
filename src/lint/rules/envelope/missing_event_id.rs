//! # What it finds
//! An envelope without an event id, or one whose schema lets a message come without it. The
//! declared envelope is judged once: by its schema where it states one, else by what `fields` and
//! `standard` say.
//!
//! # Why it matters
//! A consumer knows a duplicate by the id of the message. Without one it handles a redelivered
//! message twice, or it compares whole payloads and takes two orders for one.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { eventId: id, eventType: type, timestamp: time }
//! schema:
//!   type: object
//!   required: [type, version, time]
//!   properties:
//!     id: { type: string, format: uuid }
//!     type: { type: string }
//!     version: { type: integer }
//!     time: { type: string, format: date-time }
//!     correlationId: { type: string }
//!     causationId: { type: string }
//!     aggregateId: { type: string }
//!     payload: { type: object }
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { eventId: id, eventType: type, timestamp: time }
//! schema:
//!   type: object
//!   required: [id, type, version, time]
//!   properties:
//!     id: { type: string, format: uuid }
//!     type: { type: string }
//!     version: { type: integer }
//!     time: { type: string, format: date-time }
//!     correlationId: { type: string }
//!     causationId: { type: string }
//!     aggregateId: { type: string }
//!     payload: { type: object }
//! ```
//!
//! # When to allow it
//! The messages come from a system that others run, and its consumers tell duplicates by a key of
//! the business.
//!
//! # Source
//! CloudEvents 1.0.2 requires `id` of every event, unique within its source; the pattern is the
//! *Idempotent Receiver* of Hohpe and Woolf, *Enterprise Integration Patterns*.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-event-id",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_event_id.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "eventId",
        always: true,
        words: "an event id",
        lost: "no consumer can tell a duplicate",
    };
    carried::judge(study, &RULE, needed)
}

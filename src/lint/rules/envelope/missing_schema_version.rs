//! # What it finds
//! An envelope that does not say by which version of the schema a payload was written. A
//! `dataschema` of CloudEvents or the id of a schema does: map it. The declared envelope is judged
//! once: by its schema where it states one, else by what `fields` and `standard` say.
//! A schema that requires what the published standard requires, and no more, says nothing of it.
//!
//! # Why it matters
//! While two versions are on the way, and in every store that keeps old events, a consumer cannot
//! know which one it reads.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { eventId: id, eventType: type, timestamp: time }
//! schema:
//!   type: object
//!   required: [id, type, time]
//!   properties:
//!     id: { type: string, format: uuid }
//!     type: { type: string }
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
//! A serializer with a schema registry puts the id of the schema before every message, outside the
//! envelope.
//!
//! # Source
//! CloudEvents 1.0.2, attribute `dataschema`; Greg Young, *Versioning in an Event Sourced System*.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-schema-version",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_schema_version.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "version",
        always: true,
        words: "a schema version",
        lost: "a consumer cannot tell old payloads from new ones",
    };
    carried::judge(study, &RULE, needed)
}

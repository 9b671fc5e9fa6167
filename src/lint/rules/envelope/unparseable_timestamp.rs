//! # What it finds
//! A timestamp in the schema of the envelope that is no `type: string` with `format: date-time`: a
//! number, or any text. Any text is a warning.
//!
//! # Why it matters
//! A number is seconds to one client and milliseconds to the next, and has no offset. A text in a
//! form of its own is parsed by one library, and read as another day by the next.
//!
//! # Bad
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
//!     time: { type: integer }
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
//! All clients are one code base, and the unit stands in the name of the field.
//!
//! # Source
//! RFC 3339, *Date and Time on the Internet*; CloudEvents 1.0.2, whose type Timestamp is that of
//! RFC 3339.

use crate::catalog::Envelope;
use crate::catalog::meaning::{self, Meaning};
use crate::finding::Finding;
use crate::finding::Level;
use crate::lint::carried;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unparseable-timestamp",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unparseable_timestamp.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    study.catalog.envelope.iter().filter_map(judge).collect()
}

fn judge(envelope: &Envelope) -> Option<Opinion> {
    let schema = envelope.schema.as_ref()?;
    let name = envelope.stated.name("timestamp");
    // Other languages have types of their own for points in time.
    let is_json = schema.contract.language.name == "json-schema";
    let Meaning::Payload(field) = meaning::in_payload(Some(schema), name) else { return None };
    if !is_json || envelope.stated.lacks("timestamp").is_some() {
        return None;
    }
    let (subjects, span) =
        (vec![carried::subject(envelope)], carried::place(envelope, "timestamp"));
    let kinds: Vec<&str> = field.kind.split(" or ").filter(|kind| *kind != "null").collect();
    let what = match kinds.as_slice() {
        ["string (date-time)"] => {
            let evidence = "timestamps by RFC 3339";
            return Some(RULE.pass_with(subjects, span, evidence, format!("`{name}`")));
        }
        // A pattern may say the same in other words.
        ["string"] if field.limits.is_empty() => "any text",
        kinds if kinds.contains(&"integer") || kinds.contains(&"number") => "a number",
        _ => {
            let what = format!("whether `{name}` is a timestamp by RFC 3339");
            return Some(RULE.unknown(subjects, span, what));
        }
    };
    let message = format!(
        "the timestamp of the envelope `{}` is {what}: `{name}` is {}",
        envelope.id, field.kind
    );
    let finding = RULE.fault(span, message);
    let finding = finding.relate(schema.span, "the schema of a whole message");
    let finding = finding.help("write `type: string, format: date-time`, and send UTC");
    let level = if what == "any text" { Level::Warn } else { RULE.level };
    Some(fault(Finding { level, ..finding }, subjects))
}

//! # What it finds
//! An envelope without a correlation id. The declared envelope is judged once: by its schema where
//! it states one, else by what `fields` and `standard` say.
//!
//! # Why it matters
//! At an incident somebody asks what became of one order. Without an id that all messages of one
//! flow share, the answer is pieced together by time stamps from the logs of five services.
//!
//! # Bad
//! ```yaml
//! envelope: message
//! fields: { correlationId: none }
//! ```
//!
//! # Good
//! ```yaml
//! envelope: message
//! fields: { correlationId: traceparent }
//! ```
//!
//! # When to allow it
//! Tracing is done by headers of the broker, and every client passes them on.
//!
//! # Source
//! The *Correlation Identifier* of Hohpe and Woolf, *Enterprise Integration Patterns*; the
//! CloudEvents extension for distributed tracing.

use crate::finding::Level;
use crate::lint::carried::{self, Needed};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-correlation-id",
    concern: Concern::Contracts,
    group: Group::Envelope,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_correlation_id.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let needed = Needed {
        field: "correlationId",
        always: false,
        words: "a correlation id",
        lost: "a flow cannot be followed from service to service",
    };
    carried::judge(study, &RULE, needed)
}

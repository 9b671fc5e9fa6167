//! # What it finds
//! A `reply` on a message that is no command.
//!
//! # Why it matters
//! A fact asks nobody for anything, so nobody answers it. Whoever waits for the answer waits for
//! ever; most likely `kind: command` is missing.
//!
//! # Bad
//! ```yaml
//! event: ReserveStock
//! version: 1
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! reply: { timeout: 10s }
//! producers: [{ service: order-service }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! audience: internal
//! topics: [order-events]
//! reply: { timeout: 10s }
//! producers: [{ service: order-service }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! Never: say that it is a command, or leave the reply out.
//!
//! # Source
//! *Enterprise Integration Patterns* (Hohpe and Woolf), *Command Message* and *Request-Reply*: a
//! request is answered, a fact is not.

use crate::catalog::event::Event;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "misplaced-reply",
    concern: Concern::Documents,
    group: Group::Lifecycle,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("misplaced_reply.rs"),
    check: Check::Event(check),
};

fn check(_: &Study) -> Each<'_, Event> {
    Each::by(judge)
}

fn judge(event: &Event) -> Option<Opinion> {
    let reply = event.stated.reply.as_ref()?;
    let subjects = event.subjects();
    Some(match event.kind() {
        EventKind::Command => {
            RULE.pass_with(subjects, reply.span, "only commands are answered", event.id.clone())
        }
        kind => {
            let message = format!(
                "`{}` has a reply, but it is no command: its kind is {}",
                event.id,
                kind.word()
            );
            let finding =
                RULE.fault(reply.span, message).label("say `kind: command`, or remove it");
            fault(finding, subjects)
        }
    })
}

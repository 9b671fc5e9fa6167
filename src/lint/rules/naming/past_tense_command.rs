//! # What it finds
//! A `kind: command` whose name says what happened: its last word is in the past tense, and
//! neither the name nor what follows a namespace in it begins with a verb that asks.
//!
//! # Why it matters
//! A name in the past tells the reader that nobody may refuse any more, and lets a second team
//! consume it as the fact that it is not yet.
//!
//! # Bad
//! ```yaml
//! event: StockReserved
//! version: 1
//! kind: command
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: ReserveStock
//! version: 1
//! kind: command
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: stock-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The name is on the wire for years, and everybody knows what is meant.
//!
//! # Source
//! The *Command Message* of Hohpe and Woolf, *Enterprise Integration Patterns*.

use crate::catalog::event::Event;
use crate::document::kinds::event::EventKind;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::{scope, words};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "past-tense-command",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("past_tense_command.rs"),
    check: Check::Event(check),
};

/// Other verbs that a command may begin with, some of them nouns too: `MarkPaid`, `RetryFailed`.
const ASKING: [&str; 37] = [
    "archive",
    "assert",
    "clear",
    "close",
    "collect",
    "declare",
    "ensure",
    "escalate",
    "find",
    "flag",
    "forward",
    "ignore",
    "keep",
    "label",
    "list",
    "mark",
    "move",
    "purge",
    "rebuild",
    "recalculate",
    "recompute",
    "record",
    "reopen",
    "replay",
    "report",
    "reprocess",
    "requeue",
    "resend",
    "restore",
    "retry",
    "revert",
    "revoke",
    "set",
    "skip",
    "tag",
    "treat",
    "undo",
];

fn check(_: &Study) -> Each<'_, Event> {
    Each::by(|event| {
        let command = scope::live(event).filter(|event| event.kind() == EventKind::Command);
        judge(command?)
    })
}

/// Whether a name asks for something: it begins with a verb, or what follows a namespace does, as in
/// `orders.MarkDelivered`.
fn asks(name: &str) -> bool {
    name.split(['.', '/', ':']).any(|part| {
        let first = words::words(part).into_iter().next();
        first.is_some_and(|first| words::is_imperative(&first) || ASKING.contains(&first.as_str()))
    })
}

fn judge(event: &Event) -> Option<Opinion> {
    let (said, subjects) = (words::said(&event.id), event.subjects());
    let last = said.last()?;
    if asks(&event.id) || !words::is_past(last) {
        let evidence = "commands that ask for something";
        return Some(RULE.pass_with(subjects, event.span, evidence, &*event.id));
    }
    if said.len() < 2 {
        return None;
    }
    let message =
        format!("`{}` is a command, and says that something happened: `{last}`", event.id);
    let finding = RULE.fault(event.span, message);
    let finding = match event.stated.kind.as_ref() {
        Some(kind) => finding.relate(kind.span, "a command"),
        None => finding,
    };
    Some(fault(finding.label("name what is to be done, or say `kind: event`"), subjects))
}

//! # What it finds
//! A reference to a topic that no document defines: where an event is published or read, where
//! retries wait, where dead letters and poison messages go, what feeds a topic, and where it is
//! replayed to.
//!
//! # Why it matters
//! A dead-letter queue that does not exist loses what is sent to it. What a topic keeps, and for
//! how long, is only known where the topic is declared.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-event]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! Never for long: a topic is declared by its id and its owner, two lines.
//!
//! # Source
//! A rule of eventbook: a name means a document, or it is misspelt.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-topic",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_topic.rs"),
    check: Check::Reading,
};

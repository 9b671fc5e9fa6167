//! # What it finds
//! A payload schema that its language does not allow. In JSON Schema: a keyword with a value that it
//! cannot have, a pattern that is no regular expression, a file that is empty, or a chain of more
//! than 100 references. In Avro and Protocol Buffers: whatever their compilers refuse, and a file of
//! several messages without a `message` that says which is meant.
//!
//! # Why it matters
//! A validator refuses such a schema, or worse, ignores the keyword and accepts everything. Neither
//! examples nor messages can be judged by it.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! schema:
//!   type: object
//!   properties: { orderId: { type: text } }
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
//! schema:
//!   type: object
//!   properties: { orderId: { type: string } }
//! examples: [{ orderId: A-1 }]
//! ```
//!
//! # When to allow it
//! Never: no validator would take it.
//!
//! # Source
//! JSON Schema 2020-12, *Validation*; for the other languages the specification of Avro and the JSON
//! mapping of Protocol Buffers.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-schema",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("invalid_schema.rs"),
    check: Check::Reading,
};

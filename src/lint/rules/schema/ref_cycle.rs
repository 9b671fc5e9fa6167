//! # What it finds
//! A `$ref` that leads back to itself without any data in between: through other references,
//! `allOf`, `anyOf` or `oneOf` only. A schema that contains itself below `properties` or `items`,
//! such as a tree, is no fault.
//!
//! # Why it matters
//! Nobody can say what such a schema accepts, and a validator that follows it never comes back.
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
//!   $ref: "#/$defs/order"
//!   $defs: { order: { allOf: [{ $ref: "#/$defs/order" }] } }
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
//!   $ref: "#/$defs/order"
//!   $defs: { order: { type: object, properties: { replaces: { $ref: "#/$defs/order" } } } }
//! examples: [{}]
//! ```
//!
//! # When to allow it
//! Never: take the reference out of the circle.
//!
//! # Source
//! JSON Schema 2020-12, core, section 9.4.1: a schema must not make its reader run into a circle of
//! references.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "ref-cycle",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("ref_cycle.rs"),
    check: Check::Reading,
};

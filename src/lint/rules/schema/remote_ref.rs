//! # What it finds
//! A `$ref` in a payload schema that leads to another system, such as `https://…`.
//!
//! # Why it matters
//! Nothing is ever fetched: a build must not depend on somebody else's server, and must not tell it
//! what is built. So the part of the payload behind the reference stays unknown.
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
//!   properties: { total: { $ref: "https://schemas.example.com/money.json" } }
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
//!   properties: { total: { $ref: schemas/money.yaml } }
//! examples: [{ total: "12.50" }]
//! ---
//! # schemas/money.yaml
//! type: string
//! pattern: ^[0-9]+[.][0-9]{2}$
//! ```
//!
//! # When to allow it
//! Never: copy the schema into the catalog and refer to the copy.
//!
//! # Source
//! A rule of eventbook: it opens no connection, so that a build is the same on every machine.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "remote-ref",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("remote_ref.rs"),
    check: Check::Reading,
};

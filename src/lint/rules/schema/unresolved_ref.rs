//! # What it finds
//! A `$ref` in a payload schema, a `schema: { file: … }` or an `import` of a `.proto` file that leads
//! to a file which is not in the catalog, or to a part of a file that is not there.
//!
//! # Why it matters
//! The part of the payload behind it is unknown. A consumer that loads the schema fails at its
//! start.
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
//!   properties: { total: { $ref: "#/$defs/mony" } }
//!   $defs: { money: { type: string } }
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
//!   properties: { total: { $ref: "#/$defs/money" } }
//!   $defs: { money: { type: string } }
//! examples: [{ total: "12.50" }]
//! ```
//!
//! # When to allow it
//! Never: correct the reference, or add the file that it names.
//!
//! # Source
//! JSON Schema 2020-12, core, section 8.2.3, and RFC 6901 for the pointers.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unresolved-ref",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unresolved_ref.rs"),
    check: Check::Reading,
};

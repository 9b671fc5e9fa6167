//! # What it finds
//! A `$ref` in a payload schema, or a `schema: { file: … }`, whose path leads out of the folder of
//! `eventbook.yaml`: by too many `..`, by a leading `/`, or with a `\`.
//!
//! # Why it matters
//! Nothing outside the catalog is ever read, so that a catalog from a stranger cannot publish the
//! files of the machine that builds it. What lies outside is also missing in everybody else's
//! clone.
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
//!   properties: { total: { $ref: ../elsewhere/money.yaml } }
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
//! Never: the file is not read, whoever allows it. Copy it into the catalog.
//!
//! # Source
//! A catalog is what lies in its folder: a schema that comes from elsewhere can show what it must not,
//! or change unseen.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "ref-outside-root",
    concern: Concern::Documents,
    group: Group::Schema,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("ref_outside_root.rs"),
    check: Check::Reading,
};

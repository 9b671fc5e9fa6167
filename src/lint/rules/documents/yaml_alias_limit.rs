//! # What it finds
//! A file whose aliases (`*name`) expand to more nodes than it may hold: five for each byte of the
//! file, and never more than 100000. The rest of the file is not read.
//!
//! # Why it matters
//! Ten aliases of ten aliases of ten aliases are a few lines of text and fill the memory of
//! whatever reads them.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! examples:
//!   - &a [x, x, x, x, x, x, x, x, x, x]
//!   - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
//!   - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
//!   - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
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
//! examples:
//!   - &a [x, x, x, x, x, x, x, x, x, x]
//!   - [*a, *a]
//! ```
//!
//! # When to allow it
//! Never: the limit holds for everybody. Write the values out, or share a schema by `$ref`.
//!
//! # Source
//! The attack known as *billion laughs* (CVE-2003-1564): a small file that expands without end.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-alias-limit",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("yaml_alias_limit.rs"),
    check: Check::Reading,
};

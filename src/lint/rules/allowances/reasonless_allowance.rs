//! # What it finds
//! A comment `# eventbook:ignore RULE` without ` -- ` and a reason behind it, or an entry of `allow` in
//! `eventbook.yaml` whose reason is blank. It tolerates nothing until it has one.
//!
//! # Why it matters
//! A fault is tolerated because somebody knows why it does no harm. Whoever reads the catalog a year
//! later has only what was written down.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers:
//!   - service: order-service # eventbook:ignore dual-write
//!     writes: [orders-db]
//!     publish: outbox
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers:
//!   - service: order-service
//!     writes: [orders-db]
//!     publish: direct # eventbook:ignore dual-write -- The outbox is planned for spring.
//! audience: audit
//! ```
//!
//! # When to allow it
//! It cannot be allowed: write down the reason, or remove the allowance.
//!
//! # Source
//! The rule that ESLint's plugin for directive comments calls `require-description`.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "reasonless-allowance",
    concern: Concern::Documents,
    group: Group::Allowances,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("reasonless_allowance.rs"),
    check: Check::Reading,
};

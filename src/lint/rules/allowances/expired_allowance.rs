//! # What it finds
//! An entry of `allow` in `eventbook.yaml` whose last day has passed. What it allowed counts again,
//! as a finding of its own. Today's date can be set by `--today`.
//!
//! # Why it matters
//! The date was a promise. Without it an exception that was meant for a quarter stays for ever.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! allow:
//!   - rule: dual-write
//!     target: OrderPlaced
//!     reason: Outbox is on the team's plan for the second quarter.
//!     until: 2026-06-30
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! allow:
//!   - rule: dual-write
//!     target: OrderPlaced
//!     reason: Outbox is on the team's plan for the second quarter.
//!     until: never
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: direct }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! It cannot be allowed: decide anew until when the fault is tolerated, or write `until: never`,
//! which is shown on every page of what it allows.
//!
//! # Source
//! A rule of eventbook: what is tolerated is tolerated knowingly, for a stated time, and nothing else.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "expired-allowance",
    concern: Concern::Documents,
    group: Group::Allowances,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("expired_allowance.rs"),
    check: Check::Reading,
};

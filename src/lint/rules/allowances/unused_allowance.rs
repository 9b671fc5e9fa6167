//! # What it finds
//! An entry of `allow` in `eventbook.yaml`, or a rule in a comment `# eventbook:ignore`, that covers no
//! finding, or such a comment that names no rule or is written with other capitals. An entry or rule is
//! only told where the documents and their references could be read whole, because otherwise the
//! finding may only be hidden.
//!
//! # Why it matters
//! The fault was mended, or the target was renamed. In the second case the finding counts again,
//! and whoever mended the first would never learn that the next one is allowed in advance.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! allow:
//!   - rule: dual-write
//!     target: OrderPlacd
//!     reason: Outbox is on the team's plan for the second quarter.
//!     until: never
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
//! It cannot be allowed: remove the entry or the comment, which `check --fix` does except for
//! entries with an anchor, or correct its target.
//!
//! # Source
//! A rule of eventbook: what is tolerated is tolerated knowingly, for a stated time, and nothing else.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unused-allowance",
    concern: Concern::Documents,
    group: Group::Allowances,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unused_allowance.rs"),
    check: Check::Reading,
};

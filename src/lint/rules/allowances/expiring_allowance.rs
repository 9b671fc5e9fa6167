//! # What it finds
//! An entry of `allow` in `eventbook.yaml` that ends within fourteen days. Today's date can be set by
//! `--today`.
//!
//! # Why it matters
//! On the day after its last the finding counts again, and a pull request that has nothing to do with
//! it fails. Two weeks are time to mend the fault, or to decide anew.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! allow:
//!   - rule: moved-topic
//!     target: OrderPlaced
//!     reason: The new topic takes over in the first week of December.
//!     until: 2026-12-04
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! allow:
//!   - rule: moved-topic
//!     target: OrderPlaced
//!     reason: The new topic takes over in the first week of February.
//!     until: 2027-02-05
//! ```
//!
//! # When to allow it
//! It cannot be allowed, and fails nothing. `levels` can switch it off.
//!
//! # Source
//! The habit of scanners that warn before a suppression runs out, such as `ignoreUntil` of OSV-Scanner.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "expiring-allowance",
    concern: Concern::Documents,
    group: Group::Allowances,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("expiring_allowance.rs"),
    check: Check::Reading,
};

//! # What it finds
//! A key that stands twice in one mapping. The first value is kept, the second is told.
//!
//! # Why it matters
//! YAML forbids it, and programs that read it all the same disagree on which of the two counts.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retention: 7d
//! retention: 14d
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! retention: 14d
//! ```
//!
//! # When to allow it
//! Never: remove one of the two.
//!
//! # Source
//! YAML 1.2.2, section 3.2.1.1: the keys of a mapping are unique.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-key",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("duplicate_key.rs"),
    check: Check::Reading,
};

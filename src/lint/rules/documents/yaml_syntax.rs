//! # What it finds
//! Text that is no YAML: a tab as indentation, a quote or a bracket that is never closed, a line
//! that does not fit the indentation above it, a key that is a list, an alias without its anchor.
//! The documents of a file that stand before the fault are read, those behind it are not.
//!
//! # Why it matters
//! The file cannot be read from there on, so what it declares is missing.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: [what customers send back
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: what customers send back
//! ```
//!
//! # When to allow it
//! Never: no program can read it.
//!
//! # Source
//! YAML 1.2.2.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-syntax",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("yaml_syntax.rs"),
    check: Check::Reading,
};

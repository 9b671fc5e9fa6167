//! # What it finds
//! A tag outside of YAML's core, such as `!include`, `!!binary` or `!!python/object`. `!!str`,
//! `!!int` and the like are allowed. The finding stands at the value behind the tag.
//!
//! # Why it matters
//! A tag asks the program that reads it to do something: to include a file, to make an object.
//! Nothing in a catalog does anything, so its author would wait in vain.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: !include returns.md
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: What customers send back.
//! ```
//!
//! # When to allow it
//! Never: the tag has no effect. Write the value out.
//!
//! # Source
//! YAML 1.2.2, section 10.3: the core schema. Tags that make objects have run code in other readers of
//! YAML (CVE-2017-18342).

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-tag",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("yaml_tag.rs"),
    check: Check::Reading,
};

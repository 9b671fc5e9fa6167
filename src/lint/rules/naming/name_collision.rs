//! # What it finds
//! Two ids of one kind that differ only in capital letters. The first in the order of the paths is
//! kept.
//!
//! # Why it matters
//! An id is the name of a folder in the site. Many file systems and web servers take `Returns` and
//! `returns` for one, so that one page would replace the other.
//!
//! # Bad
//! ```yaml
//! store: returns-db
//! kind: postgresql
//! ---
//! store: Returns-DB
//! kind: redis
//! ```
//!
//! # Good
//! ```yaml
//! store: returns-db
//! kind: postgresql
//! ---
//! store: returns-cache
//! kind: redis
//! ```
//!
//! # When to allow it
//! Never: rename one of the two. What the broker calls a topic may stay as it is, in its `address`.
//!
//! # Source
//! File systems that do not tell capital letters apart: the default of macOS and Windows. Every id is a
//! part of an address of the site.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "name-collision",
    concern: Concern::Documents,
    group: Group::Naming,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("name_collision.rs"),
    check: Check::Reading,
};

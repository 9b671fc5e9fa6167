//! # What it finds
//! A `theme` in `eventbook.yaml` that is neither `default` nor a folder below `themes/` with a file in
//! it.
//!
//! # Why it matters
//! The site is built with the built-in theme instead, and looks like nobody's.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! theme: corprate
//! ---
//! # themes/corporate/tokens.css
//! :root { --accent: #8a1538; }
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! theme: corporate
//! ---
//! # themes/corporate/tokens.css
//! :root { --accent: #8a1538; }
//! ```
//!
//! # When to allow it
//! It cannot be allowed: take the line out, and the catalog has the built-in theme.
//!
//! # Source
//! The template engine's own check, made when the catalog is read and not when a page is made.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-theme",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_theme.rs"),
    check: Check::Reading,
};

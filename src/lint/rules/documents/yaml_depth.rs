//! # What it finds
//! A file whose lists and mappings nest more than 128 deep.
//!
//! # Why it matters
//! No description of an event is that deep, but a file made to break a program is: each level costs
//! the reader memory. The file is not read from there on.
//!
//! # Bad
//! A payload schema written in one file with more than 128 braces open at once: too long to be
//! shown here.
//!
//! # Good
//! The same schema with its inner parts under `$defs`, or in files of their own, and referred to by
//! `$ref`.
//!
//! # When to allow it
//! Never: the limit holds for everybody.
//!
//! # Source
//! The attack known as *billion laughs* (CVE-2003-1564): a small file that expands without end.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "yaml-depth",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("yaml_depth.rs"),
    check: Check::Reading,
};

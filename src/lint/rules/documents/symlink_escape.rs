//! # What it finds
//! A document, or a file that a `$ref` reaches, which is a symbolic link that leads out of the
//! folder of `eventbook.yaml`, or nowhere. A link to a file inside is no fault: that file is read
//! under its own name.
//!
//! # Why it matters
//! Links are not followed, so that a catalog from a stranger cannot publish the files of the
//! machine that builds it. What lies behind the link is not in the catalog.
//!
//! # Bad
//! `stores.yaml`, a link to `../../platform/stores.yaml`. A link has no text that could be shown
//! here.
//!
//! # Good
//! A copy of the file in the catalog, or `eventbook.yaml` in the folder above both.
//!
//! # When to allow it
//! Never: the link is not followed, whoever allows it. Name it under `ignore` if it serves
//! something else.
//!
//! # Source
//! A catalog is what lies in its folder: a schema that comes from elsewhere can show what it must not,
//! or change unseen.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "symlink-escape",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("symlink_escape.rs"),
    check: Check::Reading,
};

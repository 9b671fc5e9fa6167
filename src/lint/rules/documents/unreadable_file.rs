//! # What it finds
//! A document, or a file that a `$ref` reaches, that the system does not let eventbook read, or that
//! is no regular file: a pipe, a socket, a device.
//!
//! # Why it matters
//! What it declares is missing, and every reference to it would be told as a fault of the one who
//! refers.
//!
//! # Bad
//! A document that only its author may read, below a folder that a build server checks. Its text
//! has nothing wrong that could be shown here.
//!
//! # Good
//! The same file, readable for all who build the catalog.
//!
//! # When to allow it
//! Never: name the file under `ignore` in `eventbook.yaml` if it is none of the catalog's.
//!
//! # Source
//! A rule of eventbook: a file is read once, at once, and by nobody else's leave.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unreadable-file",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unreadable_file.rs"),
    check: Check::Reading,
};

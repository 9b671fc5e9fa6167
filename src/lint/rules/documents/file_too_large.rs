//! # What it finds
//! A document, or a file that a `$ref` reaches, of more than 10 MiB (10485760 bytes). It is not
//! read.
//!
//! # Why it matters
//! No document is that long; a dump that lies in the wrong folder is. To read it would cost the
//! memory of the machine that builds the catalog.
//!
//! # Bad
//! A recording of a day's messages, as `.yaml`, below the folder of `eventbook.yaml`: too long to be
//! shown here.
//!
//! # Good
//! The recording outside of the catalog, or under `ignore` in `eventbook.yaml`.
//!
//! # When to allow it
//! Never: name the file under `ignore`, and it is not looked at.
//!
//! # Source
//! A limit of eventbook. A description of events that is larger is a dump of data, and costs every
//! reader time and memory.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "file-too-large",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("file_too_large.rs"),
    check: Check::Reading,
};

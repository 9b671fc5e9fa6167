//! # What it finds
//! A file that is not UTF-8: the finding stands at the first byte that is not, or at the start of a
//! file that looks like UTF-16. A byte-order mark of UTF-8 is allowed. The file is not read.
//!
//! # Why it matters
//! Which letters were meant can only be guessed, and names that differ in a guessed letter match
//! nothing.
//!
//! # Bad
//! A file saved in the code page of an old editor, where `ü` is the single byte FC, or saved as
//! "Unicode" by one that means UTF-16. Neither can be shown in a page, which is UTF-8.
//!
//! # Good
//! The same file, saved as UTF-8.
//!
//! # When to allow it
//! Never: an ASCII file is UTF-8 already, and every editor can save it so.
//!
//! # Source
//! YAML 1.2.2, section 5.2, and RFC 8259, section 8.1: files that are exchanged are UTF-8.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "invalid-utf8",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("invalid_utf8.rs"),
    check: Check::Reading,
};

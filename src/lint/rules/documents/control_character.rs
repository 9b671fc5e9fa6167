//! # What it finds
//! A control character in a file, raw or written as an escape in quoted text. Tabs and line ends
//! are allowed. A file with a raw one is not read; an escaped one only costs this finding.
//!
//! # Why it matters
//! Printed on a terminal, such a character can hide text or change what is shown. No name and no
//! description needs one.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: "What customers send back.\e[2J"
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! summary: "What customers send back."
//! ```
//!
//! # When to allow it
//! Never: remove the character.
//!
//! # Source
//! YAML 1.2.2, section 5.1: the printable characters. Control characters in names have driven terminals
//! and forged lines of logs.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "control-character",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("control_character.rs"),
    check: Check::Reading,
};

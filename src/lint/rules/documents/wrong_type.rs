//! # What it finds
//! A value of another type than its key asks for: text in place of a list, a mapping in place of a
//! number. Plain numbers and words such as `no` count as text where text is asked for, and where a
//! list is asked for a list is needed.
//!
//! # Why it matters
//! What was meant can only be guessed, so it is not read.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! partitions: [3]
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! partitions: 3
//! ```
//!
//! # When to allow it
//! Never: correct the value.
//!
//! # Source
//! The JSON Schema of the document's kind, as `eventbook schema` prints it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "wrong-type",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("wrong_type.rs"),
    check: Check::Reading,
};

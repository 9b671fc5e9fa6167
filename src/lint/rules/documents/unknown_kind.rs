//! # What it finds
//! A document whose first key is no kind of document, or that is no mapping at all. A file with a
//! single document may also be a schema, if a `$ref` reaches it or `schemas` in `eventbook.yaml`
//! names it. A file that holds nothing but comments is no fault.
//!
//! # Why it matters
//! What is not known to be anything is not in the catalog: a misspelt kind would quietly lose the
//! whole document.
//!
//! # Bad
//! ```yaml
//! topc: returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! Never: put what is no document under `ignore` in `eventbook.yaml`, and a schema under `schemas`.
//!
//! # Source
//! The JSON Schema of the document's kind, as `eventbook schema` prints it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-kind",
    concern: Concern::Documents,
    group: Group::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unknown_kind.rs"),
    check: Check::Reading,
};

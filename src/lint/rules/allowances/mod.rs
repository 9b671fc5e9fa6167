//! Findings that are tolerated, each with its reason.

pub mod expired_allowance;
pub mod expiring_allowance;
pub mod reasonless_allowance;
pub mod unused_allowance;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    expired_allowance::RULE,
    expiring_allowance::RULE,
    unused_allowance::RULE,
    reasonless_allowance::RULE,
];

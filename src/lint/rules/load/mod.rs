//! What one event sets in motion, and what its consumers share.

pub mod callback_to_producer;
pub mod fan_out_chain;
pub mod oversized_broker;
pub mod synchronous_chain;
pub mod thundering_herd;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    thundering_herd::RULE,
    callback_to_producer::RULE,
    fan_out_chain::RULE,
    synchronous_chain::RULE,
    oversized_broker::RULE,
];

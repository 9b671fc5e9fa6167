//! The fields around every payload, by which a message is known.

pub mod missing_aggregate_id;
pub mod missing_causation_id;
pub mod missing_correlation_id;
pub mod missing_event_id;
pub mod missing_event_type;
pub mod missing_schema_version;
pub mod missing_timestamp;
pub mod mixed_spelling;
pub mod split_envelope;
pub mod unparseable_timestamp;
pub mod wrong_event_type;
pub mod wrong_schema_version;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    missing_event_id::RULE,
    missing_event_type::RULE,
    missing_schema_version::RULE,
    missing_timestamp::RULE,
    missing_correlation_id::RULE,
    missing_causation_id::RULE,
    missing_aggregate_id::RULE,
    wrong_event_type::RULE,
    wrong_schema_version::RULE,
    unparseable_timestamp::RULE,
    split_envelope::RULE,
    mixed_spelling::RULE,
];

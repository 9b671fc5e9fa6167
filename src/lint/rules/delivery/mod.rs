//! Idempotency, retries, dead letters, and what a crash can lose.

pub mod cache_as_idempotency;
pub mod dead_letter_cycle;
pub mod dual_write;
pub mod early_acknowledgement;
pub mod early_dead_letter;
pub mod expiring_retry;
pub mod inverted_backoff;
pub mod mismatched_dlq;
pub mod missing_dlq;
pub mod missing_idempotency;
pub mod ordinary_topic_as_dlq;
pub mod overlong_backoff;
pub mod overtaking_retry;
pub mod publish_before_write;
pub mod retry_storm;
pub mod separate_dedup_store;
pub mod short_dlq_retention;
pub mod short_idempotency_window;
pub mod superfluous_retry_delay;
pub mod unattended_outbox;
pub mod unbounded_retry;
pub mod unclassified_poison;
pub mod unexplained_natural_idempotency;
pub mod unkeyed_effect;
pub mod unkeyed_exactly_once;
pub mod unlogged_failure;
pub mod unmonitored_dlq;
pub mod unreliable_idempotency_key;
pub mod unreplayable_dlq;
pub mod unsafe_replay;
pub mod weakened_guarantee;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    missing_idempotency::RULE,
    cache_as_idempotency::RULE,
    short_idempotency_window::RULE,
    unexplained_natural_idempotency::RULE,
    dual_write::RULE,
    publish_before_write::RULE,
    missing_dlq::RULE,
    unbounded_retry::RULE,
    expiring_retry::RULE,
    overlong_backoff::RULE,
    early_dead_letter::RULE,
    overtaking_retry::RULE,
    unclassified_poison::RULE,
    unlogged_failure::RULE,
    unmonitored_dlq::RULE,
    unreplayable_dlq::RULE,
    short_dlq_retention::RULE,
    mismatched_dlq::RULE,
    weakened_guarantee::RULE,
    unreliable_idempotency_key::RULE,
    separate_dedup_store::RULE,
    unkeyed_exactly_once::RULE,
    unkeyed_effect::RULE,
    superfluous_retry_delay::RULE,
    inverted_backoff::RULE,
    retry_storm::RULE,
    dead_letter_cycle::RULE,
    ordinary_topic_as_dlq::RULE,
    early_acknowledgement::RULE,
    unsafe_replay::RULE,
    unattended_outbox::RULE,
];

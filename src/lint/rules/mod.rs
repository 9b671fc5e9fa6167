//! The rules, one file each. The order of the list is the order of `eventbook rules`: by group.

pub mod absent_partition_key;
pub mod ambiguous_field_name;
pub mod breaking_change;
pub mod breaking_version;
pub mod broken_trace;
pub mod cache_as_idempotency;
pub mod callback_to_producer;
pub mod changed_default;
pub mod changed_key;
pub mod circular_flow;
pub mod coarse_partition_key;
pub mod colliding_address;
pub mod compacted_history;
pub mod conflicting_declaration;
pub mod control_character;
pub mod dead_letter_cycle;
pub mod dual_write;
pub mod duplicate_address;
pub mod duplicate_document;
pub mod duplicate_key;
pub mod early_acknowledgement;
pub mod early_dead_letter;
pub mod edited_version;
pub mod effects_from_beginning;
pub mod example_mismatch;
pub mod expired_allowance;
pub mod expiring_allowance;
pub mod expiring_retry;
pub mod fan_out_chain;
pub mod file_too_large;
pub mod foreign_event;
pub mod fragile_compensation;
pub mod generic_event;
pub mod global_ordering_on_partitions;
pub mod idle_consumers;
pub mod illegal_address;
pub mod illegal_key;
pub mod imperative_event;
pub mod impossible_condition;
pub mod inexact_number;
pub mod inline_upcasting;
pub mod invalid_schema;
pub mod invalid_template;
pub mod invalid_utf8;
pub mod invalid_value;
pub mod inverted_backoff;
pub mod key_not_required;
pub mod leaked_domain_event;
pub mod misfit_command;
pub mod mismatched_dlq;
pub mod misplaced_fact;
pub mod misplaced_reply;
pub mod missing_aggregate_id;
pub mod missing_causation_id;
pub mod missing_circuit_breaker;
pub mod missing_compensation;
pub mod missing_coordinator;
pub mod missing_correlation_id;
pub mod missing_dlq;
pub mod missing_event_id;
pub mod missing_event_type;
pub mod missing_example;
pub mod missing_idempotency;
pub mod missing_key;
pub mod missing_owner;
pub mod missing_runbook;
pub mod missing_schema_version;
pub mod missing_snapshot;
pub mod missing_step_timeout;
pub mod missing_timestamp;
pub mod missing_upcaster;
pub mod mixed_spelling;
pub mod moved_event;
pub mod moved_topic;
pub mod mutual_trigger;
pub mod name_collision;
pub mod open_ended_deprecation;
pub mod ordinary_topic_as_dlq;
pub mod outlived_sunset;
pub mod overloaded_consumer;
pub mod overlong_backoff;
pub mod overlong_retry;
pub mod overlong_step_timeout;
pub mod oversized_broker;
pub mod oversized_message;
pub mod overtaking_retry;
pub mod past_tense_command;
pub mod publish_before_write;
pub mod reasonless_allowance;
pub mod ref_cycle;
pub mod ref_outside_root;
pub mod remote_ref;
pub mod removed_event;
pub mod removed_feature;
pub mod removed_producer;
pub mod removed_version;
pub mod repartitioned_topic;
pub mod retry_storm;
pub mod separate_dedup_store;
pub mod several_handlers;
pub mod shared_consumer_group;
pub mod shared_event;
pub mod short_dlq_retention;
pub mod short_idempotency_window;
pub mod short_retention;
pub mod short_step_timeout;
pub mod short_visibility;
pub mod shortened_retention;
pub mod slow_handler;
pub mod split_envelope;
pub mod stranded_consumer;
pub mod superfluous_retry_delay;
pub mod symlink_escape;
pub mod synchronous_chain;
pub mod thundering_herd;
pub mod transient_queue;
pub mod unattended_outbox;
pub mod unbounded_retry;
pub mod unbounded_stream;
pub mod unchanged_version;
pub mod unchecked_append;
pub mod unclassified_poison;
pub mod uncompared_document;
pub mod unconsumed_event;
pub mod unconventional_name;
pub mod uncorrelated_saga;
pub mod undecided_compatibility;
pub mod undeclared_personal_data;
pub mod undeclared_secret;
pub mod undetected_projection_lag;
pub mod unerasable_personal_data;
pub mod unexplained_natural_idempotency;
pub mod unfed_binding;
pub mod unfilled_placeholder;
pub mod unfinished_saga;
pub mod unfollowed_flow;
pub mod unheard_outcome;
pub mod unkeyed_compaction;
pub mod unkeyed_effect;
pub mod unkeyed_exactly_once;
pub mod unknown_aggregate;
pub mod unknown_broker;
pub mod unknown_domain;
pub mod unknown_envelope;
pub mod unknown_event;
pub mod unknown_field;
pub mod unknown_key;
pub mod unknown_kind;
pub mod unknown_personal_field;
pub mod unknown_service;
pub mod unknown_store;
pub mod unknown_team;
pub mod unknown_theme;
pub mod unknown_topic;
pub mod unknown_version;
pub mod unlogged_failure;
pub mod unmet_versions;
pub mod unmonitored_dlq;
pub mod unmonitored_lag;
pub mod unnumbered_events;
pub mod unordered_consumer;
pub mod unordered_topic;
pub mod unowned_flow;
pub mod unparseable_timestamp;
pub mod unproduced_event;
pub mod unprotected_personal_data;
pub mod unreached_consumer;
pub mod unreadable_file;
pub mod unrebuildable_projection;
pub mod unreliable_idempotency_key;
pub mod unreplayable_dlq;
pub mod unresolved_ref;
pub mod unrouted_key;
pub mod unsafe_replay;
pub mod untested_failure;
pub mod unused_allowance;
pub mod unused_override;
pub mod unversioned_snapshot;
pub mod weak_durability;
pub mod weakened_guarantee;
pub mod wrong_event_type;
pub mod wrong_schema_version;
pub mod wrong_type;
pub mod yaml_alias_limit;
pub mod yaml_depth;
pub mod yaml_syntax;
pub mod yaml_tag;

use crate::lint::rule::Rule;

/// All rules.
pub const RULES: &[Rule] = &[
    // Documents
    uncompared_document::RULE,
    unknown_event::RULE,
    unknown_service::RULE,
    unknown_topic::RULE,
    unknown_broker::RULE,
    unknown_store::RULE,
    unknown_team::RULE,
    unknown_domain::RULE,
    unknown_aggregate::RULE,
    unknown_envelope::RULE,
    unknown_version::RULE,
    unfollowed_flow::RULE,
    duplicate_document::RULE,
    misplaced_fact::RULE,
    conflicting_declaration::RULE,
    unknown_kind::RULE,
    unknown_key::RULE,
    missing_key::RULE,
    wrong_type::RULE,
    invalid_value::RULE,
    duplicate_key::RULE,
    yaml_syntax::RULE,
    yaml_depth::RULE,
    yaml_alias_limit::RULE,
    yaml_tag::RULE,
    control_character::RULE,
    invalid_utf8::RULE,
    file_too_large::RULE,
    symlink_escape::RULE,
    unreadable_file::RULE,
    unknown_theme::RULE,
    invalid_template::RULE,
    unused_override::RULE,
    // Envelope
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
    // Schema
    breaking_change::RULE,
    edited_version::RULE,
    breaking_version::RULE,
    undecided_compatibility::RULE,
    changed_default::RULE,
    unchanged_version::RULE,
    example_mismatch::RULE,
    invalid_schema::RULE,
    unresolved_ref::RULE,
    ref_outside_root::RULE,
    remote_ref::RULE,
    ref_cycle::RULE,
    unknown_field::RULE,
    ambiguous_field_name::RULE,
    oversized_message::RULE,
    inexact_number::RULE,
    undeclared_personal_data::RULE,
    unprotected_personal_data::RULE,
    unknown_personal_field::RULE,
    unerasable_personal_data::RULE,
    undeclared_secret::RULE,
    missing_example::RULE,
    // Naming
    illegal_address::RULE,
    name_collision::RULE,
    imperative_event::RULE,
    past_tense_command::RULE,
    several_handlers::RULE,
    generic_event::RULE,
    colliding_address::RULE,
    duplicate_address::RULE,
    unconventional_name::RULE,
    // Ownership
    missing_owner::RULE,
    shared_event::RULE,
    foreign_event::RULE,
    // Lifecycle
    removed_event::RULE,
    removed_producer::RULE,
    removed_version::RULE,
    moved_event::RULE,
    unconsumed_event::RULE,
    unproduced_event::RULE,
    stranded_consumer::RULE,
    misplaced_reply::RULE,
    unmet_versions::RULE,
    open_ended_deprecation::RULE,
    outlived_sunset::RULE,
    // Topology
    moved_topic::RULE,
    changed_key::RULE,
    repartitioned_topic::RULE,
    shortened_retention::RULE,
    circular_flow::RULE,
    mutual_trigger::RULE,
    unreached_consumer::RULE,
    unrouted_key::RULE,
    unfed_binding::RULE,
    illegal_key::RULE,
    absent_partition_key::RULE,
    key_not_required::RULE,
    coarse_partition_key::RULE,
    shared_consumer_group::RULE,
    global_ordering_on_partitions::RULE,
    idle_consumers::RULE,
    unkeyed_compaction::RULE,
    compacted_history::RULE,
    unordered_topic::RULE,
    unordered_consumer::RULE,
    short_retention::RULE,
    unbounded_stream::RULE,
    weak_durability::RULE,
    transient_queue::RULE,
    removed_feature::RULE,
    // Delivery
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
    // Time
    slow_handler::RULE,
    overloaded_consumer::RULE,
    short_visibility::RULE,
    overlong_retry::RULE,
    // Load
    thundering_herd::RULE,
    callback_to_producer::RULE,
    fan_out_chain::RULE,
    synchronous_chain::RULE,
    oversized_broker::RULE,
    // Sagas
    missing_compensation::RULE,
    missing_step_timeout::RULE,
    unfinished_saga::RULE,
    impossible_condition::RULE,
    uncorrelated_saga::RULE,
    missing_coordinator::RULE,
    unheard_outcome::RULE,
    short_step_timeout::RULE,
    overlong_step_timeout::RULE,
    fragile_compensation::RULE,
    unowned_flow::RULE,
    // Event sourcing
    unnumbered_events::RULE,
    undetected_projection_lag::RULE,
    unrebuildable_projection::RULE,
    missing_snapshot::RULE,
    missing_upcaster::RULE,
    inline_upcasting::RULE,
    unversioned_snapshot::RULE,
    unchecked_append::RULE,
    leaked_domain_event::RULE,
    // Operations
    unfilled_placeholder::RULE,
    unmonitored_lag::RULE,
    effects_from_beginning::RULE,
    missing_runbook::RULE,
    misfit_command::RULE,
    missing_circuit_breaker::RULE,
    untested_failure::RULE,
    broken_trace::RULE,
    // Allowances
    expired_allowance::RULE,
    expiring_allowance::RULE,
    unused_allowance::RULE,
    reasonless_allowance::RULE,
];

/// The rule with this id.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

//! Topics, keys, bindings, and the order that they give.

pub mod absent_partition_key;
pub mod changed_key;
pub mod circular_flow;
pub mod coarse_partition_key;
pub mod compacted_history;
pub mod global_ordering_on_partitions;
pub mod idle_consumers;
pub mod illegal_key;
pub mod key_not_required;
pub mod moved_topic;
pub mod mutual_trigger;
pub mod removed_feature;
pub mod repartitioned_topic;
pub mod shared_consumer_group;
pub mod short_retention;
pub mod shortened_retention;
pub mod transient_queue;
pub mod unbounded_stream;
pub mod unfed_binding;
pub mod unkeyed_compaction;
pub mod unordered_consumer;
pub mod unordered_topic;
pub mod unreached_consumer;
pub mod unrouted_key;
pub mod weak_durability;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
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
];

//! Who publishes, who receives, and how an event is given up.

pub mod misplaced_reply;
pub mod moved_event;
pub mod open_ended_deprecation;
pub mod outlived_sunset;
pub mod removed_event;
pub mod removed_producer;
pub mod removed_version;
pub mod stranded_consumer;
pub mod unconsumed_event;
pub mod unmet_versions;
pub mod unproduced_event;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
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
];

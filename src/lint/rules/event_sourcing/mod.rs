//! Stored events, snapshots, upcasters and projections.

pub mod inline_upcasting;
pub mod leaked_domain_event;
pub mod missing_snapshot;
pub mod missing_upcaster;
pub mod unchecked_append;
pub mod undetected_projection_lag;
pub mod unnumbered_events;
pub mod unrebuildable_projection;
pub mod unversioned_snapshot;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    unnumbered_events::RULE,
    undetected_projection_lag::RULE,
    unrebuildable_projection::RULE,
    missing_snapshot::RULE,
    missing_upcaster::RULE,
    inline_upcasting::RULE,
    unversioned_snapshot::RULE,
    unchecked_append::RULE,
    leaked_domain_event::RULE,
];

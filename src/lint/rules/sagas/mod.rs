//! Work over several services that is finished, or undone.

pub mod fragile_compensation;
pub mod impossible_condition;
pub mod missing_compensation;
pub mod missing_coordinator;
pub mod missing_step_timeout;
pub mod overlong_step_timeout;
pub mod short_step_timeout;
pub mod uncorrelated_saga;
pub mod unfinished_saga;
pub mod unheard_outcome;
pub mod unowned_flow;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
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
];

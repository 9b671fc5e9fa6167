//! What is watched, and what can be done at three in the morning.

pub mod broken_trace;
pub mod effects_from_beginning;
pub mod misfit_command;
pub mod missing_circuit_breaker;
pub mod missing_runbook;
pub mod unfilled_placeholder;
pub mod unmonitored_lag;
pub mod untested_failure;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    unfilled_placeholder::RULE,
    unmonitored_lag::RULE,
    effects_from_beginning::RULE,
    missing_runbook::RULE,
    misfit_command::RULE,
    missing_circuit_breaker::RULE,
    untested_failure::RULE,
    broken_trace::RULE,
];

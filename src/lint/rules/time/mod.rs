//! Handlers against the limits of their brokers and clients.

pub mod overloaded_consumer;
pub mod overlong_retry;
pub mod short_visibility;
pub mod slow_handler;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] =
    &[slow_handler::RULE, overloaded_consumer::RULE, short_visibility::RULE, overlong_retry::RULE];

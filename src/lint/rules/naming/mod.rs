//! What things are called, here and by their brokers.

pub mod colliding_address;
pub mod duplicate_address;
pub mod generic_event;
pub mod illegal_address;
pub mod imperative_event;
pub mod name_collision;
pub mod past_tense_command;
pub mod several_handlers;
pub mod unconventional_name;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
    illegal_address::RULE,
    name_collision::RULE,
    imperative_event::RULE,
    past_tense_command::RULE,
    several_handlers::RULE,
    generic_event::RULE,
    colliding_address::RULE,
    duplicate_address::RULE,
    unconventional_name::RULE,
];

//! What a payload is, and what its versions do to each other.

pub mod ambiguous_field_name;
pub mod breaking_change;
pub mod breaking_version;
pub mod changed_default;
pub mod edited_version;
pub mod example_mismatch;
pub mod inexact_number;
pub mod invalid_schema;
pub mod missing_example;
pub mod oversized_message;
pub mod ref_cycle;
pub mod ref_outside_root;
pub mod remote_ref;
pub mod unchanged_version;
pub mod undecided_compatibility;
pub mod undeclared_personal_data;
pub mod undeclared_secret;
pub mod unerasable_personal_data;
pub mod unknown_field;
pub mod unknown_personal_field;
pub mod unprotected_personal_data;
pub mod unresolved_ref;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
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
];

//! Whether the files can be read and mean what they say.

pub mod conflicting_declaration;
pub mod control_character;
pub mod duplicate_document;
pub mod duplicate_key;
pub mod file_too_large;
pub mod invalid_template;
pub mod invalid_utf8;
pub mod invalid_value;
pub mod misplaced_fact;
pub mod missing_key;
pub mod symlink_escape;
pub mod uncompared_document;
pub mod unfollowed_flow;
pub mod unknown_aggregate;
pub mod unknown_broker;
pub mod unknown_domain;
pub mod unknown_envelope;
pub mod unknown_event;
pub mod unknown_key;
pub mod unknown_kind;
pub mod unknown_service;
pub mod unknown_store;
pub mod unknown_team;
pub mod unknown_theme;
pub mod unknown_topic;
pub mod unknown_version;
pub mod unreadable_file;
pub mod unused_override;
pub mod wrong_type;
pub mod yaml_alias_limit;
pub mod yaml_depth;
pub mod yaml_syntax;
pub mod yaml_tag;

use crate::lint::rule::Rule;

/// The rules of this shelf.
pub const RULES: &[Rule] = &[
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
];

//! The document kinds, one file each.
//!
//! Each type's comments become the descriptions of its JSON Schema: what an editor shows on hover.

pub mod aggregate;
pub mod broker;
pub mod domain;
pub mod envelope;
pub mod event;
pub mod flow;
pub mod projection;
pub mod saga;
pub mod service;
pub mod store;
pub mod team;
pub mod topic;

use crate::document::kind::Kind;

/// All kinds, in the order of the documentation.
pub const KINDS: &[Kind] = &[
    event::KIND,
    service::KIND,
    topic::KIND,
    broker::KIND,
    store::KIND,
    team::KIND,
    domain::KIND,
    saga::KIND,
    flow::KIND,
    aggregate::KIND,
    projection::KIND,
    envelope::KIND,
];

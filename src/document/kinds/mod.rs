//! The document kinds, one file each, and the shapes that several of them share.
//!
//! Each type's comments become the descriptions of its JSON Schema: what an editor shows on hover.

pub mod broker;
pub mod domain;
pub mod envelope;
pub mod event;
pub mod producer;
pub mod saga;
pub mod service;
pub mod side;
pub mod store;
pub mod subscription;
pub mod team;
pub mod topic;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::kind::Kind;
use crate::document::spanned::Spanned;
use crate::document::values::link::Link;

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
    envelope::KIND,
];

/// The name of another document, resolved by the catalog.
pub type Name = Spanned<String>;

/// A page elsewhere.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct PageLink {
    /// What people read.
    pub title: Option<String>,
    /// Its address.
    pub url: Link,
}

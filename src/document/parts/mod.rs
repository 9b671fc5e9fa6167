//! What several document kinds share: subscriptions, producers, and the parts of both.

pub mod compatibility;
pub mod defaults;
pub mod delays;
pub mod failure;
pub mod idempotency;
pub mod monitor;
pub mod payload_schema;
pub mod producer;
pub mod side;
pub mod subscription;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::spanned::Spanned;
use crate::document::values::link::Link;

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

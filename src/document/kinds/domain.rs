//! Domains: the bounded contexts that events and services belong to.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::kind::Kind;
use crate::document::parts::compatibility::Compatibility;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `domain`.
pub const KIND: Kind = Kind {
    name: "domain",
    sentence: "A bounded context: one language, one owner.",
    schema: |generator| generator.root_schema_for::<Domain>(),
};

/// A bounded context.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Domain {
    /// The domain's id.
    pub domain: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it is about.
    pub summary: Option<String>,
    /// The team that owns it, and all in it that names no owner of its own.
    pub owner: Option<Name>,
    /// What is asked of the versions of its events.
    pub compatibility: Option<Compatibility>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

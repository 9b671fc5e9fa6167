//! Stores: the databases that services read and write.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::kind::Kind;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `store`.
pub const KIND: Kind = Kind {
    name: "store",
    sentence: "A database or another store of data.",
    schema: |generator| generator.root_schema_for::<Store>(),
};

/// A store of data.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Store {
    /// The store's id.
    pub store: Spanned<Id>,
    /// What it is: `postgresql`, `redis`, …
    pub kind: Spanned<String>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it holds.
    pub summary: Option<String>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// Its tables, as far as events touch them.
    #[serde(default)]
    pub tables: Vec<String>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

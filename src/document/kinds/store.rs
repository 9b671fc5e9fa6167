//! Stores: the databases that services read and write.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::ListOrNone;
use crate::document::kind::Kind;
use crate::document::parts::monitor::Monitor;
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
    /// The table that events are written to in the transaction of their change, and what publishes
    /// them from there.
    pub outbox: Option<Spanned<Outbox>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// A transactional outbox: what is written with the change, and how it leaves.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Outbox {
    /// The table that holds the events until they are published.
    pub table: Option<String>,
    /// What publishes them from there; `none` where nothing does.
    pub relay: Option<Spanned<Relay>>,
    /// Where the relay lives in the service's repository.
    pub module: Option<String>,
    /// The column by which the relay keeps the order of the writes; `none` where it keeps none.
    pub ordered_by: Option<Spanned<String>>,
    /// What removes the rows that are published, such as `delete after 7d`; `none` where nothing does.
    pub cleanup: Option<Spanned<String>>,
    /// What shows how far the relay is behind; `none` where nothing does.
    pub monitor: Option<Spanned<ListOrNone<Monitor>>>,
}

/// What publishes the rows of an outbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Relay {
    /// A process that asks the table for new rows.
    Polling,
    /// A process that reads the database's own log of changes.
    LogTailing,
    /// Nothing does: known to be missing.
    None,
}

impl Relay {
    /// How, in words.
    pub fn words(self) -> &'static str {
        match self {
            Relay::Polling => "a polling publisher",
            Relay::LogTailing => "a reader of the database's log",
            Relay::None => "nothing",
        }
    }
}

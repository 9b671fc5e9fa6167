//! Teams: who owns what, and how to reach them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::kind::Kind;
use crate::document::parts::PageLink;
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `team`.
pub const KIND: Kind = Kind {
    name: "team",
    sentence: "People who own events, services and topics, and how to reach them.",
    schema: |generator| generator.root_schema_for::<Team>(),
};

/// A team.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Team {
    /// The team's id.
    pub team: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it answers for.
    pub summary: Option<String>,
    /// Who belongs to it.
    #[serde(default)]
    pub members: Vec<String>,
    /// How to reach it.
    pub contact: Option<Contact>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// How to reach a team.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Contact {
    /// The channel: `#checkout`.
    pub slack: Option<String>,
    /// The address.
    pub email: Option<String>,
    /// Who is on call, and how to page them.
    pub oncall: Option<String>,
}

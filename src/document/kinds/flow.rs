//! Flows: names and words for what follows from a trigger. The steps themselves are derived from
//! what producers and consumers say.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::TextOr;
use crate::document::kind::Kind;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `flow`.
pub const KIND: Kind = Kind {
    name: "flow",
    sentence: "A name and a story for what follows from a trigger.",
    schema: |generator| generator.root_schema_for::<Flow>(),
};

/// A flow. Without such a document it is still drawn, under the name of its first event.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Flow {
    /// The flow's id, which is its page's address: `checkout`.
    pub flow: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it brings about.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that answers for all of it.
    pub owner: Option<Name>,
    /// Where it begins: an event, or `{ event, service }` where several services publish it.
    pub start: Start,
    /// Whether the business stops when it does.
    #[serde(default)]
    pub critical: bool,
    /// What happens, told event by event.
    #[serde(default)]
    pub story: Vec<Chapter>,
    /// What whoever is on call must know of this flow besides the commands of its brokers.
    pub runbook: Option<Runbook>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// Where a flow begins. Short form: the event's name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(from = "Spanned<TextOr<String, LongStart>>")]
pub struct Start {
    /// The first event.
    pub event: Name,
    /// The service that publishes it.
    pub service: Option<Name>,
}

/// The long form of where a flow begins.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongStart {
    /// The first event.
    pub event: Name,
    /// The service that publishes it. Needed where several do.
    pub service: Option<Name>,
}

impl From<Spanned<TextOr<String, LongStart>>> for Start {
    fn from(stated: Spanned<TextOr<String, LongStart>>) -> Self {
        match stated.value {
            TextOr::Text(event) => {
                Start { event: Spanned { value: event, span: stated.span }, service: None }
            }
            TextOr::Long(long) => Start { event: long.event, service: long.service },
        }
    }
}

/// What one event of a flow means to the business.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Chapter {
    /// The event.
    pub event: Name,
    /// What it means here, in a sentence or two.
    pub says: String,
}

/// What whoever is on call must know of a flow. Each is Markdown.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Runbook {
    /// How to see that it works.
    pub health: Option<String>,
    /// What to look at before messages are replayed.
    pub replay: Option<String>,
    /// What happens to the business while a consumer is paused.
    pub pause: Option<String>,
    /// Whom to call, and when.
    pub escalate: Option<String>,
    /// Dashboards and alerts.
    #[serde(default)]
    pub dashboards: Vec<PageLink>,
}

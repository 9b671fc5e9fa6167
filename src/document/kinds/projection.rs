//! Projections: read models that are made from the events of an aggregate.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::OrNone;
use crate::document::kind::Kind;
use crate::document::parts::monitor::{Monitor, Threshold};
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;

/// The kind `projection`.
pub const KIND: Kind = Kind {
    name: "projection",
    sentence: "A read model that is made from the events of an aggregate.",
    schema: |generator| generator.root_schema_for::<Projection>(),
};

/// A projection: what it is made from, how far it may be behind, and how it is made anew.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Projection {
    /// The projection's id: `stock_levels`.
    pub projection: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: which question it answers.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// The service that serves it.
    pub service: Option<Name>,
    /// What it is made from.
    pub source: Source,
    /// The store that holds it.
    pub store: Option<Name>,
    /// What it is in its store: `table`, `materialized view`, `index`, …
    pub kind: Option<String>,
    /// How far it may be behind and how that is seen; `none` where nothing shows it.
    pub lag: Option<Spanned<OrNone<Lag>>>,
    /// How it is made anew from all events; `none` where it cannot be.
    pub rebuild: Option<Spanned<OrNone<Rebuild>>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// What a projection is made from.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Source {
    /// The aggregate whose events are read.
    pub aggregate: Name,
    /// How they arrive.
    pub by: Option<Spanned<By>>,
    /// Where the projector lives in the service's repository.
    pub module: Option<String>,
}

/// How events arrive at a projector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum By {
    /// It asks the event store for new ones.
    Polling,
    /// The broker delivers them.
    Subscription,
}

impl By {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            By::Polling => "polling",
            By::Subscription => "subscription",
        }
    }
}

/// How far a projection may be behind, and how that is seen.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Lag {
    /// The metric that shows how far it is behind.
    pub metric: Option<String>,
    /// How far it may be behind, in events or as a duration.
    pub target: Option<Threshold>,
    /// When somebody is told; `none` for never.
    pub alert: Option<Spanned<OrNone<Monitor>>>,
}

impl Lag {
    /// The alert, where there is one.
    pub fn alert(&self) -> Option<&Monitor> {
        self.alert.as_ref().and_then(|alert| alert.value.some())
    }
}

/// How a projection is made anew from all events.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Rebuild {
    /// What is done, in Markdown.
    pub procedure: Option<Spanned<String>>,
    /// What makes an event that is read twice count once: the sequence number, say; `none` where it
    /// counts twice.
    pub idempotent_by: Option<Spanned<String>>,
}

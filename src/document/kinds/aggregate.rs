//! Aggregates: things whose state is rebuilt from the events that are stored of them.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::OrNone;
use crate::document::kind::Kind;
use crate::document::parts::subscription::Setting;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::duration::Duration;
use crate::document::values::id::Id;
use crate::document::values::version::Version;

/// The kind `aggregate`.
pub const KIND: Kind = Kind {
    name: "aggregate",
    sentence: "A thing whose state is rebuilt from its stored events.",
    schema: |generator| generator.root_schema_for::<Aggregate>(),
};

/// An aggregate: its events, where they are stored, and how old ones are read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Aggregate {
    /// The aggregate's id: `StockItem`.
    pub aggregate: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what it keeps consistent.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// The service that holds it.
    pub service: Option<Name>,
    /// Where its events are appended.
    pub event_store: Option<EventStore>,
    /// The events that are stored of it.
    #[serde(default)]
    pub events: Vec<Name>,
    /// How long its stream of events is, and what it costs to read.
    pub stream: Option<Stream>,
    /// The state that is kept, so that not every event is read again; `none` for no such state.
    pub snapshot: Option<Spanned<OrNone<Snapshot>>>,
    /// How events of old versions are read.
    pub upcasting: Option<Spanned<Upcasting>>,
    /// What turns an event of an old version into the next, one entry for each step.
    #[serde(default)]
    pub upcasters: Vec<Spanned<Upcaster>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// Where events are appended.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct EventStore {
    /// The store.
    pub store: Name,
    /// The table or the bucket in it.
    pub table: Option<String>,
    /// What holds the number of the event in its stream, which no two events share; `none` where
    /// nothing does. It is not the version of the schema.
    pub sequence: Option<Spanned<String>>,
    /// What an append is refused by when another came first: the number or version that it expects
    /// the stream to have. `none` where every append is taken.
    pub expected_version: Option<Spanned<String>>,
}

impl EventStore {
    /// The field of the sequence number; none where it is unstated or said to be missing.
    pub fn numbered_by(&self) -> Option<&str> {
        self.sequence.as_ref().map(|field| field.value.as_str()).filter(|field| *field != "none")
    }
}

/// How long a stream is, and what it costs to read.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Stream {
    /// The number of events of one aggregate, on average.
    pub average: Option<Spanned<u32>>,
    /// How long it takes to read them all and rebuild the state.
    pub load: Option<Duration>,
    /// When they are read.
    pub loaded: Option<Loaded>,
}

/// When a stream is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Loaded {
    /// For every command.
    EveryCommand,
    /// Once, and then the state is kept in memory.
    Once,
}

impl Loaded {
    /// When, in words.
    pub fn words(self) -> &'static str {
        match self {
            Loaded::EveryCommand => "for every command",
            Loaded::Once => "once, then kept in memory",
        }
    }
}

/// State that is kept, so that not every event is read again.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Snapshot {
    /// After so many events a new one is kept: no rebuild reads more than these.
    #[schemars(range(min = 1))]
    pub every: Spanned<u32>,
    /// The store that keeps it, where that is not the event store.
    pub store: Option<Name>,
    /// The table that keeps it.
    pub table: Option<String>,
    /// The version of its shape, or the field that holds it, by which one of an old shape is known
    /// and made anew; `none` where nothing tells.
    pub version: Option<Setting>,
}

/// How events of old versions are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Upcasting {
    /// Upcasters turn each version into the next when it is read: the code knows the newest alone.
    Chain,
    /// The code that handles events asks for their version.
    Inline,
    /// Nothing does: known to be missing.
    None,
}

impl Upcasting {
    /// How, in words.
    pub fn words(self) -> &'static str {
        match self {
            Upcasting::Chain => "a chain of upcasters at read time",
            Upcasting::Inline => "version checks in the code that handles events",
            Upcasting::None => "nothing",
        }
    }
}

/// What turns an event of one version into another.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Upcaster {
    /// The event.
    pub event: Name,
    /// The version that is read.
    pub from: Spanned<Version>,
    /// The version that it is turned into.
    pub to: Spanned<Version>,
    /// Where the code lives.
    pub module: Option<String>,
}

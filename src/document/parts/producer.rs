//! What a producer says of itself, whether the event's document says it or the service's.

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::Many;
use crate::document::parts::Name;
use crate::document::parts::subscription::Guarantee;
use crate::document::spanned::Spanned;

/// How a service publishes events.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Producer {
    /// The publishing service. Stated where an event declares its producers.
    pub service: Option<Name>,
    /// The events published. Stated where a service declares what it produces.
    #[serde(default)]
    pub events: Vec<Name>,
    /// Where the publishing code lives in the service's repository.
    pub module: Option<String>,
    /// The topics published to. Default: all of the event's topics.
    #[serde(default)]
    pub to: Vec<Name>,
    /// What makes it publish: one trigger or a list.
    #[serde(default)]
    pub trigger: Many<Spanned<Trigger>>,
    /// The stores written in the same piece of work.
    #[serde(default)]
    pub writes: Vec<Name>,
    /// How publishing and the database write relate.
    pub publish: Option<Spanned<Publish>>,
    /// The delivery guarantee of the publish leg.
    pub guarantee: Option<Spanned<Guarantee>>,
    /// Whether the producer waits for the broker's confirmation.
    pub confirms: Option<bool>,
    /// Why it is as it is.
    pub why: Option<String>,
}

/// How publishing and the database write relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Publish {
    /// The event is written in the transaction, and a relay publishes it from there.
    Outbox,
    /// The database's own log of changes is what is published.
    Cdc,
    /// One transaction spans the write and the publish.
    Transactional,
    /// Published after the write, outside its transaction.
    Direct,
    /// Published before the write.
    BeforeWrite,
}

impl Publish {
    /// What it means, in words.
    pub fn words(self) -> &'static str {
        match self {
            Publish::Outbox => "transactional outbox",
            Publish::Cdc => "change data capture",
            Publish::Transactional => "one transaction with the write",
            Publish::Direct => "after the write, outside its transaction",
            Publish::BeforeWrite => "before the write",
        }
    }
}

/// What makes a producer publish. One of the four.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Trigger {
    /// A person or a system outside: "User".
    pub actor: Option<String>,
    /// What it does: "POST /orders".
    pub action: Option<String>,
    /// An event that this service consumes.
    pub event: Option<Name>,
    /// A schedule: "every night at 02:00".
    pub schedule: Option<String>,
    /// A table whose changes are captured.
    pub cdc: Option<String>,
}

//! Events: facts that happened, commands that ask for something, and replies.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::document::either::TextOr;
use crate::document::either::Unread;
use crate::document::kind::Kind;
use crate::document::parts::compatibility::Compatibility;
use crate::document::parts::payload_schema::PayloadSchema;
use crate::document::parts::producer::Producer;
use crate::document::parts::side::{ServiceNamed, With};
use crate::document::parts::subscription::Subscription;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::date::Date;
use crate::document::values::duration::Duration;
use crate::document::values::id::Id;
use crate::document::values::rate::Rate;
use crate::document::values::version::Version;

/// The kind `event`.
pub const KIND: Kind = Kind {
    name: "event",
    sentence: "A message type in one version: its payload, who publishes it and who receives it.",
    schema: |generator| generator.root_schema_for::<Event>(),
};

/// An event in one version. `event` and `version` together are its key; what is not about the
/// schema stands in the newest version's document.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Event {
    /// The event's id, in the past tense: `OrderPlaced`.
    pub event: Spanned<Id>,
    /// The version of the schema. `1` means `1.0.0`.
    pub version: Spanned<Version>,
    /// Whether it states a fact or asks for something. An event unless stated.
    pub kind: Option<Spanned<EventKind>>,
    /// What people read, where the id is not enough.
    pub title: Option<String>,
    /// One sentence: what happened, in the words of the business.
    pub summary: Option<String>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// Where it stands in its life. Active unless stated.
    pub status: Option<Spanned<Status>>,
    /// Since when, until when and for what it is given up.
    pub deprecation: Option<Deprecation>,
    /// Who else it is for: then nobody in the catalog need consume it.
    pub audience: Option<Spanned<Audience>>,
    /// The topics that it is published to.
    #[serde(default)]
    pub topics: Vec<TopicUse>,
    /// How its handler answers, where it is a command.
    pub reply: Option<Spanned<Reply>>,
    /// How fast and how often.
    pub sla: Option<Sla>,
    /// Fields that say something about a person, and how they are protected.
    #[serde(default)]
    pub pii: Vec<Pii>,
    /// How the data of one person is removed from what is kept, or `none`.
    pub erasure: Option<Spanned<String>>,
    /// Why several services publish it, each as the source of the same fact.
    pub shared_ownership: Option<Spanned<String>>,
    /// Who publishes it.
    #[serde(default)]
    pub producers: Vec<Unread<With<Producer, ServiceNamed>>>,
    /// Who receives it.
    #[serde(default)]
    pub consumers: Vec<Unread<With<Subscription, ServiceNamed>>>,
    /// The payload's schema: JSON Schema that stands here, or `{ file: … }` in JSON Schema, Avro or
    /// Protocol Buffers.
    pub schema: Option<Unread<PayloadSchema>>,
    /// What is asked of its versions.
    pub compatibility: Option<Compatibility>,
    /// Payloads that are valid: each is checked against the schema.
    #[serde(default)]
    pub examples: Vec<Unread<Value>>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum EventKind {
    /// A fact.
    Event,
    /// A request, with one handler.
    Command,
    /// The answer to a command.
    Reply,
}

impl EventKind {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            EventKind::Event => "event",
            EventKind::Command => "command",
            EventKind::Reply => "reply",
        }
    }
}

/// Where a version stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Status {
    /// Planned.
    Draft,
    /// In use.
    Active,
    /// In use, but given up.
    Deprecated,
    /// No producer writes it any more; a store may still hold it.
    Retired,
}

impl Status {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Active => "active",
            Status::Deprecated => "deprecated",
            Status::Retired => "retired",
        }
    }
}

/// Since when, until when and for what a version is given up.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Deprecation {
    /// The first day.
    pub since: Option<Date>,
    /// The day after which it is no longer published.
    pub sunset: Option<Date>,
    /// What replaces it, as `Event` or `Event@version`.
    pub replaced_by: Option<Spanned<String>>,
    /// Why.
    pub reason: Option<String>,
}

/// Who an event is for, other than the services of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Audience {
    /// The services of this catalog.
    Internal,
    /// Someone outside.
    External,
    /// Those who audit.
    Audit,
    /// Those who analyse.
    Analytics,
}

impl Audience {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Audience::Internal => "internal",
            Audience::External => "external",
            Audience::Audit => "audit",
            Audience::Analytics => "analytics",
        }
    }
}

/// A topic that an event is published to.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Spanned<TextOr<String, LongTopicUse>>")]
pub struct TopicUse {
    /// The topic.
    pub topic: Name,
    /// The routing key or subject, where the broker has one.
    pub key: Option<Spanned<String>>,
}

/// The long form of a topic that an event is published to.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongTopicUse {
    /// The topic.
    pub topic: Name,
    /// The routing key or subject: `notification.email.welcome`. A `{name}` stands for a word that
    /// differs from message to message: `orders.{orderId}.placed`.
    pub key: Option<Spanned<String>>,
}

impl From<Spanned<TextOr<String, LongTopicUse>>> for TopicUse {
    fn from(stated: Spanned<TextOr<String, LongTopicUse>>) -> Self {
        match stated.value {
            TextOr::Text(topic) => {
                TopicUse { topic: Spanned { value: topic, span: stated.span }, key: None }
            }
            TextOr::Long(long) => TopicUse { topic: long.topic, key: long.key },
        }
    }
}

/// How the handler of a command answers.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Reply {
    /// The message that says it was done.
    pub success: Option<Name>,
    /// The message that says it was not.
    pub failure: Option<Name>,
    /// The topic that the answer goes to, where that is not the message's own.
    pub topic: Option<Name>,
    /// After so long no answer is waited for.
    pub timeout: Option<Duration>,
}

/// How fast and how often.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Sla {
    /// All but one in a hundred arrive within this.
    pub latency_p99: Option<Duration>,
    /// How many there are.
    pub rate: Option<RateRange>,
}

/// How many messages there are.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RateRange {
    /// On average.
    pub average: Option<Rate>,
    /// At the busiest.
    pub peak: Option<Rate>,
}

/// A field that says something about a person, or is a secret.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Pii {
    /// The path of the field in the payload: `customer.email`.
    pub field: Spanned<String>,
    /// How it is protected.
    pub protection: Option<Protection>,
    /// Why this is enough.
    pub reason: Option<String>,
}

/// How a personal or secret field is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Protection {
    /// It is encrypted.
    Encrypted,
    /// A token stands in its place.
    Tokenised,
    /// A hash stands in its place.
    Hashed,
    /// It is not; the reason says why that is enough.
    None,
}

impl Protection {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Protection::Encrypted => "encrypted",
            Protection::Tokenised => "tokenised",
            Protection::Hashed => "hashed",
            Protection::None => "none",
        }
    }
}

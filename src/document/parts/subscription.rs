//! What a consumer says of itself, whether the event's document says it or the service's.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::document::either::{ListOrNone, OrNone, TextOr};
use crate::document::parts::Name;
use crate::document::parts::failure::{Poison, Retry};
use crate::document::parts::idempotency::Idempotency;
use crate::document::parts::monitor::Monitor;
use crate::document::spanned::Spanned;
use crate::document::values::duration::Duration;
use crate::document::values::version_range::VersionRange;

/// A subscription: how a service receives events and what it does with them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Subscription {
    /// The consuming service. Stated where an event declares its consumers.
    pub service: Option<Name>,
    /// The events received. Stated where a service declares what it consumes.
    #[serde(default)]
    pub events: Vec<Name>,
    /// Where the handler lives in the service's repository.
    pub module: Option<String>,
    /// What is read: the topic, or the queue that the topic feeds. Default: the event's topics.
    #[serde(default)]
    pub from: Vec<Name>,
    /// The consumer group: its members share the messages.
    pub group: Option<Spanned<String>>,
    /// What the handler does, as a short phrase: "process payment".
    pub action: Option<String>,
    /// The versions that the code reads. Without it, every version that is not retired.
    pub versions: Option<Spanned<VersionRange>>,
    /// The part of the payload that the code depends on.
    #[serde(default)]
    pub fields: Vec<Spanned<String>>,
    /// The delivery guarantee of the consume leg. At-least-once unless stated.
    pub guarantee: Option<Spanned<Guarantee>>,
    /// How a message that arrives twice has its effect once.
    pub idempotency: Option<Spanned<Idempotency>>,
    /// How a failed message is tried again; `none` for not at all.
    pub retry: Option<Spanned<OrNone<Retry>>>,
    /// The dead-letter queue: the topic that takes what cannot be processed, or `none`.
    pub dlq: Option<Name>,
    /// How messages that can never succeed are told apart; `none` for not at all.
    pub poison: Option<Spanned<OrNone<Poison>>>,
    /// What is logged of a failed message, enough to replay it. `none` says nothing is.
    pub failure_log: Option<Spanned<ListOrNone<String>>>,
    /// How long the handler takes.
    pub processing: Option<Spanned<Processing>>,
    /// The client library, such as `kafkajs`. Its version is a part of the broker's facts.
    pub client: Option<Spanned<String>>,
    /// Settings of the client, by the client's own names.
    #[serde(default)]
    pub settings: BTreeMap<String, Setting>,
    /// The order that the handler needs.
    pub ordering: Option<Spanned<Ordering>>,
    /// How many messages an instance handles at once.
    #[schemars(range(min = 1))]
    pub concurrency: Option<Spanned<u32>>,
    /// How many instances run.
    #[schemars(range(min = 1))]
    pub instances: Option<Spanned<u32>>,
    /// How many messages the broker sends ahead.
    pub prefetch: Option<Spanned<u32>>,
    /// How messages are collected before they are handled.
    pub batch: Option<Spanned<Batch>>,
    /// Where a new group begins: `now`, `beginning` or a time.
    pub start_from: Option<Spanned<String>>,
    /// The stores that the handler reads.
    #[serde(default)]
    pub reads: Vec<Name>,
    /// The stores that the handler writes.
    #[serde(default)]
    pub writes: Vec<Name>,
    /// What the handler does outside its stores, such as calling a payment provider.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// The alerts on this consumer; `none` for none.
    pub alerts: Option<Spanned<ListOrNone<Monitor>>>,
    /// The events that the handler publishes in turn.
    #[serde(default)]
    pub emits: Vec<Spanned<Emit>>,
    /// Why it is as it is.
    pub why: Option<String>,
}

/// How often a message arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Guarantee {
    /// Once or not at all.
    AtMostOnce,
    /// Once or more often.
    AtLeastOnce,
    /// Exactly once as an effect: an outbox when publishing, a dedupe key when consuming.
    ExactlyOnce,
}

impl Guarantee {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Guarantee::AtMostOnce => "at-most-once",
            Guarantee::AtLeastOnce => "at-least-once",
            Guarantee::ExactlyOnce => "exactly-once",
        }
    }
}

/// How long a handler takes.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Processing {
    /// Half of the messages take less.
    pub p50: Option<Spanned<Duration>>,
    /// All but one in a hundred take less.
    pub p99: Option<Spanned<Duration>>,
    /// The handler gives up after this.
    pub timeout: Option<Spanned<Duration>>,
}

/// A setting's value, as it was written.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(transparent)]
pub struct Setting(pub Spanned<String>);

impl JsonSchema for Setting {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Setting".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": ["string", "number", "boolean"] })
    }
}

/// The order that a handler needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Ordering {
    /// None: it copes with any order.
    None,
    /// In order for each partition key.
    PerKey,
    /// In order over the whole topic.
    Global,
}

impl Ordering {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            Ordering::None => "none",
            Ordering::PerKey => "per-key",
            Ordering::Global => "global",
        }
    }
}

/// How messages are collected before they are handled.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Batch {
    /// So many at the most.
    pub size: Option<u32>,
    /// For so long at the most.
    pub window: Option<Duration>,
}

/// What a handler does outside its stores.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Effect {
    /// The service that is called.
    pub calls: Option<Name>,
    /// The field that tells the callee a repeated call; `none` where there is none.
    pub idempotency_key: Option<Spanned<String>>,
    /// What the effect is.
    pub description: Option<String>,
}

/// An event that a handler publishes in turn.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(from = "Spanned<TextOr<String, LongEmit>>")]
pub struct Emit {
    /// The event.
    pub event: Name,
    /// Under which condition: "payment declined".
    pub when: Option<String>,
    /// How a flow that leads back here ends.
    pub terminates: Option<Spanned<String>>,
}

/// The long form of an emitted event.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LongEmit {
    /// The event.
    pub event: Name,
    /// Under which condition.
    pub when: Option<String>,
    /// How a flow that leads back here ends: "status is final".
    pub terminates: Option<Spanned<String>>,
}

impl From<Spanned<TextOr<String, LongEmit>>> for Emit {
    fn from(stated: Spanned<TextOr<String, LongEmit>>) -> Self {
        match stated.value {
            TextOr::Text(event) => Emit {
                event: Spanned { value: event, span: stated.span },
                when: None,
                terminates: None,
            },
            TextOr::Long(long) => {
                Emit { event: long.event, when: long.when, terminates: long.terminates }
            }
        }
    }
}

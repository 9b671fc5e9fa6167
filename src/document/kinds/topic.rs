//! Topics: where messages lie between producer and consumer, whatever the broker calls it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::document::either::{ListOrNone, OrNone, Unread};
use crate::document::kind::Kind;
use crate::document::parts::compatibility::Compatibility;
use crate::document::parts::defaults::Defaults;
use crate::document::parts::monitor::Monitor;
use crate::document::parts::subscription::Ordering;
use crate::document::parts::{Name, PageLink};
use crate::document::spanned::Spanned;
use crate::document::values::id::Id;
use crate::document::values::retention::Retention;
use crate::transport::brokers::BROKERS;
use crate::transport::channel::TopicKind;

/// The kind `topic`.
pub const KIND: Kind = Kind {
    name: "topic",
    sentence: "A topic, queue, exchange, stream or subject of a broker, and how it is watched.",
    schema: |generator| {
        let mut schema = generator.root_schema_for::<Topic>();
        let blocks: Vec<_> = BROKERS
            .iter()
            .map(|broker| (broker.name.to_owned(), (broker.topic_block)(generator).to_value()))
            .collect();
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.extend(blocks);
        }
        schema
    },
};

/// A topic, queue, exchange, stream or subject. What only one broker has stands in a block that
/// is named after the broker.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Topic {
    /// The topic's id.
    pub topic: Spanned<Id>,
    /// What people read.
    pub title: Option<String>,
    /// One sentence: what flows here.
    pub summary: Option<String>,
    /// What the broker calls it, where that is not the id. May hold `{env}`.
    pub address: Option<Spanned<String>>,
    /// The broker that it lies on.
    pub broker: Option<Name>,
    /// What it is to its broker.
    pub kind: Option<TopicKind>,
    /// The path of the field that decides the partition, and so the order.
    pub partition_key: Option<Spanned<String>>,
    /// The number of partitions.
    #[schemars(range(min = 1))]
    pub partitions: Option<Spanned<u32>>,
    /// How long messages are kept.
    pub retention: Option<Spanned<Retention>>,
    /// The order that it gives.
    pub ordering: Option<Spanned<Ordering>>,
    /// The bounded context that it belongs to.
    pub domain: Option<Name>,
    /// The team that owns it.
    pub owner: Option<Name>,
    /// What it is for, where it does not carry the normal flow.
    pub role: Option<Spanned<Role>>,
    /// What watches it; `none` says that nothing does.
    pub monitor: Option<Spanned<ListOrNone<Monitor>>>,
    /// How its messages are brought back into the flow; `none` for not at all.
    pub replay: Option<Spanned<OrNone<Replay>>>,
    /// The topics whose messages arrive here too.
    #[serde(default)]
    pub fed_by: Vec<Feed>,
    /// What subscriptions to it say where they say nothing else.
    pub defaults: Option<Unread<Defaults>>,
    /// What is asked of the versions of the events that are published to it.
    pub compatibility: Option<Compatibility>,
    /// All else worth knowing, in Markdown.
    pub description: Option<String>,
    /// Pages elsewhere.
    #[serde(default)]
    pub links: Vec<PageLink>,
}

/// What a topic is for, where it does not carry the normal flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Role {
    /// A dead-letter queue: it takes what could not be processed.
    Dlq,
    /// Messages wait here before they are tried again.
    Delay,
    /// Messages wait here for a person.
    Parking,
}

impl Role {
    /// The role in words.
    pub fn words(self) -> &'static str {
        match self {
            Role::Dlq => "dead-letter queue",
            Role::Delay => "delay queue",
            Role::Parking => "parking queue",
        }
    }
}

/// How messages are brought back into the flow.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Replay {
    /// The topic that they go back to.
    pub to: Option<Name>,
    /// What is done, in Markdown: who decides, what is looked at first, how it is checked.
    pub procedure: Option<Spanned<String>>,
}

/// A topic whose messages arrive here too.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Feed {
    /// The topic.
    pub topic: Name,
    /// The keys that are let through, by the broker's own matching: `notification.email.#`.
    #[serde(rename = "match")]
    pub matching: Option<Spanned<String>>,
    /// The fields or attributes that decide what is let through, as the first topic's broker sees
    /// them, each with one condition or a list of which one must hold: a value, `{ prefix: … }` or
    /// `{ exists: true }`.
    pub filter: Option<Spanned<BTreeMap<String, Value>>>,
    /// Whether messages arrive as they were published, without what the first topic's broker wraps
    /// around them.
    pub raw: Option<bool>,
}

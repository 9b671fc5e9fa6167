//! A topic as its broker sees it: what it is there, what it is called, and the block of its
//! document that only this broker knows.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

/// What a topic is to its broker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum TopicKind {
    /// A log that groups read side by side.
    Topic,
    /// It routes messages to queues.
    Exchange,
    /// Its consumers share the messages.
    Queue,
    /// A log that is kept.
    Stream,
    /// A name that messages are addressed to.
    Subject,
    /// It routes messages by rules.
    Bus,
    /// An HTTP address outside.
    Webhook,
}

impl TopicKind {
    /// The word of the documents.
    pub fn word(self) -> &'static str {
        match self {
            TopicKind::Topic => "topic",
            TopicKind::Exchange => "exchange",
            TopicKind::Queue => "queue",
            TopicKind::Stream => "stream",
            TopicKind::Subject => "subject",
            TopicKind::Bus => "bus",
            TopicKind::Webhook => "webhook",
        }
    }

    /// Whether it only passes messages on: what it cannot pass on is lost.
    pub fn keeps_nothing(self) -> bool {
        matches!(self, TopicKind::Exchange | TopicKind::Subject | TopicKind::Bus)
    }
}

/// A topic as its broker sees it.
#[derive(Debug, Clone, Copy)]
pub struct Channel<'a> {
    /// What it is, where that is stated.
    pub kind: Option<TopicKind>,
    /// What the broker calls it, placeholders in braces as written.
    pub address: &'a str,
    /// The block of its document that is named after the broker; null where there is none.
    pub block: &'a Value,
}

impl<'a> Channel<'a> {
    /// The text of a key of the block.
    pub fn text(&self, key: &str) -> Option<&'a str> {
        self.block.get(key).and_then(Value::as_str)
    }

    /// The texts of a list of the block. One text is a list of one.
    pub fn texts(&self, key: &str) -> Vec<&'a str> {
        match self.block.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
            Some(Value::String(text)) => vec![text],
            _ => Vec::new(),
        }
    }
}

/// How those who read a topic share its messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// Every consumer group gets every message.
    EachGroup,
    /// Each message goes to one of all its consumers, whatever group they say they are in.
    OneOfAll,
}

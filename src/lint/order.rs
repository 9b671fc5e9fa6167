//! The order that consumers need, and how many messages they handle at once.

use serde_json::Value;

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::catalog::topic::Topic;
use crate::document::parts::idempotency::Strategy;
use crate::document::parts::subscription::Ordering;
use crate::document::spanned::Spanned;
use crate::lint::rule::Opinion;
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::brokers::kafka;

/// The order that a consumer needs, where it says that it needs one.
pub fn needed(subscription: &Subscription) -> Option<&Spanned<Ordering>> {
    subscription.stated.ordering.as_ref().filter(|stated| stated.value != Ordering::None)
}

/// What the rules of order say where nobody needs one.
pub fn not_applicable(study: &Study, opinions: Vec<Opinion>) -> Vec<Opinion> {
    if opinions.is_empty() && !scope::consumers(study).any(|consumer| needed(consumer).is_some()) {
        return vec![Opinion::NotApplicable { reason: "no consumer needs an order".to_owned() }];
    }
    opinions
}

/// Whether a topic says of itself that it keeps no order. What a consumer does to it then makes no
/// difference: `unordered-topic` tells it.
pub fn is_given_up(topic: &Topic) -> bool {
    let stated = topic.stated.ordering.as_ref();
    stated.is_some_and(|stated| stated.value == Ordering::None)
        && topic.stated.partition_key.is_none()
}

/// Whether a topic of Kafka is compacted: it then takes no record without a key, so that a missing key
/// is more than a lost order. `unkeyed-compaction` tells it.
pub fn is_compacted(catalog: &Catalog, topic: &Topic) -> bool {
    let policy = topic.block.get("cleanup_policy").and_then(Value::as_str);
    policy.is_some_and(|policy| policy.starts_with("compact"))
        && catalog.product(topic).is_some_and(|product| product.name == kafka::BROKER.name)
}

/// What a consumer needs, behind its name.
pub fn need_words(need: Ordering) -> &'static str {
    match need {
        Ordering::None => "needs no order",
        Ordering::PerKey => "needs the messages of each key in order",
        Ordering::Global => "needs all messages in order",
    }
}

/// Whether a sequence number tells the consumer which messages came late.
pub fn knows_late_ones(subscription: &Subscription) -> bool {
    let stated = subscription.stated.idempotency.as_ref();
    stated.is_some_and(|stated| stated.strategy.value == Strategy::Sequence)
}

/// How many messages the instances of a consumer handle at once, together.
#[derive(Debug, Clone, Copy)]
pub enum AtOnce {
    /// One, which is stated of both the instances and their concurrency.
    One,
    /// Several, because of what is stated here.
    Several(Workers, Span),
    /// Not enough is stated.
    Unknown,
}

/// Who works beside each other.
#[derive(Debug, Clone, Copy)]
pub enum Workers {
    /// One instance handles so many messages at once.
    Handlers(u32),
    /// So many instances run.
    Instances(u32),
}

impl Workers {
    /// "2 instances handle messages", "an instance handles 4 messages"
    pub fn words(self) -> String {
        match self {
            Workers::Handlers(count) => format!("an instance handles {count} messages"),
            Workers::Instances(count) => format!("{count} instances handle messages"),
        }
    }
}

/// How many messages a consumer handles at once.
pub fn at_once(subscription: &Subscription) -> AtOnce {
    let stated = &subscription.stated;
    match (&stated.concurrency, &stated.instances) {
        (Some(handlers), _) if handlers.value > 1 => {
            AtOnce::Several(Workers::Handlers(handlers.value), handlers.span)
        }
        (_, Some(instances)) if instances.value > 1 => {
            AtOnce::Several(Workers::Instances(instances.value), instances.span)
        }
        (Some(_), Some(_)) => AtOnce::One,
        _ => AtOnce::Unknown,
    }
}

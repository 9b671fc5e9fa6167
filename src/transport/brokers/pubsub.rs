//! Google Cloud Pub/Sub: a topic copies each message to its subscriptions, and the consumers of a
//! subscription share it. A `queue` is a subscription here.
//!
//! Values are from the Pub/Sub documentation (resource names, subscription properties).

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::broker::{Broker, Default};
use crate::transport::channel::{Channel, Sharing, TopicKind};
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// Google Cloud Pub/Sub.
pub const BROKER: Broker = Broker {
    name: "pubsub",
    title: "Pub/Sub",
    topic_block: |generator| generator.subschema_for::<PubSubTopic>(),
    address: |channel| address(channel.address),
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    passes: |hop| if hop.pattern.is_none() { Answer::Yes } else { Answer::Unknown },
    // Attributes, and never the data.
    filtered: |_| None,
    sharing,
    compacts: |_| false,
    handler: |_| Some(HANDLER),
    deliveries: |_| Some(DELIVERIES),
    kept: |channel| (channel.kind == Some(TopicKind::Queue)).then_some(RETENTION),
    bounds: |_| &[],
    largest: &[],
    hosted: true,
    defaults: &[
        Default::new("ackDeadlineSeconds", "10", "10 seconds, which client libraries extend"),
        Default::new("maxDeliveryAttempts", "5", "5 deliveries, where a dead-letter topic is set"),
        Default::new("messageRetentionDuration", "604800", "a subscription keeps 7 days"),
    ],
};

/// How long a delivery waits for its acknowledgement. Google's own libraries extend it while the
/// handler runs, so only a value that is stated for the consumer counts.
const HANDLER: Limit = Limit {
    setting: Setting::of_client("ackDeadlineSeconds", Unit::Seconds)
        .called(&["ack_deadline", "ack_deadline_seconds", "ackDeadline"])
        .at_most(600_000),
    clock: Clock::Delivery,
    then: "the message is delivered again while it is still handled",
};

/// How often a message is delivered before it moves to the dead-letter topic. Without one there is no
/// limit.
pub const DELIVERIES: Setting = Setting::of_broker("maxDeliveryAttempts", Unit::Count)
    .called(&["max_delivery_attempts"])
    .key("max_delivery_attempts");

/// How long a subscription keeps a message that nobody acknowledged.
const RETENTION: Setting = Setting::of_broker("messageRetentionDuration", Unit::Seconds);

/// What only Pub/Sub has: the block `pubsub` of a topic or a subscription.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct PubSubTopic {
    /// Whether messages with the same ordering key arrive in order.
    message_ordering: Option<bool>,
    /// Whether an acknowledged message is never delivered again.
    exactly_once_delivery: Option<bool>,
    /// How long a delivery waits for its acknowledgement.
    #[schemars(extend("format" = "time-span"))]
    ack_deadline: Option<String>,
    /// How often a message is delivered before it moves to the dead-letter topic.
    #[schemars(range(min = 5, max = 100))]
    max_delivery_attempts: Option<u32>,
}

/// An id begins with a letter, has 3 to 255 characters, and does not begin with `goog`. The full
/// name, `projects/…/topics/…`, ends with it.
fn address(name: &str) -> Result<(), String> {
    let id = name.rsplit('/').next().unwrap_or(name);
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_.~+%".contains(c);
    if let Some(bad) = id.chars().find(|c| !legal(*c)) {
        let takes = "Pub/Sub takes letters, digits, `-`, `_`, `.`, `~`, `+` and `%`";
        return Err(format!("holds {bad:?}; {takes}"));
    }
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Err("does not begin with a letter".to_owned());
    }
    if id.starts_with("goog") {
        return Err("begins with `goog`, which Google keeps for itself".to_owned());
    }
    match id.len() {
        3..=255 => Ok(()),
        length => Err(format!("is {length} characters long; Pub/Sub takes 3 to 255")),
    }
}

/// Each subscription of a topic gets every message.
fn sharing(channel: &Channel<'_>) -> Option<Sharing> {
    match channel.kind {
        Some(TopicKind::Queue) => Some(Sharing::OneOfAll),
        _ => Some(Sharing::EachGroup),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_what_pub_sub_takes() {
        for name in ["abc", "orders.v1", "projects/shop/topics/orders", &"t".repeat(255)] {
            assert_eq!(address(name), Ok(()), "{name}");
        }
        for name in ["", "ab", "1orders", "google-orders", "order events", &"t".repeat(256)] {
            assert!(address(name).is_err(), "{name}");
        }
    }
}

//! RabbitMQ: exchanges route messages into queues by their routing keys; the consumers of a queue
//! share its messages.
//!
//! Values are from the documentation of RabbitMQ 3.13 to 4.3 (consumers, quorum queues, limits,
//! queues) and from a running 3.10. AMQP 0-9-1, section 3.1.3, says how exchanges compare keys.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::broker::{Broker, Default, Hop};
use crate::transport::channel::{Channel, Sharing, TopicKind};
use crate::transport::pattern::{self, LONGEST_AMQP_KEY};
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// RabbitMQ.
pub const BROKER: Broker = Broker {
    name: "rabbitmq",
    title: "RabbitMQ",
    topic_block: |generator| generator.subschema_for::<RabbitMqTopic>(),
    address,
    key: |_, key| short(key),
    pattern: |_, pattern| short(pattern),
    own_key: |_| None,
    passes,
    filtered: |_| None,
    sharing,
    compacts: |_| false,
    handler,
    // Only a quorum queue counts deliveries.
    deliveries: |channel| (channel.text("type") == Some("quorum")).then_some(DELIVERIES),
    kept: |channel| (channel.kind == Some(TopicKind::Queue)).then_some(TTL),
    bounds: |_| &[],
    largest: &[LARGEST],
    hosted: false,
    defaults: &[
        Default::new("message-ttl", "none", "a queue keeps messages until they are consumed"),
        // Releases of 3.8 differ: none, 15 or 30 minutes.
        Default::new("consumer_timeout", "1800000", "30 minutes without an acknowledgement")
            .since(3, 9),
        Default::new("delivery-limit", "20", "a quorum queue delivers 20 times").since(4, 0),
        Default::new("delivery-limit", "none", "a quorum queue delivers without end").until(4, 0),
        Default::new("max_message_size", "16777216", "16 MiB").since(4, 0),
        Default::new("max_message_size", "134217728", "128 MiB").until(4, 0),
        Default::new("dead-letter-strategy", "at-most-once", "a dead letter can be lost"),
    ],
};

/// How long a consumer may hold a message.
const TIMEOUT: Setting = Setting::of_broker("consumer_timeout", Unit::Milliseconds)
    .called(&["x-consumer-timeout", "consumer-timeout"])
    .key("consumer_timeout")
    .unless("policy")
    .endless(&["0", "undefined", "false"]);

/// How often a quorum queue delivers a message.
const DELIVERIES: Setting = Setting::of_broker("delivery-limit", Unit::Count)
    .called(&["x-delivery-limit"])
    .key("delivery_limit")
    .unless("policy")
    .endless(&["-1", "none"]);

/// How long a message waits in a queue.
const TTL: Setting = Setting::of_broker("message-ttl", Unit::Milliseconds)
    .called(&["x-message-ttl"])
    .key("message_ttl")
    .unless("policy")
    .endless(&["none"]);

/// The largest message that a node takes.
const LARGEST: Setting = Setting::of_broker("max_message_size", Unit::Bytes);

/// What only RabbitMQ has: the block `rabbitmq` of an exchange or a queue.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct RabbitMqTopic {
    /// How an exchange compares keys, or how a queue keeps its messages.
    #[serde(rename = "type")]
    kind: Option<Type>,
    /// Whether it survives a restart of the broker.
    durable: Option<bool>,
    /// Whether it is deleted when the last that used it is gone.
    auto_delete: Option<bool>,
    /// Whether a queue belongs to one connection and ends with it.
    exclusive: Option<bool>,
    /// Whether only other exchanges may publish to an exchange.
    internal: Option<bool>,
    /// The exchange that gets what this one cannot route.
    alternate_exchange: Option<String>,
    /// The patterns of keys that are meant to be published here. They only document: what is
    /// routed follows from `fed_by`.
    routing_keys: Option<Vec<String>>,
    /// How long a message waits in the queue before it is dropped or dead-lettered.
    #[schemars(extend("format" = "time-span"))]
    message_ttl: Option<String>,
    /// How long the queue itself stays while nobody uses it.
    #[schemars(extend("format" = "time-span"))]
    expires: Option<String>,
    /// The most messages that the queue holds.
    max_length: Option<u64>,
    /// The most bytes that the queue holds.
    max_length_bytes: Option<u64>,
    /// What happens to messages beyond that.
    overflow: Option<Overflow>,
    /// How often a quorum queue delivers a message before it is dropped or dead-lettered.
    /// -1 for no limit.
    #[schemars(range(min = -1))]
    delivery_limit: Option<i64>,
    /// The exchange that takes what is rejected, expires or is delivered too often. Empty for the
    /// default exchange, which routes to the queue that the key names.
    dead_letter_exchange: Option<String>,
    /// The key of dead letters. Without it they keep their own.
    dead_letter_routing_key: Option<String>,
    /// Whether a dead letter can be lost on its way.
    dead_letter_strategy: Option<Strategy>,
    /// Whether one consumer at a time gets the messages, so that they stay in order.
    single_active_consumer: Option<bool>,
    /// The highest priority that a classic queue tells apart.
    #[schemars(range(min = 1, max = 255))]
    max_priority: Option<u32>,
    /// How long a consumer may hold a message before the broker stops it.
    #[schemars(extend("format" = "time-span"))]
    consumer_timeout: Option<String>,
    /// On how many nodes a policy mirrors a classic queue. RabbitMQ 4.0 no longer does.
    ha_mode: Option<Mirroring>,
    /// How a classic queue keeps its messages. RabbitMQ ignores it since 3.12.
    queue_mode: Option<QueueMode>,
    /// The policy that sets what is not set here.
    policy: Option<String>,
}

/// How an exchange compares keys, or how a queue keeps its messages.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Type {
    /// An exchange that compares word by word: `*` is one word, `#` zero or more.
    Topic,
    /// An exchange that passes on what has exactly the key of the binding.
    Direct,
    /// An exchange that passes on everything.
    Fanout,
    /// An exchange that compares headers instead of keys.
    Headers,
    /// A queue on one node.
    Classic,
    /// A queue that is replicated by Raft.
    Quorum,
    /// A log that every consumer reads from where it likes.
    Stream,
}

/// On how many nodes a classic queue is mirrored.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Mirroring {
    /// On all.
    All,
    /// On a number of them.
    Exactly,
    /// On those that are named.
    Nodes,
}

/// How a classic queue keeps its messages.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum QueueMode {
    /// In memory while there is room.
    Default,
    /// On disk.
    Lazy,
}

/// What happens to messages that a full queue has no room for.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Overflow {
    /// The oldest is dropped or dead-lettered.
    DropHead,
    /// The new one is refused.
    RejectPublish,
    /// The new one is refused and dead-lettered.
    RejectPublishDlx,
}

/// Whether a dead letter can be lost on its way.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Strategy {
    /// It can.
    AtMostOnce,
    /// It is kept until its target has it. Needs a quorum queue that refuses when it is full.
    AtLeastOnce,
}

/// A name has at most 255 bytes. `amq.` is kept for what RabbitMQ itself declares, which are
/// exchanges, so no queue can be called so.
fn address(channel: &Channel<'_>) -> Result<(), String> {
    let name = channel.address;
    match channel.kind {
        _ if name.is_empty() => Err("is empty".to_owned()),
        Some(TopicKind::Queue | TopicKind::Stream) if name.starts_with("amq.") => {
            Err("begins with `amq.`, which RabbitMQ keeps for itself".to_owned())
        }
        _ => short(name),
    }
}

fn short(text: &str) -> Result<(), String> {
    match text.len() {
        0..=LONGEST_AMQP_KEY => Ok(()),
        length => Err(format!("is {length} bytes long; RabbitMQ takes at most 255")),
    }
}

fn passes(hop: &Hop<'_>) -> Answer {
    let by_key = |compare: fn(&str, &str) -> Answer| match (hop.pattern, hop.key) {
        (Some(pattern), Some(key)) => compare(pattern, key),
        _ => Answer::Unknown,
    };
    match (hop.from.kind, hop.from.text("type")) {
        // A queue passes on only what it dead-letters.
        (Some(TopicKind::Queue | TopicKind::Stream), _) => Answer::Unknown,
        (_, Some("fanout")) => Answer::Yes,
        (_, Some("topic")) if hop.pattern == Some("#") => Answer::Yes,
        (_, Some("topic")) => by_key(pattern::topic_exchange),
        (_, Some("direct")) => by_key(pattern::same),
        _ => Answer::Unknown,
    }
}

/// From 4.3 on only quorum queues watch how long a delivery is held. A stream never did.
fn handler(channel: &Channel<'_>) -> Option<Limit> {
    let setting = match (channel.kind, channel.text("type")) {
        (Some(TopicKind::Exchange | TopicKind::Stream), _) | (_, Some("stream")) => return None,
        (_, Some("quorum")) => TIMEOUT,
        _ => TIMEOUT.until(4, 3),
    };
    // It closes the channel; since 4.3 it first cancels a consumer that can be told so.
    let then = "the broker stops the consumer and delivers its messages again";
    Some(Limit { setting, clock: Clock::Delivery, then })
}

fn sharing(channel: &Channel<'_>) -> Option<Sharing> {
    match (channel.kind, channel.text("type")) {
        (Some(TopicKind::Stream), _) | (_, Some("stream")) => Some(Sharing::EachGroup),
        (Some(TopicKind::Queue), _) | (None, Some("classic" | "quorum")) => Some(Sharing::OneOfAll),
        _ => None,
    }
}

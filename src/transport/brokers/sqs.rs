//! Amazon SQS: queues whose messages are hidden from others while one consumer handles them, and
//! come back when it takes too long.
//!
//! Values are from the service model of SQS in botocore 1.43 and the developer guide's quotas.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::aws;
use crate::transport::broker::{Broker, Default};
use crate::transport::channel::Sharing;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// Amazon SQS.
pub const BROKER: Broker = Broker {
    name: "sqs",
    title: "SQS",
    topic_block: |generator| generator.subschema_for::<SqsTopic>(),
    address: |channel| aws::name(channel, 80, "SQS"),
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    // A queue passes on only what it gives up.
    passes: |_| Answer::Unknown,
    filtered: |_| None,
    sharing: |_| Some(Sharing::OneOfAll),
    compacts: |_| false,
    handler: |_| Some(HANDLER),
    deliveries: |_| Some(DELIVERIES),
    kept: |_| Some(RETENTION),
    bounds: |_| &[],
    largest: &[LARGEST],
    hosted: true,
    defaults: &[
        Default::new("VisibilityTimeout", "30", "30 seconds"),
        Default::new("MessageRetentionPeriod", "345600", "4 days"),
        Default::new("MaximumMessageSize", "1048576", "1 MiB"),
        Default::new("DelaySeconds", "0", "no delay"),
        Default::new("ReceiveMessageWaitTimeSeconds", "0", "no long polling"),
    ],
};

/// How long a message stays hidden while a consumer handles it.
pub const VISIBILITY: Setting = Setting::of_broker("VisibilityTimeout", Unit::Seconds)
    .called(&["visibility_timeout", "visibilityTimeout", "visibility_timeout_seconds"])
    .key("visibility_timeout")
    .at_most(12 * 60 * 60 * 1000);

const HANDLER: Limit = Limit {
    setting: VISIBILITY,
    clock: Clock::Delivery,
    then: "the queue shows the message again while it is still handled",
};

/// How often a message is received before it moves to the dead-letter queue.
const DELIVERIES: Setting = Setting::of_broker("maxReceiveCount", Unit::Count)
    .called(&["max_receive_count"])
    .key("max_receive_count");

/// How long a queue keeps a message.
const RETENTION: Setting =
    Setting::of_broker("MessageRetentionPeriod", Unit::Seconds).at_most(14 * 24 * 60 * 60 * 1000);

/// The largest message.
const LARGEST: Setting = Setting::of_broker("MaximumMessageSize", Unit::Bytes)
    .key("max_message_size")
    .at_most(1_048_576);

/// What only SQS has: the block `sqs` of a queue.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct SqsTopic {
    /// Whether it is a FIFO queue. Its name ends in `.fifo` then.
    fifo: Option<bool>,
    /// Whether a FIFO queue tells repeated messages by a hash of their bodies.
    content_based_deduplication: Option<bool>,
    /// How long a message stays hidden while a consumer handles it.
    #[schemars(extend("format" = "time-span"))]
    visibility_timeout: Option<String>,
    /// How often a message is received before it moves to the dead-letter queue.
    #[schemars(range(min = 1, max = 1000))]
    max_receive_count: Option<u32>,
    /// How long a new message waits before anybody sees it.
    #[schemars(extend("format" = "time-span"))]
    delay: Option<String>,
    /// The largest message that the queue takes, in bytes.
    #[schemars(range(min = 1024, max = 1048576))]
    max_message_size: Option<u32>,
}

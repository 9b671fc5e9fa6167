//! librdkafka, and the libraries that carry it: heartbeats go on in the background, and the time
//! between two calls that ask for messages is limited. One call brings one message, unless a batch
//! is asked for.
//!
//! Values are from `CONFIGURATION.md` of librdkafka, which has had the limit since its version 1.0.

use crate::transport::broker::Default;
use crate::transport::client::Client;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// The bindings for Node.js.
pub const NODE: Client = Client {
    name: "node-rdkafka",
    aliases: &[],
    title: "node-rdkafka",
    broker: "kafka",
    handler: Some(Limit {
        setting: Setting::of_client("max.poll.interval.ms", Unit::Milliseconds),
        clock: Clock::Poll(None),
        then: "the consumer leaves its group, its partitions move and the message comes again",
    }),
    extends: false,
    defaults: &[Default::new("max.poll.interval.ms", "300000", "5 minutes")],
};

/// Confluent's libraries for Python, Go and .NET.
pub const CONFLUENT: Client = Client {
    name: "confluent-kafka",
    aliases: &["confluent-kafka-python", "confluent-kafka-go", "Confluent.Kafka"],
    title: "confluent-kafka",
    ..NODE
};

/// The crate for Rust.
pub const RUST: Client =
    Client { name: "rdkafka", aliases: &["rust-rdkafka", "librdkafka"], title: "rdkafka", ..NODE };

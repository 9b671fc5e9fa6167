//! Apache Kafka: a log of records in partitions, read by consumer groups side by side.
//!
//! Values are from the sources of Apache Kafka: `ConsumerConfig`, `LogConfig`, `ServerLogConfigs`
//! and `Topic.java`.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::broker::{Broker, Default};
use crate::transport::channel::Sharing;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// Apache Kafka.
pub const BROKER: Broker = Broker {
    name: "kafka",
    title: "Kafka",
    topic_block: |generator| generator.subschema_for::<KafkaTopic>(),
    address: |channel| address(channel.address),
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    // A mirror copies everything; what a pattern would mean is not Kafka's to say.
    passes: |hop| if hop.pattern.is_none() { Answer::Yes } else { Answer::Unknown },
    filtered: |_| None,
    sharing: |_| Some(Sharing::EachGroup),
    // `compact,delete` removes after the retention too: it keeps nothing for longer.
    compacts: |channel| channel.text("cleanup_policy") == Some("compact"),
    // What a client without known facts says in these words means what it means to the others.
    handler: |_| Some(HANDLER),
    deliveries: |_| None,
    kept: |channel| (channel.text("cleanup_policy") != Some("compact")).then_some(RETENTION),
    bounds: |_| &[],
    largest: &[LARGEST],
    hosted: false,
    defaults: &[
        Default::new("retention.ms", "604800000", "7 days"),
        Default::new("max.message.bytes", "1048588", "1 MiB and 12 bytes").since(2, 5),
        Default::new("max.message.bytes", "1000012", "1 MB and 12 bytes").until(2, 5),
        Default::new("num.partitions", "1", "one partition"),
        Default::new("min.insync.replicas", "1", "one replica"),
        Default::new("max.poll.interval.ms", "300000", "5 minutes"),
        Default::new("session.timeout.ms", "45000", "45 seconds").since(3, 0),
        Default::new("session.timeout.ms", "10000", "10 seconds").until(3, 0),
        Default::new("max.poll.records", "500", "500 records"),
        Default::new("auto.offset.reset", "latest", "from now"),
        Default::new("offsets.retention.minutes", "10080", "7 days"),
    ],
};

const HANDLER: Limit = Limit {
    setting: Setting::of_client("max.poll.interval.ms", Unit::Milliseconds)
        .called(&["maxPollIntervalMs"]),
    clock: Clock::Poll(None),
    then: "the consumer leaves its group, its partitions move and the records come again",
};

/// How many brokers hold a copy.
pub const COPIES: Setting =
    Setting::of_broker("replication.factor", Unit::Count).key("replication_factor");

/// How many copies must be written before a record is acknowledged.
pub const IN_SYNC: Setting =
    Setting::of_broker("min.insync.replicas", Unit::Count).key("min_insync_replicas");

/// How long a record is kept. The defaults name the broker's own.
const RETENTION: Setting = Setting::of_broker("retention.ms", Unit::Milliseconds).endless(&["-1"]);

/// The largest batch of records, and so the largest record.
const LARGEST: Setting =
    Setting::of_broker("max.message.bytes", Unit::Bytes).key("max_message_bytes");

/// What only Kafka has: the block `kafka` of a topic.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct KafkaTopic {
    /// What happens to old records: removed, or only the newest of each key kept.
    cleanup_policy: Option<CleanupPolicy>,
    /// How many brokers hold a copy.
    replication_factor: Option<u32>,
    /// How many copies must be written before a record is acknowledged.
    min_insync_replicas: Option<u32>,
    /// The largest batch of records, in bytes.
    max_message_bytes: Option<u32>,
}

/// What happens to old records.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum CleanupPolicy {
    /// They are removed after the retention.
    Delete,
    /// The newest of each key is kept.
    Compact,
    /// Both.
    CompactDelete,
}

/// A topic's name is 1 to 249 of letters, digits, `.`, `_` and `-`, and not `.` or `..`.
fn address(name: &str) -> Result<(), String> {
    let legal = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if let Some(bad) = name.chars().find(|c| !legal(*c)) {
        return Err(format!("holds {bad:?}; Kafka takes letters, digits, `.`, `_` and `-`"));
    }
    match name.len() {
        0 => Err("is empty".to_owned()),
        1..=249 if name == "." || name == ".." => Err("is kept by Kafka".to_owned()),
        1..=249 => Ok(()),
        length => Err(format!("is {length} characters long; Kafka takes at most 249")),
    }
}

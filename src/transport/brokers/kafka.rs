//! Apache Kafka: a log of records in partitions, read by consumer groups side by side.
//!
//! Values are from the sources of Apache Kafka: `ConsumerConfig`, `LogConfig`, `ServerLogConfigs`
//! and `Topic.java`.

use schemars::JsonSchema;

use crate::transport::broker::{Broker, Default};

/// Apache Kafka.
pub const BROKER: Broker = Broker {
    name: "kafka",
    title: "Kafka",
    topic_block: |generator| generator.subschema_for::<KafkaTopic>(),
    address,
    defaults: &[
        Default { setting: "retention.ms", value: "604800000", meaning: "7 days" },
        Default { setting: "max.message.bytes", value: "1048588", meaning: "1 MiB and 12 bytes" },
        Default { setting: "num.partitions", value: "1", meaning: "one partition" },
        Default { setting: "min.insync.replicas", value: "1", meaning: "one replica" },
        Default { setting: "max.poll.interval.ms", value: "300000", meaning: "5 minutes" },
        Default { setting: "session.timeout.ms", value: "45000", meaning: "45 seconds" },
        Default { setting: "max.poll.records", value: "500", meaning: "500 records" },
        Default { setting: "auto.offset.reset", value: "latest", meaning: "from now" },
        Default { setting: "offsets.retention.minutes", value: "10080", meaning: "7 days" },
    ],
    every_group_gets_every_record: true,
};

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

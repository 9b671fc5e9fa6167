//! The Java client of Apache Kafka, and Spring for Apache Kafka on top of it: a thread of its own
//! sends heartbeats, and who does not poll again in time leaves the group.
//!
//! Values are from `ConsumerConfig` of Apache Kafka.

use crate::transport::broker::Default;
use crate::transport::client::Client;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// The most records that one poll brings.
const RECORDS: Setting =
    Setting::of_client("max.poll.records", Unit::Count).called(&["maxPollRecords"]);

/// The longest time between two polls.
const INTERVAL: Setting =
    Setting::of_client("max.poll.interval.ms", Unit::Milliseconds).called(&["maxPollIntervalMs"]);

const HANDLER: Limit = Limit {
    setting: INTERVAL,
    clock: Clock::Poll(Some(RECORDS)),
    then: "the consumer leaves its group, its partitions move and the records come again",
};

/// The Java client.
pub const CLIENT: Client = Client {
    name: "kafka-clients",
    aliases: &["java", "org.apache.kafka:kafka-clients"],
    title: "the Java client",
    broker: "kafka",
    handler: Some(HANDLER),
    extends: false,
    defaults: &[
        Default::new("max.poll.interval.ms", "300000", "5 minutes"),
        Default::new("max.poll.records", "500", "500 records"),
        Default::new("session.timeout.ms", "45000", "45 seconds").since(3, 0),
        Default::new("session.timeout.ms", "10000", "10 seconds").until(3, 0),
    ],
};

/// Spring for Apache Kafka. The session depends on the Java client below it, so it is left out.
pub const SPRING: Client = Client {
    name: "spring-kafka",
    aliases: &["org.springframework.kafka:spring-kafka"],
    title: "Spring for Apache Kafka",
    defaults: &[
        Default::new("max.poll.interval.ms", "300000", "5 minutes"),
        Default::new("max.poll.records", "500", "500 records"),
    ],
    ..CLIENT
};

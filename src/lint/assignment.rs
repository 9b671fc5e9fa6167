//! How a Kafka group divides the partitions of several topics among its consumers.

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::catalog::topic::Topic;
use crate::transport::clients::kafkajs;

/// The setting by which the Java clients and those of librdkafka are told.
pub const STRATEGY: &str = "partition.assignment.strategy";

/// Its values that divide the partitions of all topics as if they were of one.
const TOGETHER: [&str; 5] = [
    "RoundRobinAssignor",
    "StickyAssignor",
    "CooperativeStickyAssignor",
    "roundrobin",
    "cooperative-sticky",
];

/// Its values that divide those of each topic by themselves.
const EACH_TOPIC: [&str; 2] = ["RangeAssignor", "range"];

/// How partitions are divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Divided {
    /// All as one: as many consumers work as there are partitions.
    Together,
    /// Those of each topic by themselves, to the same consumers first: as many work as the largest
    /// topic has partitions.
    EachTopic,
    /// It is not known.
    Unknown,
}

/// How the group of this consumer divides partitions, among them those of this topic.
pub fn divided(catalog: &Catalog, consumer: &Subscription, topic: &Topic) -> Divided {
    let name = consumer.stated.client.as_ref().map(|client| client.value.as_str());
    let broker = topic.broker.map(|broker| &catalog.brokers[broker]);
    let client = broker.zip(name).and_then(|(broker, name)| broker.stated.clients.get(name));
    let own = consumer.stated.settings.get(STRATEGY);
    let Some(stated) = own.or_else(|| client?.settings.get(STRATEGY)) else {
        // KafkaJS has one assigner of its own, which takes turns over the partitions of all topics.
        let turns = consumer.client.is_some_and(|client| client.name == kafkajs::CLIENT.name)
            && !consumer.stated.settings.contains_key("partitionAssigners");
        return if turns { Divided::Together } else { Divided::Unknown };
    };
    // Of several the group takes the first that all its members know.
    let first = stated.0.value.split(',').next().unwrap_or_default().trim();
    let class = first.rsplit('.').next().unwrap_or_default();
    match class {
        _ if TOGETHER.contains(&class) => Divided::Together,
        _ if EACH_TOPIC.contains(&class) => Divided::EachTopic,
        _ => Divided::Unknown,
    }
}

//! The brokers, one file each.

pub mod eventbridge;
pub mod kafka;
pub mod nats;
pub mod pubsub;
pub mod rabbitmq;
pub mod redis;
pub mod sns;
pub mod sqs;

use crate::transport::broker::Broker;

/// All brokers, in the order of the documentation.
pub const BROKERS: &[Broker] = &[
    kafka::BROKER,
    rabbitmq::BROKER,
    nats::BROKER,
    sqs::BROKER,
    sns::BROKER,
    redis::BROKER,
    pubsub::BROKER,
    eventbridge::BROKER,
];

/// The broker of a `type`, where its facts are known.
pub fn find(name: &str) -> Option<&'static Broker> {
    BROKERS.iter().find(|broker| broker.name == name)
}

//! The brokers, one file each.

pub mod kafka;
pub mod nats;
pub mod rabbitmq;

use crate::transport::broker::Broker;

/// All brokers, in the order of the documentation.
pub const BROKERS: &[Broker] = &[kafka::BROKER, rabbitmq::BROKER, nats::BROKER];

/// The broker of a `type`, where its facts are known.
pub fn find(name: &str) -> Option<&'static Broker> {
    BROKERS.iter().find(|broker| broker.name == name)
}

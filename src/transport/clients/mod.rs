//! The client libraries, one file each, or one for a family that behaves alike.

pub mod google;
pub mod java;
pub mod kafkajs;
pub mod lambda;
pub mod librdkafka;

use crate::transport::client::Client;

/// All client libraries whose facts are known.
pub const CLIENTS: &[Client] = &[
    kafkajs::CLIENT,
    java::CLIENT,
    java::SPRING,
    librdkafka::NODE,
    librdkafka::CONFLUENT,
    librdkafka::RUST,
    lambda::CLIENT,
    google::CLIENT,
];

/// The library of a `client`, where its facts are known.
pub fn find(name: &str) -> Option<&'static Client> {
    CLIENTS.iter().find(|client| client.name == name || client.aliases.contains(&name))
}

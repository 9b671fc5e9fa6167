//! Google's libraries for Pub/Sub: they extend the deadline of a message while its handler runs, so
//! the deadline that the subscription states does not limit the handler.

use crate::transport::client::Client;

/// The libraries for Node.js, Python, Java and Go.
pub const CLIENT: Client = Client {
    name: "google-cloud-pubsub",
    aliases: &["@google-cloud/pubsub", "cloud.google.com/go/pubsub"],
    title: "Google's library",
    broker: "pubsub",
    handler: None,
    extends: true,
    defaults: &[],
};

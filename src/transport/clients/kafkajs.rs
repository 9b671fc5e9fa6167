//! KafkaJS: it sends heartbeats between messages and not while a handler runs, so a handler that
//! takes as long as the session loses its partitions. It knows no `max.poll.interval.ms`.
//!
//! Values are from `src/consumer` and `src/index.js` of KafkaJS 1 and 2.

use crate::transport::broker::Default;
use crate::transport::client::Client;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// After so long without a heartbeat a consumer is taken for dead.
const SESSION: Setting =
    Setting::of_client("session.timeout.ms", Unit::Milliseconds).called(&["sessionTimeout"]);

/// KafkaJS.
pub const CLIENT: Client = Client {
    name: "kafkajs",
    aliases: &[],
    title: "KafkaJS",
    broker: "kafka",
    handler: Some(Limit {
        setting: SESSION,
        clock: Clock::Message,
        then: "the consumer is taken for dead, its partitions move and the message comes again",
    }),
    extends: false,
    defaults: &[
        Default::new("session.timeout.ms", "30000", "30 seconds"),
        Default::new("heartbeat.interval.ms", "3000", "3 seconds"),
    ],
};

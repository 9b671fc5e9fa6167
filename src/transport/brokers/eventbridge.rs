//! Amazon EventBridge: buses whose rules pass events on to targets.
//!
//! Values are from the service model of EventBridge in botocore 1.43 and its user guide.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::aws;
use crate::transport::broker::{Broker, Default};
use crate::transport::channel::{Channel, Sharing};
use crate::transport::setting::{Setting, Unit};

/// Amazon EventBridge.
pub const BROKER: Broker = Broker {
    name: "eventbridge",
    title: "EventBridge",
    topic_block: |generator| generator.subschema_for::<EventBridgeTopic>(),
    address,
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    // Patterns of rules compare fields, which `filter` says.
    passes: |hop| if hop.pattern.is_none() { Answer::Yes } else { Answer::Unknown },
    // A rule sees the message below `detail`, and beside it what EventBridge itself says of it.
    filtered: |field| field.strip_prefix("detail."),
    sharing: |_| Some(Sharing::EachGroup),
    compacts: |_| false,
    handler: |_| None,
    deliveries: |_| Some(DELIVERIES),
    kept: |_| None,
    bounds: |_| &[],
    largest: &[LARGEST],
    hosted: true,
    defaults: &[
        Default::new("MaximumRetryAttempts", "185", "185 tries of a target"),
        Default::new("MaximumEventAgeInSeconds", "86400", "tried for 24 hours"),
        Default::new("PutEvents entry size", "1048576", "1 MiB"),
    ],
};

/// How often an event is tried again at a target.
const DELIVERIES: Setting = Setting::of_broker("MaximumRetryAttempts", Unit::Count)
    .called(&["maximum_retry_attempts"])
    .key("maximum_retry_attempts");

/// The largest entry of `PutEvents`. Older accounts and pages speak of 256 KiB, so it can be stated.
const LARGEST: Setting = Setting::of_broker("PutEvents entry size", Unit::Bytes)
    .key("max_entry_size")
    .at_most(1_048_576);

/// What only EventBridge has: the block `eventbridge` of a bus.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct EventBridgeTopic {
    /// The largest entry that the bus takes, in bytes.
    max_entry_size: Option<u32>,
    /// How often an event is tried again at a target.
    #[schemars(range(max = 185))]
    maximum_retry_attempts: Option<u32>,
    /// How long an event is tried.
    #[schemars(extend("format" = "time-span"))]
    maximum_event_age: Option<String>,
}

/// 1 to 256 of letters, digits, `/`, `.`, `-` and `_`.
fn address(channel: &Channel<'_>) -> Result<(), String> {
    let name = aws::resource(channel.address, "event-bus/");
    aws::letters(name, "/._-", 256, "EventBridge")
}

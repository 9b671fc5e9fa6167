//! Amazon SNS: topics that pass each message on to all who subscribed, queues most of all.
//!
//! Values are from the service model of SNS in botocore 1.43 and the SNS developer guide.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::aws;
use crate::transport::broker::Broker;
use crate::transport::channel::Sharing;

/// Amazon SNS.
pub const BROKER: Broker = Broker {
    name: "sns",
    title: "SNS",
    topic_block: |generator| generator.subschema_for::<SnsTopic>(),
    address: |channel| aws::name(channel, 256, "SNS"),
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    // SNS filters by attributes, which `filter` says. What a pattern would mean is not known.
    passes: |hop| if hop.pattern.is_none() { Answer::Yes } else { Answer::Unknown },
    // Attributes, where a subscription's `FilterPolicyScope` does not say `MessageBody`.
    filtered: |_| None,
    sharing: |_| Some(Sharing::EachGroup),
    compacts: |_| false,
    handler: |_| None,
    deliveries: |_| None,
    kept: |_| None,
    bounds: |_| &[],
    largest: &[],
    hosted: true,
    defaults: &[],
};

/// What only SNS has: the block `sns` of a topic.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct SnsTopic {
    /// Whether it is a FIFO topic. Its name ends in `.fifo` then.
    fifo: Option<bool>,
    /// Whether a FIFO topic tells repeated messages by a hash of their bodies.
    content_based_deduplication: Option<bool>,
}

//! Redis Streams: logs in memory that groups read side by side, and that grow until something trims
//! them.
//!
//! Values are from the documentation of `XADD`, `XTRIM`, `XAUTOCLAIM` and from a running Redis 7.0.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::transport::answer::Answer;
use crate::transport::broker::{Broker, Default};
use crate::transport::channel::{Channel, Sharing, TopicKind};
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// Redis.
pub const BROKER: Broker = Broker {
    name: "redis",
    title: "Redis",
    topic_block: |generator| generator.subschema_for::<RedisTopic>(),
    // A key is any bytes, so only an empty one can be no name.
    address: |channel| match channel.address {
        "" => Err("is empty".to_owned()),
        _ => Ok(()),
    },
    key: |_, _| Ok(()),
    pattern: |_, _| Ok(()),
    own_key: |_| None,
    passes: |hop| if hop.pattern.is_none() { Answer::Yes } else { Answer::Unknown },
    filtered: |_| None,
    sharing,
    compacts: |_| false,
    handler: |channel| is_stream(channel).then_some(HANDLER),
    deliveries: |_| None,
    kept: |_| None,
    bounds: |channel| if is_stream(channel) { &[MAX_LENGTH, MIN_ID] } else { &[] },
    largest: &[],
    hosted: false,
    defaults: &[
        Default::new("MAXLEN", "none", "nothing is trimmed by length"),
        Default::new("MINID", "none", "nothing is trimmed by age"),
    ],
};

/// After so long another consumer claims a message. Whoever claims says it, so there is no default.
const HANDLER: Limit = Limit {
    setting: Setting::of_client("min-idle-time", Unit::Milliseconds).called(&[
        "min_idle_time",
        "minIdleTime",
        "claim_min_idle",
        "claimMinIdle",
    ]),
    clock: Clock::Delivery,
    then: "another consumer claims the message while it is still handled",
};

const MAX_LENGTH: Setting =
    Setting::of_broker("MAXLEN", Unit::Count).key("max_length").endless(&["none"]);

/// An id, so any text bounds the stream.
const MIN_ID: Setting = Setting::of_broker("MINID", Unit::Text).key("min_id").endless(&["none"]);

/// What only Redis has: the block `redis` of a stream.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct RedisTopic {
    /// The most entries that are kept (`MAXLEN`); `none` for no such limit.
    max_length: Option<CountOrNone>,
    /// The oldest entries that are kept (`MINID`), by id or in words; `none` for no such limit.
    min_id: Option<String>,
}

/// A number of entries, or `none`.
#[derive(Debug)]
struct CountOrNone;

impl JsonSchema for CountOrNone {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CountOrNone".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": ["integer", "string"], "minimum": 0 })
    }
}

/// A topic that says no other kind is taken for a stream: the block has nothing else.
fn is_stream(channel: &Channel<'_>) -> bool {
    matches!(channel.kind, Some(TopicKind::Stream) | None)
}

fn sharing(channel: &Channel<'_>) -> Option<Sharing> {
    match channel.kind {
        Some(TopicKind::Stream) | None => Some(Sharing::EachGroup),
        // A list that consumers pop from.
        Some(TopicKind::Queue) => Some(Sharing::OneOfAll),
        _ => None,
    }
}

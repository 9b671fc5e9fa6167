//! NATS: messages are addressed to subjects; a stream of JetStream keeps those of the subjects that
//! it names, and each of its consumers reads them at its own pace.
//!
//! Values are from nats-server 2.15 and the NATS documentation. What a consumer of JetStream sets
//! for itself (`max_deliver`, `ack_wait`, `max_ack_pending`, its deliver policy) is said by the
//! subscription: `retry.attempts`, `settings`, `start_from`.

use schemars::JsonSchema;

use crate::transport::answer::Answer;
use crate::transport::broker::{Broker, Default, Hop};
use crate::transport::channel::{Channel, Sharing, TopicKind};
use crate::transport::pattern;
use crate::transport::setting::{Clock, Limit, Setting, Unit};

/// NATS.
pub const BROKER: Broker = Broker {
    name: "nats",
    title: "NATS",
    topic_block: |generator| generator.subschema_for::<NatsTopic>(),
    address,
    key: |_, key| published(key),
    pattern: |_, pattern| subject(pattern),
    own_key: |channel| Some(channel.address).filter(|_| is_subject(channel)).filter(is_literal),
    passes,
    filtered: |_| None,
    sharing,
    compacts: |_| false,
    handler: |channel| (!is_core(channel)).then_some(HANDLER),
    deliveries: |channel| (!is_core(channel)).then_some(DELIVERIES),
    kept: |channel| (channel.kind == Some(TopicKind::Stream)).then_some(AGE),
    bounds,
    largest: &[LARGEST, PAYLOAD],
    hosted: false,
    defaults: &[
        Default::new("max_msg_size", "-1", "no limit but that of the server"),
        Default::new("max_deliver", "-1", "delivers without end"),
        Default::new("ack_wait", "30s", "30 seconds"),
        Default::new("max_ack_pending", "1000", "1,000 messages without an acknowledgement"),
        Default::new("max_waiting", "512", "512 requests for messages"),
        Default::new("duplicate_window", "2m", "2 minutes"),
        Default::new("max_age", "0", "kept for ever"),
        Default::new("max_bytes", "-1", "no limit"),
        Default::new("max_msgs", "-1", "no limit"),
        Default::new("max_msgs_per_subject", "-1", "no limit"),
        Default::new("max_payload", "1048576", "1 MiB"),
    ],
};

/// How long a consumer of JetStream may hold a message.
const HANDLER: Limit = Limit {
    setting: Setting::of_broker("ack_wait", Unit::Time).called(&["ackWait", "AckWait"]),
    clock: Clock::Delivery,
    then: "the server delivers the message again while it is still handled",
};

/// How often a consumer of JetStream gets a message.
pub const DELIVERIES: Setting = Setting::of_broker("max_deliver", Unit::Count)
    .called(&["maxDeliver", "MaxDeliver"])
    .endless(&["-1", "0"]);

/// How many messages a consumer of JetStream gets before it acknowledges the first.
pub const PENDING: Setting = Setting::of_broker("max_ack_pending", Unit::Count)
    .called(&["maxAckPending", "MaxAckPending"])
    .endless(&["-1"]);

/// How old a message of a stream may become.
const AGE: Setting = Setting::of_broker("max_age", Unit::Time).key("max_age").endless(&["0", "0s"]);

const MOST_BYTES: Setting =
    Setting::of_broker("max_bytes", Unit::Bytes).key("max_bytes").endless(&["-1", "0"]);

const MOST_MESSAGES: Setting =
    Setting::of_broker("max_msgs", Unit::Count).key("max_msgs").endless(&["-1", "0"]);

const MOST_OF_A_SUBJECT: Setting = Setting::of_broker("max_msgs_per_subject", Unit::Count)
    .key("max_msgs_per_subject")
    .endless(&["-1", "0"]);

/// The largest message of a stream.
const LARGEST: Setting =
    Setting::of_broker("max_msg_size", Unit::Bytes).key("max_msg_size").endless(&["-1", "0"]);

/// The largest message that a server takes.
const PAYLOAD: Setting = Setting::of_broker("max_payload", Unit::Bytes);

/// What only NATS has: the block `nats` of a stream or a subject.
#[derive(Debug, JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "only the schema is made from it; pages show the block as written")]
struct NatsTopic {
    /// The subjects whose messages a stream keeps: `inventory.>`. A `fed_by` without a `match`
    /// passes on what these take.
    subjects: Option<Vec<String>>,
    /// Where a stream keeps its messages.
    storage: Option<Storage>,
    /// How many servers hold a copy.
    #[schemars(range(min = 1))]
    replicas: Option<u32>,
    /// How long a message is kept: as long as the limits allow, as long as a consumer waits for
    /// it, or until one has handled it.
    retention: Option<Retention>,
    /// What happens when a limit is reached.
    discard: Option<Discard>,
    /// How old a message may become.
    #[schemars(extend("format" = "time-span"))]
    max_age: Option<String>,
    /// The most bytes that the stream holds; -1 for no limit.
    #[schemars(range(min = -1))]
    max_bytes: Option<i64>,
    /// The most messages that the stream holds; -1 for no limit.
    #[schemars(range(min = -1))]
    max_msgs: Option<i64>,
    /// The most messages of one subject that the stream holds; -1 for no limit.
    #[schemars(range(min = -1))]
    max_msgs_per_subject: Option<i64>,
    /// The largest message, in bytes; -1 for no limit.
    #[schemars(range(min = -1))]
    max_msg_size: Option<i64>,
    /// How long a repeated `Nats-Msg-Id` is known again.
    #[schemars(extend("format" = "time-span"))]
    duplicate_window: Option<String>,
}

/// Where a stream keeps its messages.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Storage {
    /// On disk.
    File,
    /// In memory: a restart loses them.
    Memory,
}

/// How long a stream keeps a message.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Retention {
    /// Until a limit is reached.
    Limits,
    /// Until every consumer has handled it.
    Interest,
    /// Until one consumer has handled it.
    Workqueue,
}

/// What happens when a limit of a stream is reached.
#[derive(Debug, JsonSchema)]
#[schemars(rename_all = "kebab-case", inline)]
#[expect(dead_code, reason = "only the schema is made from it")]
enum Discard {
    /// The oldest message goes.
    Old,
    /// The new message is refused.
    New,
}

/// A stream's name has no dots; a subject is tokens between dots, wildcards where a topic stands for
/// many subjects.
fn address(channel: &Channel<'_>) -> Result<(), String> {
    if channel.kind == Some(TopicKind::Stream) {
        stream(channel.address)
    } else {
        subject(channel.address)
    }
}

/// A stream that waits for its consumers loses what they have handled.
fn bounds(channel: &Channel<'_>) -> &'static [Setting] {
    match (channel.kind, channel.text("retention")) {
        (Some(TopicKind::Stream), None | Some("limits")) => {
            &[AGE, MOST_BYTES, MOST_MESSAGES, MOST_OF_A_SUBJECT]
        }
        _ => &[],
    }
}

fn stream(name: &str) -> Result<(), String> {
    let illegal = |c: char| c.is_whitespace() || c.is_control() || ".*>/\\".contains(c);
    if let Some(bad) = name.chars().find(|c| illegal(*c)) {
        return Err(format!("holds {bad:?}, which NATS takes in no name of a stream"));
    }
    match name.len() {
        0 => Err("is empty".to_owned()),
        1..=255 => Ok(()),
        length => Err(format!("is {length} bytes long; NATS takes at most 255")),
    }
}

/// A subject, or a pattern of subjects.
fn subject(text: &str) -> Result<(), String> {
    if let Some(bad) = text.chars().find(|c| c.is_whitespace() || c.is_control()) {
        return Err(format!("holds {bad:?}, which NATS takes in no subject"));
    }
    // A key-value bucket and an object store are streams of such subjects. The advisories of JetStream
    // are the server's own, and what a dead-letter stream is fed by.
    let may_be_used = ["$KV.", "$O.", "$JS.EVENT."].iter().any(|open| text.starts_with(open));
    if text.starts_with('$') && !may_be_used {
        return Err("begins with `$`, which NATS keeps for itself".to_owned());
    }
    if text.split('.').any(str::is_empty) {
        return Err("has an empty token; NATS wants a word between dots".to_owned());
    }
    match text.split('.').rev().skip(1).any(|token| token == ">") {
        true => Err("has a `>` before its end; NATS takes it as the last token only".to_owned()),
        false => Ok(()),
    }
}

/// A subject that one message is published to.
fn published(key: &str) -> Result<(), String> {
    match is_literal(&key) {
        true => subject(key),
        false => Err("holds a wildcard, and a message is published to one subject; \
                      write `{name}` for a word that differs"
            .to_owned()),
    }
}

/// Whether it is a subject that nobody keeps: what is delivered there is not waited for.
fn is_core(channel: &Channel<'_>) -> bool {
    channel.kind == Some(TopicKind::Subject)
}

fn is_literal(subject: &&str) -> bool {
    !subject.split('.').any(|token| token == "*" || token == ">")
}

fn is_subject(channel: &Channel<'_>) -> bool {
    matches!(channel.kind, Some(TopicKind::Subject) | None)
}

fn passes(hop: &Hop<'_>) -> Answer {
    let patterns = match hop.pattern {
        Some(pattern) => vec![pattern],
        None => hop.to.texts("subjects"),
    };
    if patterns.is_empty() || patterns.contains(&">") {
        return Answer::Yes;
    }
    let Some(key) = hop.key else { return Answer::Unknown };
    Answer::any(patterns.into_iter().map(|pattern| pattern::subject(pattern, key)))
}

/// Each queue group of a subject and each durable consumer of a stream gets every message, unless
/// the stream is a work queue.
fn sharing(channel: &Channel<'_>) -> Option<Sharing> {
    match channel.text("retention") {
        Some("workqueue") => Some(Sharing::OneOfAll),
        _ => Some(Sharing::EachGroup),
    }
}

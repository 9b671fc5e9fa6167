//! Limits of brokers and clients: where the value of a setting comes from, what counts for it, and
//! where nothing is known.

use crate::checked::check;
use crate::small_shop::on_the_shop;

/// A broker's product, version and more, what a topic says, and what its consumer says; and what a
/// rule answers: words of its message, or the answer alone.
type Case = (&'static str, &'static str, &'static str, &'static str);

const KAFKA: &str = "type: kafka\nversion: \"3.7\"";
const RABBIT: &str = "type: rabbitmq\nversion: \"3.13\"";

const HANDLERS: [Case; 27] = [
    // Neither the client nor a setting is known, or nothing is said of the handler.
    (KAFKA, "", "processing: { p99: 10m }", "unknown"),
    (KAFKA, "", "client: sarama\nprocessing: { p99: 10m }", "unknown"),
    (KAFKA, "", "client: kafkajs\nprocessing: { p99: 10m }", "unknown"),
    (KAFKA, "", "settings: { session.timeout.ms: 30000 }\nprocessing: { p99: 45s }", "unknown"),
    (KAFKA, "", "client: kafkajs\nsettings: { sessionTimeout: 90000 }", "unknown"),
    // The subscription's own setting, by either name; then the broker's document; then the default.
    (
        "type: kafka\nclients: { kafkajs: { version: 2, settings: { sessionTimeout: 60000 } } }",
        "",
        "client: kafkajs\nprocessing: { p99: 45s }",
        "warn: `session.timeout.ms` is 1 min: half",
    ),
    (
        "type: kafka\nclients: { kafkajs: { version: 2 } }",
        "",
        "client: kafkajs\nprocessing: { timeout: 15s }",
        "warn: (`timeout`), and `session.timeout.ms` is 30 s by default (KafkaJS 2): half",
    ),
    (
        KAFKA,
        "",
        "settings: { max.poll.interval.ms: 60000 }\nprocessing: { p99: 1m }",
        "error: is 1 min",
    ),
    // A poll brings many records. What each takes as a rule decides, and the slowest only warns.
    (
        "type: kafka\nclients: { kafka-clients: { version: 3.7 } }",
        "",
        "client: kafka-clients\nprocessing: { p50: 20ms, p99: 2s }",
        "pass",
    ),
    (
        "type: kafka\nclients: { kafka-clients: { version: 3.7 } }",
        "",
        "client: kafka-clients\nprocessing: { p50: 600ms, p99: 2s }",
        "error: 5 min for a poll (`max.poll.records`: 500 by default (the Java client 3.7))",
    ),
    (
        "type: kafka\nclients: { kafka-clients: { version: 3.7 } }",
        "",
        "client: kafka-clients\nprocessing: { p99: 2s }",
        "unknown",
    ),
    (
        "type: kafka\nclients: { kafka-clients: { version: 3.7 } }",
        "",
        "client: kafka-clients\nbatch: { size: 10 }\nprocessing: { p50: 600ms, p99: 2s }",
        "pass",
    ),
    // RabbitMQ's clock runs for what is sent ahead, but many clients start all of it at once.
    (
        RABBIT,
        "kind: queue",
        "processing: { p99: 31m }",
        "error: `consumer_timeout` is 30 min by default (RabbitMQ 3.13)",
    ),
    (RABBIT, "kind: queue", "prefetch: 300\nprocessing: { p50: 5s, p99: 20s }", "pass"),
    (RABBIT, "kind: queue", "prefetch: 300\nprocessing: { p50: 10s, p99: 20s }", "unknown"),
    (RABBIT, "kind: queue", "prefetch: 300\nprocessing: { p50: 10s, p99: 15m }", "warn: half"),
    (
        RABBIT,
        "kind: queue",
        "prefetch: 300\nconcurrency: 1\nprocessing: { p99: 20s }",
        "warn: if all were that slow (`p99`)",
    ),
    (
        RABBIT,
        "kind: queue",
        "prefetch: 300\nconcurrency: 1\nprocessing: { p50: 10s, p99: 20s }",
        "error: 50 min for 300 messages that were sent ahead, 1 at once",
    ),
    (RABBIT, "kind: queue\nrabbitmq: { consumer_timeout: 3h }", "processing: { p99: 31m }", "pass"),
    (RABBIT, "kind: queue\nrabbitmq: { policy: slow }", "processing: { p99: 31m }", "unknown"),
    ("type: rabbitmq\nversion: \"4.3\"", "kind: queue", "processing: { p99: 31m }", "unknown"),
    (
        "type: rabbitmq\nversion: \"4.3\"",
        "kind: queue\nrabbitmq: { type: quorum }",
        "processing: { p99: 31m }",
        "error: RabbitMQ 4.3",
    ),
    (
        "type: nats\nversion: \"2.11\"",
        "kind: stream",
        "processing: { p99: 30s }",
        "error: `ack_wait`",
    ),
    ("type: sqs", "kind: queue", "processing: { p99: 30s }", "error: 30 s by default (SQS)"),
    ("type: redis", "kind: stream", "processing: { p99: 30s }", "unknown"),
    (
        "type: pubsub",
        "kind: queue",
        "client: google-cloud-pubsub\nprocessing: { p99: 30s }",
        "nothing",
    ),
    ("type: something", "", "processing: { p99: 30s }", "nothing"),
];

#[test]
fn a_handler_is_judged_by_the_limit_that_it_has() {
    hold("slow-handler", &HANDLERS);
}

const KEPT: [Case; 6] = [
    ("type: sqs", "kind: queue", "", "pass"),
    ("type: sqs", "kind: queue\nretention: 71h", "", "warn: 71 h"),
    (KAFKA, "", "", "pass"),
    ("type: kafka", "", "", "unknown"),
    (RABBIT, "kind: queue\nrabbitmq: { message_ttl: 1d }", "", "warn: 1 day"),
    (
        RABBIT,
        "kind: queue\nrabbitmq: { message_ttl: 1d, dead_letter_exchange: late }",
        "",
        "nothing",
    ),
];

#[test]
fn a_retention_is_stated_or_the_default_of_a_known_version() {
    hold("short-retention", &KEPT);
}

const HIDDEN: [Case; 5] = [
    ("type: sqs", "kind: queue", "client: lambda\nsettings: { timeout: 31 }", "error: AWS refuses"),
    (
        "type: sqs",
        "kind: queue",
        "client: lambda\nsettings: { timeout: 6 }",
        "warn: less than 6 times",
    ),
    (
        "type: sqs",
        "kind: queue",
        "client: lambda\nsettings: { timeout: 5s }\nbatch: { window: 5s }",
        "warn: 6 times as long and the batching window of 5 s",
    ),
    ("type: sqs", "kind: queue", "client: lambda\nsettings: { timeout: 5s }", "pass"),
    ("type: sqs", "kind: queue", "client: lambda", "unknown"),
];

#[test]
fn a_function_is_judged_by_what_its_queue_hides() {
    hold("short-visibility", &HIDDEN);
}

fn hold(rule: &str, cases: &[Case]) {
    let wrong = cases.iter().filter_map(|case| {
        let (broker, topic, consumer, wanted) = *case;
        let said = said(rule, broker, topic, consumer);
        let (answer, words) = wanted.split_once(": ").unwrap_or((wanted, ""));
        let holds = said.starts_with(answer) && said.contains(words);
        (!holds).then(|| format!("{case:?}\n{said}\n"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn said(rule: &str, broker: &str, topic: &str, consumer: &str) -> String {
    let consumer: String = consumer.lines().map(|line| format!("    {line}\n")).collect();
    let block = format!(
        "broker: other\n{broker}\nowner: shop-team\n---\ntopic: work\nbroker: other\n\
         owner: shop-team\n{topic}\n---\nevent: OrderPlaced\nversion: 1\nowner: shop-team\n\
         topics: [work]\nproducers:\n  - service: order-service\nconsumers:\n  \
         - service: payment-service\n    dlq: order-events.DLQ\n    idempotency: \
         {{ strategy: natural, why: A lookup. }}\n{consumer}"
    );
    let checked = check(on_the_shop(&block).path());
    let judged = &checked.judgement;
    let wrong = judged.findings.iter().find(|finding| finding.rule == "invalid-value");
    assert!(wrong.is_none(), "{wrong:?}");
    let fault = judged.findings.iter().find(|finding| finding.rule == rule);
    let unknown = judged.unknowns.iter().any(|unknown| unknown.rule == rule);
    let pass = judged.passes.iter().any(|pass| pass.rule == rule && !pass.subjects.is_empty());
    match fault {
        Some(fault) => format!("{}: {}", fault.level.word(), fault.message),
        None if unknown => "unknown".to_owned(),
        None if pass => "pass".to_owned(),
        None => "nothing".to_owned(),
    }
}

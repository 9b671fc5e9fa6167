//! Rules that judge by what a broker does: the cases that their pages and folders leave out, each on
//! the small shop.

use crate::checked::{check, places, text};
use crate::small_shop::on_the_shop;

/// A topic `orders` on a broker, and a consumer that reads it; each text is put into its document.
struct Case {
    what: &'static str,
    /// The broker's `type`, and more of its document.
    broker: &'static str,
    /// The rest of the topic's document.
    topic: &'static str,
    /// The rest of the consumer.
    consumer: &'static str,
    /// The rules that find something, by name.
    found: &'static [&'static str],
}

impl Case {
    /// The documents.
    fn block(&self, dlq: &str) -> String {
        let Case { broker, topic, consumer, .. } = self;
        format!(
            "broker: own\ntype: {broker}\nowner: shop-team\n---\n\
             topic: orders\nbroker: own\nowner: shop-team\n{topic}\n---\n\
             topic: orders-dlq\nowner: shop-team\nrole: dlq\n{dlq}\n\
             monitor: [{{ on: depth, over: 0, for: 5m }}]\n\
             replay: {{ to: orders, procedure: Move them back. }}\n---\n\
             event: OrderPlaced\nversion: 1\nowner: shop-team\ntopics: [orders]\n\
             producers: [{{ service: order-service, writes: [orders-db], publish: outbox }}]\n\
             consumers:\n  - service: payment-service\n    \
             idempotency: {{ strategy: dedup-table, key: eventId, store: payments-db, window: forever }}\n    \
             dlq: orders-dlq\n    {consumer}\n"
        )
    }

    /// What is found instead, with the whole report.
    fn wrong(&self, dlq: &str) -> Option<String> {
        let (Case { what, found, .. }, block) = (self, self.block(dlq));
        let checked = check(on_the_shop(&block).path());
        let mut rules: Vec<&str> = checked.judgement.findings.iter().map(|one| one.rule).collect();
        rules.sort_unstable();
        (rules != *found).then(|| format!("{what}: {rules:?}\n{block}\n{}", text(&checked)))
    }
}

fn assert_all(cases: &[(Case, &str)]) {
    let wrong: Vec<String> = cases.iter().filter_map(|(case, dlq)| case.wrong(dlq)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn assert_each<const COUNT: usize>(cases: [Case; COUNT]) {
    assert_all(&cases.map(|case| (case, "retention: 14d")));
}

#[test]
fn order_is_kept_where_the_broker_and_the_consumer_keep_it() {
    let lost = &["unordered-consumer"];
    assert_each([
        Case {
            what: "JetStream sends 1,000 messages ahead where nobody says less",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "ordering: per-key\n    concurrency: 1\n    instances: 2\n    retry: { delays: [1s] }",
            found: lost,
        },
        Case {
            what: "one message at a time keeps the order, however many instances wait for it",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "ordering: per-key\n    instances: 3\n    settings: { max_ack_pending: 1 }\n    retry: { delays: [1s] }",
            found: &[],
        },
        Case {
            what: "without a version there is no default, and instances may wait for each other",
            broker: "nats",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "ordering: per-key\n    instances: 3",
            found: &[],
        },
        Case {
            what: "the consumers of a Redis group share its entries",
            broker: "redis\nversion: \"7.2\"",
            topic: "kind: stream\nretention: 7d\nredis: { max_length: 1000 }",
            consumer: "ordering: per-key\n    instances: 2",
            found: lost,
        },
        Case {
            what: "no version of RabbitMQ, so nothing is said of a queue that says nothing",
            broker: "rabbitmq",
            topic: "kind: queue\nretention: 7d\nrabbitmq: { type: quorum }",
            consumer: "ordering: per-key\n    instances: 2",
            found: &[],
        },
        Case {
            what: "a standard queue of SQS keeps no order",
            broker: "sqs",
            topic: "kind: queue\nretention: 7d",
            consumer: "ordering: global",
            found: &["unordered-topic"],
        },
        Case {
            what: "a FIFO queue of SQS does",
            broker: "sqs",
            topic: "kind: queue\nretention: 7d\naddress: orders.fifo\npartition_key: orderId",
            consumer: "ordering: per-key\n    instances: 4",
            found: &[],
        },
        Case {
            what: "no order is needed",
            broker: "kafka",
            topic: "retention: 7d",
            consumer: "ordering: none",
            found: &[],
        },
        Case {
            what: "one partition needs no key",
            broker: "kafka",
            topic: "retention: 7d\npartitions: 1",
            consumer: "ordering: per-key",
            found: &[],
        },
        Case {
            what: "a topic promises an order that it cannot keep, whoever needs it",
            broker: "kafka",
            topic: "retention: 7d\nordering: per-key",
            consumer: "ordering: none",
            found: &["unordered-topic"],
        },
    ]);
}

#[test]
fn retries_end_where_the_broker_or_the_consumer_ends_them() {
    assert_each([
        Case {
            what: "JetStream delivers without end where nobody says less, but a consumer can end a message",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "ordering: none",
            found: &[],
        },
        Case {
            what: "JetStream has a limit",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "settings: { max_deliver: 5 }",
            found: &[],
        },
        Case {
            what: "before 4.0 it depends on the consumer whether a quorum queue delivers without end",
            broker: "rabbitmq\nversion: \"3.13\"",
            topic: "kind: queue\nretention: 7d\nrabbitmq: { type: quorum }",
            consumer: "ordering: none",
            found: &[],
        },
        Case {
            what: "and 20 times from 4.0 on",
            broker: "rabbitmq\nversion: \"4.1\"",
            topic: "kind: queue\nretention: 7d\nrabbitmq: { type: quorum }",
            consumer: "ordering: none",
            found: &[],
        },
        Case {
            what: "the last try ends with the message",
            broker: "sqs",
            topic: "kind: queue\nretention: 90s\nsqs: { visibility_timeout: 30s }",
            consumer: "retry: { attempts: 3 }",
            found: &["expiring-retry"],
        },
        Case {
            what: "the last try ends a second before the message",
            broker: "sqs",
            topic: "kind: queue\nretention: 91s\nsqs: { visibility_timeout: 30s }",
            consumer: "retry: { attempts: 3 }",
            found: &["short-retention"],
        },
        Case {
            what: "so many receives, each by the default visibility of 30 s, are what the queue says",
            broker: "sqs",
            topic: "kind: queue\nretention: 60s\nsqs: { max_receive_count: 2 }",
            consumer: "ordering: none",
            found: &["expiring-retry"],
        },
    ]);
}

#[test]
fn one_message_at_a_time_keeps_the_order_of_what_was_sent_ahead() {
    assert_each([Case {
        what: "what was sent ahead waits where one message at a time is handled",
        broker: "nats\nversion: \"2.11\"",
        topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
        consumer: "ordering: per-key\n    concurrency: 1\n    instances: 1\n    retry: { delays: [1s] }",
        found: &[],
    }]);
}

#[test]
fn a_limit_counts_whoever_sets_it() {
    assert_each([
        Case {
            what: "who says that it delivers without end means it",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "settings: { max_deliver: -1 }",
            found: &["unbounded-retry"],
        },
        Case {
            what: "delays do not end what the server repeats without end",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "settings: { max_deliver: -1 }\n    retry: { delays: [1s, 5s] }",
            found: &["unbounded-retry"],
        },
        Case {
            what: "a consumer that gives a message up by itself ends it",
            broker: "nats\nversion: \"2.11\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "settings: { max_deliver: -1 }\n    retry: { attempts: 3, delays: [1s, 5s] }",
            found: &[],
        },
        Case {
            what: "the default limit of a quorum queue counts beside a backoff",
            broker: "rabbitmq\nversion: \"4.1\"",
            topic: "kind: queue\nretention: 7d\nrabbitmq: { type: quorum }",
            consumer: "retry: { backoff: fixed, initial: 5s }",
            found: &[],
        },
        Case {
            what: "a dead-letter topic of Pub/Sub gets what was delivered 5 times, where nobody says more",
            broker: "pubsub",
            topic: "kind: queue\nretention: 7d",
            consumer: "retry: { backoff: fixed, initial: 10s }",
            found: &[],
        },
        Case {
            what: "a default without a limit does not",
            broker: "rabbitmq\nversion: \"3.13\"",
            topic: "kind: queue\nretention: 7d\nrabbitmq: { type: quorum }",
            consumer: "retry: { backoff: fixed, initial: 5s }",
            found: &["unbounded-retry"],
        },
        Case {
            what: "JetStream takes as many delays as deliveries",
            broker: "nats\nversion: \"2.10\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "retry: { attempts: 3, delays: [1s, 2s, 3s] }",
            found: &[],
        },
        Case {
            what: "and no more than the server delivers, whatever the attempts",
            broker: "nats\nversion: \"2.10\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "retry: { attempts: 4, delays: [1s, 2s, 3s] }\n    settings: { max_deliver: 2 }",
            found: &["overlong-backoff"],
        },
        Case {
            what: "and no more",
            broker: "nats\nversion: \"2.10\"",
            topic: "kind: stream\nretention: 7d\nnats: { subjects: [orders.>] }",
            consumer: "retry: { attempts: 3, delays: [1s, 2s, 3s, 4s] }",
            found: &["superfluous-retry-delay"],
        },
    ]);
}

#[test]
fn a_poll_ends_before_the_client_is_given_up() {
    let on_kafka = |what, consumer, found| Case {
        what,
        broker: "kafka\nversion: \"3.7\"\nclients: { kafkajs: { version: \"2\" }, kafka-clients: { version: \"3.7\" }, spring-kafka: { version: \"3.1\" } }",
        topic: "retention: 7d",
        consumer,
        found,
    };
    assert_each([
        on_kafka(
            "KafkaJS: a message that takes as long as the session",
            "client: kafkajs\n    processing: { p99: 1s }\n    retry: { delays: [9s, 20s] }",
            &["overlong-retry"],
        ),
        on_kafka(
            "KafkaJS: a millisecond less, whatever the batch",
            "client: kafkajs\n    processing: { p99: 999ms }\n    batch: { size: 100 }\n    retry: { delays: [9s, 20s] }",
            &[],
        ),
        on_kafka(
            "Java: 500 messages by default, so it is a warning",
            "client: kafka-clients\n    processing: { p50: 1ms, p99: 5ms }\n    retry: { delays: [1s] }",
            &["overlong-retry"],
        ),
        on_kafka(
            "Spring polls between the tries",
            "client: spring-kafka\n    processing: { p50: 1ms, p99: 5ms }\n    retry: { delays: [1s] }",
            &[],
        ),
        on_kafka(
            "a retry topic does not block",
            "client: kafkajs\n    processing: { p99: 1s }\n    retry: { delays: [9s, 20s], via: orders-dlq }",
            &[],
        ),
    ]);
}

#[test]
fn a_dead_letter_outlasts_its_source() {
    let on = |what, broker, topic, found| Case {
        what,
        broker,
        topic,
        consumer: "ordering: none",
        found,
    };
    let standard = "kind: queue\nretention: 10d";
    let fifo = "kind: queue\nretention: 10d\naddress: orders.fifo";
    assert_all(&[
        (
            on("SQS keeps the first time", "sqs", standard, &["short-dlq-retention"]),
            "broker: own\nretention: 10d",
        ),
        (on("a moment more is enough", "sqs", standard, &[]), "broker: own\nretention: 864001s"),
        (
            on("a FIFO queue begins anew", "sqs", fifo, &[]),
            "broker: own\naddress: orders-dlq.fifo\nretention: 10d",
        ),
        (
            on("a standard queue behind a FIFO one", "sqs", fifo, &["mismatched-dlq"]),
            "broker: own\nretention: 14d",
        ),
        (
            on(
                "four days by default",
                "sqs",
                "kind: queue\nretention: 3d",
                &["short-dlq-retention"],
            ),
            "broker: own",
        ),
        (on("Kafka begins anew", "kafka", "retention: 10d", &[]), "broker: own\nretention: 10d"),
        (
            on("what is kept for ever is not outlasted", "kafka", "retention: forever", &[]),
            "broker: own\nretention: 7d",
        ),
    ]);
}

#[test]
fn no_advice_goes_beyond_what_a_queue_takes() {
    let case = |topic, consumer| Case {
        what: "SQS",
        broker: "sqs",
        topic,
        consumer,
        found: &["short-dlq-retention"],
    };
    let none = "ordering: none";
    let report = |topic, consumer, dlq| {
        text(&check(on_the_shop(&case(topic, consumer).block(dlq)).path())).replace('\n', " ")
    };
    let same = report("kind: queue\nretention: 14d", none, "broker: own\nretention: 14d");
    assert!(same.contains("no queue keeps longer, so let `orders` keep less"), "{same}");
    let shorter = report("kind: queue\nretention: 10d", none, "broker: own\nretention: 10d");
    assert!(!shorter.contains("keep less"), "{shorter}");
    let slow = report("kind: queue\nretention: 7d", "processing: { p99: 7h }", "retention: 14d");
    assert!(slow.contains("`VisibilityTimeout` is at most 12 h"), "{slow}");
    let large = "kind: queue\nretention: 7d\n---\nevent: OrderSigned\nversion: 1\n\
                 owner: shop-team\naudience: audit\ntopics: [orders]\n\
                 producers: [{ service: order-service, writes: [orders-db], publish: outbox }]\n\
                 schema: { properties: { scan: { type: string, maxLength: 2000000 } } }\n\
                 examples: [{ scan: A }]";
    let large = report(large, none, "retention: 14d");
    assert!(large.contains("(a claim check)") && !large.contains("raise the topic's"), "{large}");
}

#[test]
fn a_batch_is_told_at_the_time_that_it_multiplies() {
    let checked =
        check(on_the_shop(include_str!("variants/slow-handler/a-poll-of-many.yaml")).path());
    assert_eq!(places(&checked), ["example.yaml:17:24 slow-handler"], "{}", text(&checked));
}

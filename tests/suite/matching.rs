//! The pure matchers of brokers against a naive reading of their definitions, and what each broker
//! makes of names, bindings and readers.

use std::collections::BTreeMap;

use eventbook::transport::answer::Answer;
use eventbook::transport::broker::{Broker, Hop};
use eventbook::transport::brokers::{find, nats, rabbitmq};
use eventbook::transport::channel::{Channel, Sharing, TopicKind};
use eventbook::transport::filter::{self, Known};
use eventbook::transport::pattern::{subject, topic_exchange};
use proptest::prelude::*;
use serde_json::{Value, json};

/// Section 3.1.3.3 of AMQP 0-9-1, and the tutorial of RabbitMQ on topics.
#[test]
fn a_topic_exchange_compares_as_its_specification_says() {
    for (pattern, taken, left) in [
        ("*.stock.#", vec!["usd.stock", "eur.stock.db"], vec!["stock.nasdaq"]),
        (
            "*.orange.*",
            vec!["quick.orange.rabbit", "lazy.orange.elephant", "quick.orange.fox"],
            vec!["lazy.brown.fox", "orange", "quick.orange.new.rabbit"],
        ),
        (
            "*.*.rabbit",
            vec!["quick.orange.rabbit", "lazy.pink.rabbit"],
            vec!["quick.orange.fox", "quick.orange.new.rabbit"],
        ),
        (
            "lazy.#",
            vec!["lazy.orange.elephant", "lazy.brown.fox", "lazy.orange.new.rabbit", "lazy"],
            vec!["quick.brown.fox", "quick.lazy.fox"],
        ),
        ("#", vec!["", "a", "a.b", "."], vec![]),
        ("*", vec!["a"], vec!["", "a.b"]),
        ("", vec![""], vec!["a"]),
        ("#.b.#", vec!["b", "a.b", "b.c", "a.a.b.c"], vec!["a", "bb"]),
        ("lazy#", vec![], vec!["lazy", "lazy.fox"]),
    ] {
        for key in taken {
            assert_eq!(topic_exchange(pattern, key), Answer::Yes, "{pattern} takes {key}");
        }
        for key in left {
            assert_eq!(topic_exchange(pattern, key), Answer::No, "{pattern} leaves {key}");
        }
    }
}

#[test]
fn a_subject_compares_token_by_token() {
    for (pattern, key, answer) in [
        ("inventory.>", "inventory.stock.adjusted", Answer::Yes),
        ("inventory.>", "inventory", Answer::No),
        ("inventory.*", "inventory.stock", Answer::Yes),
        ("inventory.*", "inventory.stock.adjusted", Answer::No),
        (">", "a.b", Answer::Yes),
        ("a.>.b", "a.x.b", Answer::Unknown),
        ("a", "a", Answer::Yes),
        ("a", "b", Answer::No),
    ] {
        assert_eq!(subject(pattern, key), answer, "{pattern} and {key}");
    }
}

#[test]
fn what_is_not_known_stays_open_as_long_as_it_matters() {
    for (pattern, key, answer) in [
        ("orders.*.placed", "orders.{orderId}.placed", Answer::Yes),
        ("orders.eu.placed", "orders.{region}.placed", Answer::Unknown),
        ("orders.eu.placed", "orders.{region}.paid", Answer::No),
        ("{env}.orders.*", "{env}.orders.placed", Answer::Yes),
        ("{env}.orders.*", "prod.orders.placed", Answer::Unknown),
        ("orders.placed", "orders.*", Answer::Unknown),
        ("stock.placed", "orders.*", Answer::No),
    ] {
        assert_eq!(topic_exchange(pattern, key), answer, "{pattern} and {key}");
        assert_eq!(subject(pattern, key), answer, "{pattern} and {key} as subjects");
    }
    assert_eq!(topic_exchange("orders.#", "orders.#"), Answer::Unknown);
    assert_eq!(topic_exchange("#", "orders.#"), Answer::Yes);
    assert_eq!(subject("orders.eu", "orders.>"), Answer::Unknown);
    assert_eq!(subject("orders.>", "orders.>"), Answer::Yes);
    assert_eq!(topic_exchange(&"a".repeat(256), &"a".repeat(256)), Answer::Unknown);
}

/// What the definition says, by trying every way to share out the words.
fn naive(pattern: &[&str], key: &[&str]) -> bool {
    match pattern.split_first() {
        None => key.is_empty(),
        Some((&"#", rest)) => (0..=key.len()).any(|taken| naive(rest, &key[taken..])),
        Some((word, rest)) => match key.split_first() {
            Some((said, more)) => (*word == "*" || word == said) && naive(rest, more),
            None => false,
        },
    }
}

fn naive_subject(pattern: &[&str], key: &[&str]) -> bool {
    match (pattern, key) {
        ([], []) => true,
        ([">"], [_, ..]) => true,
        ([token, rest @ ..], [said, more @ ..]) => {
            (*token == "*" || token == said) && naive_subject(rest, more)
        }
        _ => false,
    }
}

fn words(from: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<&'static str>> {
    proptest::collection::vec(proptest::sample::select(from), 1..=most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn topic_exchanges_agree_with_their_definition(
        pattern in words(&["a", "b", "*", "#"], 6),
        key in words(&["a", "b", "c"], 6),
    ) {
        let expected: Answer = naive(&pattern, &key).into();
        prop_assert_eq!(topic_exchange(&pattern.join("."), &key.join(".")), expected);
    }

    #[test]
    fn subjects_agree_with_their_definition(
        pattern in words(&["a", "b", "*"], 5),
        open in any::<bool>(),
        key in words(&["a", "b", "c"], 6),
    ) {
        let pattern: Vec<&str> = pattern.into_iter().chain(open.then_some(">")).collect();
        let expected: Answer = naive_subject(&pattern, &key).into();
        prop_assert_eq!(subject(&pattern.join("."), &key.join(".")), expected);
    }

    /// An answer about a key with an unknown word holds for every word that it may stand for.
    #[test]
    fn an_answer_outlives_what_was_not_known(
        pattern in words(&["a", "b", "*", "#"], 5),
        key in words(&["a", "b", "c"], 5),
        open in any::<prop::sample::Index>(),
    ) {
        let mut blurred = key.clone();
        blurred[open.index(key.len())] = "{word}";
        let answer = topic_exchange(&pattern.join("."), &blurred.join("."));
        let sharp = topic_exchange(&pattern.join("."), &key.join("."));
        prop_assert!(answer == Answer::Unknown || answer == sharp);
    }

    #[test]
    fn no_text_is_too_strange(pattern in ".{0,40}", key in ".{0,40}") {
        topic_exchange(&pattern, &key);
        subject(&pattern, &key);
    }
}

#[test]
fn a_filter_decides_by_equality_prefix_and_existence() {
    let known = |field: &str| match field {
        "status" | "detail.status" => {
            Known { values: Some(vec![json!("succeeded"), json!("failed")]), present: Some(true) }
        }
        "currency" => Known { values: Some(vec![json!("EUR")]), present: None },
        _ => Known::default(),
    };
    for (stated, answer) in [
        (json!({}), Answer::Yes),
        (json!({ "status": ["cancelled"] }), Answer::No),
        (json!({ "status": "succeeded" }), Answer::Unknown),
        (json!({ "status": [{ "prefix": "x" }] }), Answer::No),
        (json!({ "status": { "exists": true } }), Answer::Yes),
        (json!({ "status": { "exists": false } }), Answer::No),
        (json!({ "currency": ["EUR"] }), Answer::Unknown),
        (json!({ "currency": ["USD"], "other": ["x"] }), Answer::No),
        (json!({ "status": [{ "anything-but": ["failed"] }] }), Answer::Unknown),
        (json!({ "status": [{ "prefix": "s" }, { "exists": true }] }), Answer::Yes),
        (json!({ "detail": { "status": ["cancelled"], "other": ["x"] } }), Answer::No),
        (json!({ "detail": { "status": [{ "exists": true }] } }), Answer::Yes),
        (json!({ "detail": { "status": "cancelled" } }), Answer::Unknown),
    ] {
        let filter: BTreeMap<String, Value> = serde_json::from_value(stated.clone()).unwrap();
        assert_eq!(filter::passes(&filter, known), answer, "{stated}");
    }
}

fn channel<'a>(kind: TopicKind, address: &'a str, block: &'a Value) -> Channel<'a> {
    Channel { kind: Some(kind), address, block }
}

#[test]
fn each_broker_takes_its_own_names() {
    let none = Value::Null;
    let long = "x".repeat(256);
    let refused: [(&Broker, TopicKind, &str); 10] = [
        (&rabbitmq::BROKER, TopicKind::Queue, "amq.mails"),
        (&rabbitmq::BROKER, TopicKind::Exchange, &long),
        (&rabbitmq::BROKER, TopicKind::Queue, ""),
        (&nats::BROKER, TopicKind::Stream, "inventory.stock"),
        (&nats::BROKER, TopicKind::Stream, &long),
        (&nats::BROKER, TopicKind::Subject, "inventory..stock"),
        (&nats::BROKER, TopicKind::Subject, "inventory stock"),
        (&nats::BROKER, TopicKind::Subject, "$SYS.orders"),
        (&nats::BROKER, TopicKind::Subject, "a.>.b"),
        (&nats::BROKER, TopicKind::Subject, ""),
    ];
    for (broker, kind, name) in refused {
        assert!((broker.address)(&channel(kind, name, &none)).is_err(), "{name}");
    }
    let taken: [(&Broker, TopicKind, &str); 6] = [
        (&nats::BROKER, TopicKind::Subject, "$KV.orders.>"),
        (&rabbitmq::BROKER, TopicKind::Exchange, "amq.topic"),
        (&rabbitmq::BROKER, TopicKind::Queue, &long[1..]),
        (&nats::BROKER, TopicKind::Stream, "INVENTORY"),
        (&nats::BROKER, TopicKind::Subject, "inventory.*.>"),
        (&nats::BROKER, TopicKind::Subject, "$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.S.*"),
    ];
    for (broker, kind, name) in taken {
        assert_eq!((broker.address)(&channel(kind, name, &none)), Ok(()), "{name}");
    }
}

#[test]
fn an_exchange_routes_by_its_type() {
    let none = Value::Null;
    let queue = channel(TopicKind::Queue, "mails", &none);
    let passes = |kind: &str, pattern, key| {
        let block = json!({ "type": kind });
        let from = channel(TopicKind::Exchange, "notifications", &block);
        (rabbitmq::BROKER.passes)(&Hop { from, to: queue, pattern, key })
    };
    assert_eq!(passes("topic", Some("a.#"), Some("a.b")), Answer::Yes);
    assert_eq!(passes("direct", Some("a.#"), Some("a.b")), Answer::No);
    assert_eq!(passes("direct", Some("a.b"), Some("a.b")), Answer::Yes);
    assert_eq!(passes("fanout", None, None), Answer::Yes);
    assert_eq!(passes("headers", Some("a.b"), Some("a.b")), Answer::Unknown);
    assert_eq!(passes("topic", Some("a.#"), None), Answer::Unknown);
    assert_eq!(passes("topic", Some("#"), None), Answer::Yes);
    assert_eq!(passes("topic", None, Some("a.b")), Answer::Unknown);
}

#[test]
fn readers_share_as_their_broker_lets_them() {
    let share = |name: &str, kind, block: Value| {
        (find(name).unwrap().sharing)(&Channel { kind, address: "x", block: &block })
    };
    let (each, one) = (Some(Sharing::EachGroup), Some(Sharing::OneOfAll));
    assert_eq!(share("kafka", None, Value::Null), each);
    assert_eq!(share("rabbitmq", Some(TopicKind::Queue), Value::Null), one);
    assert_eq!(share("rabbitmq", Some(TopicKind::Queue), json!({ "type": "stream" })), each);
    assert_eq!(share("rabbitmq", Some(TopicKind::Exchange), Value::Null), None);
    assert_eq!(share("nats", Some(TopicKind::Stream), Value::Null), each);
    assert_eq!(share("nats", Some(TopicKind::Stream), json!({ "retention": "workqueue" })), one);
}

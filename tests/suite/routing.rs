//! How messages find their way through exchanges, queues, subjects and streams: the pure matchers
//! against a naive reading of their definitions, and what a catalog says of the way.

use std::collections::BTreeMap;

use eventbook::graph::routing::way;
use eventbook::graph::trace::Step;
use eventbook::transport::answer::Answer;
use eventbook::transport::broker::{Broker, Hop};
use eventbook::transport::brokers::{find, nats, rabbitmq};
use eventbook::transport::channel::{Channel, Sharing, TopicKind};
use eventbook::transport::filter::{self, Known};
use eventbook::transport::pattern::{subject, topic_exchange};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::checked::{check, places, text};
use crate::rust_text::package_root;
use crate::support::catalog;

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
        "status" => {
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
        (&nats::BROKER, TopicKind::Subject, "$KV.orders"),
        (&nats::BROKER, TopicKind::Subject, "a.>.b"),
        (&nats::BROKER, TopicKind::Subject, ""),
    ];
    for (broker, kind, name) in refused {
        assert!((broker.address)(&channel(kind, name, &none)).is_err(), "{name}");
    }
    let taken: [(&Broker, TopicKind, &str); 5] = [
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

#[test]
fn pages_show_the_way_through_an_exchange() {
    let fixture = package_root().join("tests/suite/rules/unrouted-key/good");
    let checked = check(&fixture);
    let site = eventbook::site::plan(&checked.study, &checked.judgement);
    let files = eventbook::output::files(&site).expect("templates fit");
    for (path, lines) in [
        (
            "flows/SendWelcome/page.md",
            vec![
                "web-app -> RabbitMQ[notifications]: SendWelcome (v1)",
                "RabbitMQ[notifications] -> RabbitMQ[email-notifications]: SendWelcome",
                "RabbitMQ[email-notifications] -> mail-worker: send the mail",
            ],
        ),
        (
            "topics/notifications/page.md",
            vec!["notifications -> email-notifications", "Lets through: `notification.email.#`"],
        ),
        (
            "topics/email-notifications/page.md",
            vec!["SendWelcome -> email-notifications", "mail-worker -> email-notifications.dlq"],
        ),
        ("events/SendWelcome/page.md", vec!["notifications -> email-notifications"]),
    ] {
        let file = files.iter().find(|file| file.path == path).expect("the page is there");
        let page = std::str::from_utf8(&file.bytes).expect("pages are UTF-8");
        for line in lines {
            assert!(page.contains(line), "{path} lacks `{line}`:\n{page}");
        }
    }
}

/// What comes back by way of a delay queue is not on any binding's way, and is no finding.
#[test]
fn a_retried_message_reaches_who_waits_for_it() {
    let topics = [
        ("entry", "exchange", "topic", ""),
        ("first", "queue", "quorum", "{ topic: entry, match: a.b }"),
        ("late", "queue", "quorum", "{ topic: dead }"),
    ];
    let both = [consumer("reader", "first"), consumer("sender", "late")];
    let judged = checked(&routed(&topics, "a.b", &both));
    assert_eq!(places(&judged), Vec::<String>::new(), "{}", text(&judged));
    let alone = checked(&routed(&topics, "a.b", &both[1..]));
    let found: Vec<&str> = alone.judgement.findings.iter().map(|one| one.rule).collect();
    assert_eq!(found, ["unreached-consumer"], "{}", text(&alone));
}

const SHOP: &str = "team: t
---
broker: rabbitmq
type: rabbitmq
---
service: sender
owner: t
---
service: reader
owner: t
---
store: db
kind: postgresql
owner: t
";

fn consumer(service: &str, queue: &str) -> String {
    format!(
        "  - {{ service: {service}, group: {queue}-group, from: [{queue}], dlq: dead, \
         reads: [db], idempotency: {{ strategy: natural, why: A lookup. }} }}\n"
    )
}

/// A catalog on RabbitMQ: topics as `(id, kind, type, fed_by)`, and one event `Sent` with its key.
fn routed(topics: &[(&str, &str, &str, &str)], key: &str, consumers: &[String]) -> String {
    let mut yaml = SHOP.to_owned();
    for (id, kind, exchange, fed_by) in topics {
        yaml += &format!(
            "---\ntopic: {id}\nbroker: rabbitmq\nkind: {kind}\nowner: t\nretention: 1d\n\
             rabbitmq: {{ type: {exchange} }}\nfed_by: [{fed_by}]\n"
        );
    }
    yaml += "---\ntopic: dead\nbroker: rabbitmq\nkind: queue\nrole: dlq\nowner: t\nretention: 1d\n";
    yaml += &format!(
        "---\nevent: Sent\nversion: 1\nowner: t\ntopics: [{{ topic: entry, key: {key} }}]\n\
         producers: [{{ service: sender, trigger: {{ schedule: hourly }} }}]\nconsumers:\n{}",
        consumers.concat()
    );
    yaml
}

fn checked(yaml: &str) -> eventbook::Checked {
    let folder = catalog(&[("eventbook.yaml", "title: T\n"), ("all.yaml", yaml)]);
    check(folder.path())
}

#[test]
fn a_chain_is_followed_to_its_end_and_a_circle_ends() {
    let topics = [
        ("entry", "exchange", "topic", "{ topic: inner, match: '#' }"),
        ("inner", "exchange", "topic", "{ topic: entry, match: 'a.#' }"),
        ("queue", "queue", "quorum", "{ topic: inner, match: '*.b' }"),
    ];
    let checked = checked(&routed(&topics, "a.b", &[consumer("reader", "queue")]));
    assert_eq!(places(&checked), Vec::<String>::new(), "{}", text(&checked));
    let study = &checked.study;
    let (event, _) = study.catalog.events.iter().next().unwrap();
    let (_, journey) = study.graph.routing.of_event(event).next().unwrap();
    let queue = study.catalog.topics.iter().find(|(_, topic)| topic.id == "queue").unwrap().0;
    let ids = |keys: &[_]| {
        let id = |key: &_| study.catalog.topics[*key].id.clone();
        keys.iter().map(id).collect::<Vec<String>>()
    };
    assert_eq!(ids(&way(journey, queue)), ["entry", "inner", "queue"]);
    let routes = study.flows[0].steps.iter().filter(|step| matches!(step, Step::Route { .. }));
    assert_eq!(routes.count(), 2, "the flow shows both steps");
}

#[test]
fn one_cause_has_one_finding() {
    let exchange = ("entry", "exchange", "topic", "");
    let queue = |id, feed| (id, "queue", "quorum", feed);
    let both = [consumer("reader", "first"), consumer("sender", "second")];
    let both = both.as_slice();
    for (topics, key, consumers, found) in [
        // The key misses every binding: it is told, and what follows from it is not.
        (
            vec![
                exchange,
                queue("first", "{ topic: entry, match: a.b }"),
                queue("second", "{ topic: entry, match: a.c }"),
            ],
            "a.d",
            both,
            vec!["all.yaml:50:31 unrouted-key"],
        ),
        // The key is taken once: the other binding is told, and its consumer is not.
        (
            vec![
                exchange,
                queue("first", "{ topic: entry, match: a.b }"),
                queue("second", "{ topic: entry, match: a.c }"),
            ],
            "a.b",
            both,
            vec!["all.yaml:38:33 unfed-binding"],
        ),
        // What is not known is not judged.
        (
            vec![
                exchange,
                queue("first", "{ topic: entry, match: a.b }"),
                queue("second", "{ topic: entry, match: a.c }"),
            ],
            "'a.{which}'",
            both,
            vec![],
        ),
    ] {
        let checked = checked(&routed(&topics, key, consumers));
        assert_eq!(places(&checked), found, "{}", text(&checked));
    }
}

#[test]
fn a_herd_stands_behind_an_exchange_and_never_behind_a_queue() {
    let queue = |id, feed| (id, "queue", "quorum", feed);
    let exchange = ("entry", "exchange", "topic", "");
    let three = [
        exchange,
        queue("first", "{ topic: entry, match: a.# }"),
        queue("second", "{ topic: entry, match: '*.b' }"),
        queue("third", "{ topic: entry, match: a.b }"),
    ];
    let consumers: Vec<String> =
        ["first", "second", "third"].map(|queue| consumer("reader", queue)).into();
    let herd = |topics: &[_], consumers: &[String]| {
        let checked = checked(&routed(topics, "a.b", consumers));
        let findings = checked.judgement.findings.iter();
        let herds = findings.filter(|finding| finding.rule == "thundering-herd");
        herds.map(|finding| finding.subjects[0].name.clone()).collect::<Vec<_>>()
    };
    assert_eq!(herd(&three, &consumers), ["entry"]);
    let one = [exchange, queue("first", "{ topic: entry, match: a.# }")];
    let shared = ["reader", "sender"].map(|service| consumer(service, "first"));
    let more = consumer("reader", "first").replace("first-group", "third-group");
    assert_eq!(herd(&one, &[&shared[..], &[more]].concat()), Vec::<String>::new());
}

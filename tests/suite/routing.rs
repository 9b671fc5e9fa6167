//! What a catalog says of the way of its messages through exchanges, queues, subjects and streams.

use eventbook::graph::routing::way;
use eventbook::graph::trace::Step;

use crate::checked::{check, files, places, text};
use crate::rust_text::package_root;
use crate::small_shop::on_the_shop;
use crate::support::catalog;

#[test]
fn pages_show_the_way_through_an_exchange() {
    let fixture = package_root().join("tests/suite/rules/unrouted-key/good");
    let checked = check(&fixture);
    let files = files(&checked);
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
            "---\ntopic: {id}\nbroker: rabbitmq\nkind: {kind}\nowner: t\nretention: 7d\n\
             rabbitmq: {{ type: {exchange} }}\nfed_by: [{fed_by}]\n"
        );
    }
    yaml += "---\ntopic: dead\nbroker: rabbitmq\nkind: queue\nrole: dlq\nowner: t\nretention: 7d\n";
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

#[test]
fn a_projection_stands_in_a_herd_where_messages_set_it_to_work() {
    let shop = |by: &str| {
        format!(
            "event: StockAdjusted\nversion: 1\nowner: shop-team\ntopics: [order-events]\n\
             producers: [{{ service: stock-service, writes: [stock-db], publish: outbox }}]\n\
             consumers:\n\
             - {{ service: order-service, group: orders, idempotency: {{ strategy: natural, why: A lookup. }}, dlq: order-events.DLQ, reads: [orders-db] }}\n\
             - {{ service: payment-service, group: payments, idempotency: {{ strategy: natural, why: A lookup. }}, dlq: order-events.DLQ, reads: [payments-db] }}\n\
             ---\naggregate: StockItem\nowner: shop-team\nevents: [StockAdjusted]\n\
             ---\nprojection: stock_levels\nowner: shop-team\nstore: orders-db\n\
             source: {{ aggregate: StockItem, by: {by} }}\n"
        )
    };
    let herd = |by: &str| {
        let checked = check(on_the_shop(&shop(by)).path());
        let findings = checked.judgement.findings.into_iter();
        findings.map(|finding| (finding.rule, finding.message)).collect::<Vec<_>>()
    };
    assert_eq!(herd("polling"), []);
    let told = "3 groups read `order-events`, and each gets every record of the topic, and \
                `orders` and `stock_levels` of them use `orders-db`";
    assert_eq!(herd("subscription"), [("thundering-herd", told.to_owned())]);
}

#[test]
fn two_names_of_one_flow_are_found_by_both() {
    let block = "event: OrderPlaced\nversion: 1\nowner: shop-team\naudience: analytics\n\
                 topics: [order-events]\nproducers:\n\
                 - { service: order-service, trigger: { actor: User, action: POST /orders }, writes: [orders-db], publish: outbox }\n\
                 ---\nflow: checkout\nowner: shop-team\nstart: OrderPlaced\n\
                 ---\nflow: buying\nowner: shop-team\nstart: OrderPlaced\n";
    let checked = check(on_the_shop(block).path());
    let found: Vec<&str> =
        checked.judgement.findings.iter().map(|one| one.message.as_str()).collect();
    let told = "`checkout` and `buying` are names of one flow, which begins with `OrderPlaced`";
    assert_eq!(found, [told]);
}

//! What rules say besides findings: the evidence of a check that held, and what one that could not be
//! made lacks.

use std::fs;

use crate::checked::check;
use crate::small_shop::on_the_shop;

/// What a rule says of a block on the small shop: the evidence of its passes, then what it asks for.
/// `proto` is a file beside it.
fn said(block: &str, proto: &str, rule: &str) -> Vec<String> {
    let folder = on_the_shop(block);
    fs::write(folder.path().join("order.proto"), proto).expect("a temporary folder is writable");
    let judgement = check(folder.path()).judgement;
    let passes = judgement.passes.iter().filter(|pass| pass.rule == rule);
    let unknowns = judgement.unknowns.iter().filter(|unknown| unknown.rule == rule);
    let passes = passes.map(|pass| format!("pass: {}", pass.words()));
    passes.chain(unknowns.map(|unknown| format!("unknown: {}", unknown.what))).collect()
}

/// An event of the small shop with these lines, and a consumer that knows a duplicate by `key`.
fn event(key: &str, lines: &str) -> String {
    format!(
        "event: OrderPlaced
version: 1
owner: shop-team
topics: [order-events]
producers: [{{ service: order-service, writes: [orders-db], publish: outbox }}]
consumers:
  - service: payment-service
    idempotency: {{ strategy: dedup-table, key: {key}, store: payments-db, window: 30d }}
    dlq: order-events.DLQ
{lines}"
    )
}

const PROTO: &str = "syntax = \"proto3\";\nmessage OrderPlaced { string orderId = 1; }\n";
const BY_PROTO: &str = "schema: { file: order.proto, message: OrderPlaced }\n";

#[test]
fn an_event_id_is_known_only_where_an_envelope_is_stated() {
    let rule = "unreliable-idempotency-key";
    let alone = event("eventId", "");
    let unknown = "unknown: whether every message has `eventId` (a document `envelope`)";
    assert_eq!(said(&alone, PROTO, rule), [unknown]);
    let stated = format!("{alone}---\nenvelope: message\nfields: {{ eventId: eventId }}\n");
    let pass = "pass: every message has the key of a duplicate: eventId";
    assert_eq!(said(&stated, PROTO, rule), [pass]);
    let required = "schema: { type: object, required: [eventId], properties: { eventId: { type: string } } }\n";
    assert_eq!(said(&event("eventId", required), PROTO, rule), [pass]);
}

#[test]
fn a_field_of_protocol_buffers_is_declared_and_asked_for_no_further() {
    let topic = "topic: order-events
broker: kafka
owner: shop-team
retention: 7d
partition_key: orderId
---
";
    let block = format!("{topic}{}", event("orderId", BY_PROTO));
    let said = |rule| said(&block, PROTO, rule);
    let key = "pass: every event declares the partition key: orderId in order-events";
    assert_eq!(said("absent-partition-key"), [key]);
    assert!(said("key-not-required").is_empty());
    let duplicate = "pass: the key of a duplicate is declared, in a language that requires no \
                     field: orderId";
    assert_eq!(said("unreliable-idempotency-key"), [duplicate]);
}

#[test]
fn only_the_step_that_is_said_to_be_the_pivot_is_called_so() {
    let saga = |pivot: &str| {
        format!(
            "saga: OrderSaga
owner: shop-team
style: orchestration
coordinator: {{ service: order-service }}
correlation: orderId
timeout: 2m
steps:
  - {{ step: take the money, service: payment-service, timeout: 30s{pivot} }}
  - {{ step: reserve stock, service: stock-service, timeout: 30s }}
  - {{ step: send the order, service: order-service, timeout: 30s, retriable: true }}
terminal: {{ completed: order confirmed, compensated: order cancelled, failed: somebody looks }}
"
        )
    };
    let passes = |pivot| said(&saga(pivot), PROTO, "missing-compensation").swap_remove(0);
    let start = "pass: every step can be undone or need not be: reserve stock: ";
    assert_eq!(passes(""), format!("{start}the pivot: only retriable steps follow"));
    assert_eq!(passes(", pivot: true"), format!("{start}only retriable steps follow"));
}

#[test]
fn nothing_passes_that_is_said_of_a_field_which_is_not_there() {
    let schema = "schema: { type: object, properties: { customerEmail: { type: string } } }\n";
    let block = |field: &str| {
        event("orderId", &format!("pii: [{{ field: {field}, protection: encrypted }}]\n{schema}"))
    };
    for rule in ["unprotected-personal-data", "undeclared-personal-data"] {
        assert!(said(&block("customer_email"), PROTO, rule).is_empty(), "{rule}");
        assert_eq!(said(&block("customerEmail"), PROTO, rule).len(), 1, "{rule}");
    }
}

#[test]
fn dead_letters_are_kept_no_longer_than_a_source_that_keeps_its_messages_for_ever() {
    let topic = "topic: order-events
broker: kafka
owner: shop-team
retention: forever
---
";
    assert_eq!(
        said(&format!("{topic}{}", event("orderId", "")), PROTO, "short-dlq-retention"),
        ["pass: dead letters are kept for a week, and their source sets no time: 14 days"]
    );
}

#[test]
fn a_mistake_elsewhere_hides_no_example_that_matches() {
    let lines = "schema: { type: object, properties: { orderId: { type: string } } }
examples: [{ orderId: A }]
";
    let (rule, sound) = ("example-mismatch", event("orderId", lines));
    let pass = "pass: every example matches its schema: 1 in v1";
    assert_eq!(
        said(&format!("{sound}---\nteam: other-team\ntitel: Others\n"), PROTO, rule),
        [pass]
    );
    let unknown = "unknown: what a document states that cannot be read as it is meant";
    assert_eq!(said(&format!("{sound}titel: Placed\n"), PROTO, rule), [unknown]);
}

//! What a fault of a document hides: what it could not be read for, and nothing beside it.

use std::collections::BTreeSet;

use eventbook::document::faulty::{HIDES_A_NAME, HIDES_NO_FLOW, HIDES_NOTHING};
use eventbook::lint::rules;

use crate::checked::check;
use crate::small_shop::on_the_shop;

/// An event that lacks an owner, a word on its personal data, and an example.
const LACKING: &str = "event: OrderPaid
version: 1
audience: audit
topics: [order-events]
producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
schema: { type: object, properties: { email: { type: string } } }
";

const SENT: &str = "event: OrderSent
version: 1
owner: shop-team
audience: audit
topics: [order-events]
producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
schema: { type: object, properties: { orderId: { type: string } } }
";

const FAULTS: [&str; 3] = ["missing-owner", "undeclared-personal-data", "missing-example"];

fn found(block: &str) -> BTreeSet<&'static str> {
    let checked = check(on_the_shop(block).path());
    checked.judgement.findings.iter().map(|finding| finding.rule).collect()
}

fn with(rule: &'static str) -> BTreeSet<&'static str> {
    FAULTS.into_iter().chain([rule]).collect()
}

#[test]
fn every_rule_that_hides_less_than_a_document_exists() {
    let named = HIDES_NOTHING.iter().chain(&HIDES_NO_FLOW).chain(&HIDES_A_NAME);
    for name in named {
        assert!(rules::find(name).is_some(), "there is no rule `{name}`");
    }
}

#[test]
fn a_fault_of_one_document_hides_nothing_of_the_next() {
    for (line, rule) in [
        ("examples: [{ orderId: 1 }]\n", "example-mismatch"),
        ("examples: [{ orderId: A }]\ntitel: Sent\n", "unknown-key"),
        ("examples: [{ orderId: A }]\ntitle: \"A\\u0007\"\n", "control-character"),
    ] {
        assert_eq!(found(&format!("{SENT}{line}---\n{LACKING}")), with(rule));
    }
    let sent = format!("{SENT}examples: [{{ orderId: A }}]\n");
    let unknown = sent.replace("owner: shop-team", "owner: shop-tem");
    assert_eq!(found(&format!("{unknown}---\n{LACKING}")), with("unknown-team"));
}

#[test]
fn a_value_at_fault_hides_nothing_of_its_own_document() {
    let example = format!("{LACKING}examples: [{{ email: 1 }}]\n");
    let told = found(&example);
    assert!(told.contains("example-mismatch") && told.contains("missing-owner"), "{told:?}");
}

#[test]
fn a_key_that_may_be_the_missing_one_is_the_only_finding_of_its_document() {
    assert_eq!(found(&format!("{LACKING}ownr: shop-team\n")), BTreeSet::from(["unknown-key"]));
}

#[test]
fn what_is_hidden_is_no_pass() {
    let checked = check(on_the_shop(&format!("{LACKING}owner: shop-tem\n")).path());
    let unknown = |rule: &str| {
        let mut unknowns = checked.judgement.unknowns.iter();
        unknowns.any(|one| one.rule == rule && one.subjects[0].name == "OrderPaid")
    };
    assert!(unknown("missing-owner"));
}

#[test]
fn a_write_to_a_store_that_nobody_defines_is_a_write() {
    let direct = SENT.replace("[orders-db], publish: outbox", "[order-rows], publish: direct");
    let told = found(&format!("{direct}examples: [{{ orderId: A }}]\n"));
    assert_eq!(told, BTreeSet::from(["dual-write", "unknown-store"]));
}

#[test]
fn names_of_protocol_buffers_are_known_as_declared_and_as_in_json() {
    let proto = "syntax = \"proto3\";\nmessage Paid { string key = 1; string order_total = 2; }\n";
    let block = "event: OrderPaid
version: 1
owner: shop-team
topics: [order-events]
producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
consumers:
  - service: payment-service
    idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
    dlq: order-events.DLQ
    fields: [order_total, orderTotal, nosuch]
pii: [{ field: order_total, protection: encrypted }, { field: phone_number, protection: encrypted }]
schema: { file: shop.proto }
examples: [{ key: A }]
";
    let folder = on_the_shop(block);
    std::fs::write(folder.path().join("shop.proto"), proto)
        .expect("a temporary folder is writable");
    let checked = check(folder.path());
    let told: Vec<_> = checked.judgement.findings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "`payment-service`, consuming `OrderPaid`, names the field `nosuch`, which no message has",
            "`OrderPaid` has no field `phone_number`, which its `pii` names",
        ]
    );
}

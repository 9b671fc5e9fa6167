//! The versions of an event judged: which pairs a mode asks about and in which direction, and for
//! which consumers a break counts.

use eventbook::finding::Finding;
use eventbook::lint::concern::Concern;
use eventbook::lint::rule::Pass;
use eventbook::lint::rules;

use crate::checked::check;
use crate::small_shop::on_the_shop;

/// What stands in every newest document besides the schema.
const REST: &str = "owner: shop-team\ntopics: [order-events]\naudience: external\n\
    producers: [{ service: order-service, writes: [orders-db], publish: outbox }]\n";

/// A schema of one optional field.
pub(crate) const TEXT: &str = "{ type: object, properties: { price: { type: string } } }";
const NUMBER: &str = "{ type: object, properties: { price: { type: number } } }";
const NOTHING: &str = "{ type: object, properties: { other: { type: string } } }";

/// What new code reads of old messages, and not the other way round: a word more.
const ONE_WORD: &str = "{ type: object, properties: { status: { type: string, enum: [open] } } }";
const TWO_WORDS: &str =
    "{ type: object, properties: { status: { type: string, enum: [open, paid] } } }";

/// An event in these versions, each with what it states besides; the last has the rest too.
pub(crate) fn event(versions: &[(&str, &str, &str)], newest: &str) -> String {
    let documents = versions.iter().enumerate().map(|(at, (version, stated, schema))| {
        let rest = if at + 1 == versions.len() { format!("{REST}{newest}") } else { String::new() };
        let schema = if schema.is_empty() { String::new() } else { format!("schema: {schema}\n") };
        format!("event: OrderPlaced\nversion: {version}\n{stated}{rest}{schema}")
    });
    documents.collect::<Vec<_>>().join("---\n")
}

/// A consumer with these keys.
pub(crate) fn consumer(service: &str, keys: &str) -> String {
    let keys: String = keys.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "  - service: {service}\n{keys}    dlq: order-events.DLQ\n    \
         idempotency: {{ strategy: natural, why: It overwrites. }}\n"
    )
}

/// Whether a finding is about versions. Other rules have their say of such small events too.
fn is_of_versions(finding: &Finding) -> bool {
    rules::find(finding.rule).is_some_and(|rule| rule.concern == Concern::Compatibility)
}

/// What is found about the versions of a catalog: `level rule: message`.
fn found(block: &str) -> Vec<String> {
    let checked = check(on_the_shop(block).path());
    let findings = checked.judgement.findings.iter().filter(|one| is_of_versions(one));
    let told = findings.map(|one| format!("{} {}: {}", one.level, one.rule, one.message));
    told.collect()
}

/// The rules and levels alone.
fn verdicts(block: &str) -> Vec<String> {
    let head = |told: String| told.split(": ").next().unwrap_or_default().to_owned();
    found(block).into_iter().map(head).collect()
}

/// The evidence that nothing breaks.
fn evidence(block: &str) -> Vec<String> {
    let checked = check(on_the_shop(block).path());
    let passes = checked.judgement.passes.iter().filter(|pass| pass.rule == "breaking-change");
    passes.map(Pass::words).collect()
}

#[test]
fn a_mode_asks_in_its_directions() {
    let widened = [("1.0", "", ONE_WORD), ("1.1", "", TWO_WORDS)];
    let narrowed = [("1.0", "", TWO_WORDS), ("1.1", "", ONE_WORD)];
    for (mode, wide, narrow) in [
        ("none", true, true),
        ("backward", true, false),
        ("forward", false, true),
        ("full", false, false),
        ("backward-transitive", true, false),
        ("forward-transitive", false, true),
        ("full-transitive", false, false),
    ] {
        let asked = format!("compatibility: {{ mode: {mode} }}\n");
        for (versions, holds) in [(&widened, wide), (&narrowed, narrow)] {
            let expected: &[&str] = if holds { &[] } else { &["warn breaking-change"] };
            assert_eq!(verdicts(&event(versions, &asked)), expected, "{mode}: {versions:?}");
        }
    }
}

#[test]
fn what_holds_is_told_by_its_directions() {
    let widened = [("1.0", "", ONE_WORD), ("1.1", "", TWO_WORDS)];
    let asked = "compatibility: { mode: backward }\n";
    let told = ["new code reads old messages: OrderPlaced 1.0 and 1.1"];
    assert_eq!(evidence(&event(&widened, asked)), told);
    let same = [
        ("1.0", "", TEXT),
        (
            "1.1",
            "",
            "{ type: object, properties: { price: { type: string }, other: { type: string } } }",
        ),
    ];
    assert_eq!(evidence(&event(&same, "")), ["compatible both ways: OrderPlaced 1.0 and 1.1"]);
}

#[test]
fn a_transitive_mode_names_the_version_that_breaks() {
    let versions = [("1.0", "", TEXT), ("1.1", "", NOTHING), ("1.2", "", NUMBER)];
    assert_eq!(found(&event(&versions, "")), [""; 0]);
    let asked = "compatibility: { mode: full-transitive }\n";
    let told = "warn breaking-change: Version 1.2 of `OrderPlaced` cannot read what 1.0 wrote: `price` \
        was `string` in 1.0, went in 1.1 and is `number` in 1.2. No consumer in the catalog reads what \
        changed";
    assert_eq!(found(&event(&versions, asked)), [told]);
}

#[test]
fn a_break_is_told_once_however_many_versions_follow() {
    let more = "{ type: object, properties: { price: { type: number }, other: { type: string } } }";
    let versions = [("1.0", "", TEXT), ("1.1", "", NUMBER), ("1.2", "", more)];
    let asked = "compatibility: { mode: full-transitive }\n";
    assert_eq!(verdicts(&event(&versions, asked)), ["warn breaking-change"]);
}

#[test]
fn a_break_counts_for_who_reads_it() {
    let minor = [("1.0", "", TEXT), ("1.1", "", NUMBER)];
    let major = [("1.0", "", TEXT), ("2.0", "", NUMBER)];
    let (error, warn): (&[&str], &[&str]) = (&["error breaking-change"], &["warn breaking-change"]);
    for (keys, in_minor, in_major) in [
        ("", error, error),
        ("fields: [price]", error, error),
        ("fields: [payload.price]", error, error),
        ("fields: [orderId, envelope.price]", warn, &[][..]),
        ("versions: ^1", error, &[]),
        ("versions: ^2", warn, &[]),
        ("versions: =1.0", warn, &[]),
        ("versions: '>=1'", error, error),
        // Who names where its range ends knows both.
        ("versions: '>=1, <3'", error, &[]),
        ("versions: '>=1, <3'\nfields: [orderId]", warn, &[]),
    ] {
        let consumers = format!("consumers:\n{}", consumer("payment-service", keys));
        let of = |versions: &[(&str, &str, &str)]| -> Vec<String> {
            let told = verdicts(&event(versions, &consumers)).into_iter();
            told.filter(|one| one.ends_with("breaking-change")).collect()
        };
        assert_eq!(of(&minor), in_minor, "{keys}, the same major version");
        assert_eq!(of(&major), in_major, "{keys}, a new major version");
    }
}

#[test]
fn the_consumers_that_break_are_named() {
    let both = format!(
        "consumers:\n{}{}",
        consumer("stock-service", "fields: [orderId]"),
        consumer("payment-service", "fields: [price]")
    );
    let told = "error breaking-change: Changing `OrderPlaced.price` from `string` to `number` is a \
        breaking change. Consumers on the old schema will fail: `payment-service`";
    assert_eq!(found(&event(&[("1.0", "", TEXT), ("1.1", "", NUMBER)], &both)), [told]);
    let back = format!("{both}compatibility: {{ mode: backward }}\n");
    let told = "error breaking-change: Changing `OrderPlaced.price` from `string` to `number` is a \
        breaking change. Consumers on the new schema will fail on messages of 1.0: `payment-service`";
    assert_eq!(found(&event(&[("1.0", "", TEXT), ("1.1", "", NUMBER)], &back)), [told]);
}

#[test]
fn a_new_major_version_may_break() {
    let versions = [("1.0", "", TEXT), ("2.0", "", NUMBER)];
    assert_eq!(found(&event(&versions, "")), [""; 0]);
    assert_eq!(evidence(&event(&versions, "")), ["a new major version: OrderPlaced 1.0 and 2.0"]);
    // Below 1.0 the minor version is what the major one is above.
    assert_eq!(found(&event(&[("0.1", "", TEXT), ("0.2", "", NUMBER)], "")), [""; 0]);
    let patched = [("0.1.0", "", TEXT), ("0.1.1", "", NUMBER)];
    assert_eq!(verdicts(&event(&patched, "")), ["warn breaking-change"]);
}

#[test]
fn the_migration_says_which_version_and_until_when() {
    let help = |versions: &[(&str, &str, &str)], newest: &str| -> String {
        let checked = check(on_the_shop(&event(versions, newest)).path());
        let finding = checked.judgement.findings.iter().find(|one| is_of_versions(one));
        finding.and_then(|one| one.help.clone()).unwrap_or_default()
    };
    let minor = [("1.0", "", TEXT), ("1.1", "", NUMBER)];
    let told = help(&minor, "");
    let begins =
        "publish as a new event version (v2) and run both versions in parallel during migration";
    assert!(told.starts_with(begins), "{told}");
    assert!(told.ends_with("asked is `full` (the default), policy events"), "{told}");
    let given_up = "status: deprecated\ndeprecation: { since: 2026-11-01, sunset: 2027-03-01 }\n";
    let told = help(&[("1.0", given_up, TEXT), ("1.1", "", NUMBER)], "");
    assert!(told.contains("in parallel until 2027-03-01, the sunset of 1.0"), "{told}");
    let told = help(&[("1.0", "", ONE_WORD), ("1.1", "", TWO_WORDS)], "");
    assert!(
        told.contains("upgrade consumers first, and ask for that alone: `mode: backward`"),
        "{told}"
    );
    let told = help(&[("1.0", "", TWO_WORDS), ("1.1", "", ONE_WORD)], "");
    assert!(
        told.contains("upgrade producers first, and ask for that alone: `mode: forward`"),
        "{told}"
    );
    let consumers = format!("consumers:\n{}", consumer("payment-service", ""));
    let told = help(&[("1.0", "", TEXT), ("2.0", "", NUMBER)], &consumers);
    assert!(
        told.starts_with("state `versions` for each of them: `^1` until its code reads 2.0"),
        "{told}"
    );
}

#[test]
fn retired_and_planned_versions() {
    let retired = "status: retired\n";
    let draft = "status: draft\n";
    let consumers = format!("consumers:\n{}", consumer("payment-service", ""));
    let of = |versions: &[(&str, &str, &str)]| verdicts(&event(versions, &consumers));
    assert_eq!(of(&[("1.0", retired, TEXT), ("1.1", "", NUMBER)]), [""; 0]);
    assert_eq!(
        evidence(&event(&[("1.0", retired, TEXT), ("1.1", "", NUMBER)], "")),
        ["one version in use"]
    );
    // The one before is the last that anybody wrote.
    assert_eq!(
        of(&[("1.0", "", TEXT), ("1.1", retired, NOTHING), ("1.2", "", NUMBER)]),
        ["error breaking-change"]
    );
    assert_eq!(of(&[("1.0", "", TEXT), ("1.1", draft, NUMBER), ("1.2", "", TEXT)]).len(), 2);
    // What is only planned breaks nobody yet.
    assert_eq!(of(&[("1.0", "", TEXT), ("1.1", draft, NUMBER)]), ["warn breaking-change"]);
}

#[test]
fn a_version_without_a_schema_is_counted() {
    let checked = check(on_the_shop(&event(&[("1", "", ""), ("2", "", TEXT)], "")).path());
    let unknowns = checked.judgement.unknowns.iter().filter(|one| one.rule == "breaking-change");
    let whats: Vec<&str> = unknowns.map(|one| &*one.what).collect();
    assert_eq!(whats, ["the schema of a version"]);
}

#[test]
fn what_the_newest_version_reads_needs_no_upcaster() {
    let stored = |old: &str, new: &str| -> Vec<String> {
        let aggregate = "---\naggregate: Order\nowner: shop-team\nevents: [OrderPlaced]\n\
            event_store: { store: orders-db, table: events, sequence: sequence }\n";
        let versions = [("1", "status: retired\n", old), ("2", "", new)];
        let checked = check(on_the_shop(&format!("{}{aggregate}", event(&versions, ""))).path());
        let passes = checked.judgement.passes.iter();
        passes.filter(|pass| pass.rule == "missing-upcaster").map(Pass::words).collect()
    };
    assert_eq!(
        stored(ONE_WORD, TWO_WORDS),
        ["the newest version reads what is stored: OrderPlaced"]
    );
    assert_eq!(stored(TWO_WORDS, ONE_WORD), [""; 0]);
    assert_eq!(stored("", ONE_WORD), [""; 0]);
}

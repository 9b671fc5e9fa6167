//! The examples of the rules that judge two states: *Before* and *Bad* differ by the fault of the
//! page and no other, *Before* and *Good* do not.

use std::borrow::Cow;

use eventbook::compat::answer::{Answer, Break, Comparison, Place};
use eventbook::finding::{Finding, Level};
use eventbook::lint::rule::{Check, Rule};
use eventbook::lint::rules::RULES;
use eventbook::{diff, lint};
use serde_json::json;
use tempfile::TempDir;

use crate::checked::check;
use crate::small_shop::{block, on_the_shop};

fn comparisons() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(|rule| matches!(rule.check, Check::Comparison(_)))
}

fn stage(rule: &Rule, heading: &str) -> TempDir {
    let block = block(rule, heading);
    on_the_shop(&block.unwrap_or_else(|| panic!("{} has no YAML under {heading}", rule.name)))
}

fn found(before: &TempDir, after: &TempDir) -> Vec<Finding> {
    let (before, after) = (check(before.path()), check(after.path()));
    lint::compare(&diff::of(&before.study, &after.study, "before"))
}

#[test]
fn every_bad_example_is_found_by_its_rule_and_no_other() {
    assert!(comparisons().count() >= 10);
    for rule in comparisons() {
        let found = found(&stage(rule, "Before"), &stage(rule, "Bad"));
        let names: Vec<&str> = found.iter().map(|finding| finding.rule).collect();
        assert_eq!(names, [rule.name], "{found:?}");
    }
}

#[test]
fn every_good_example_is_let_pass_by_its_rule() {
    for rule in comparisons() {
        let found = found(&stage(rule, "Before"), &stage(rule, "Good"));
        let own: Vec<&Finding> = found.iter().filter(|finding| finding.rule == rule.name).collect();
        assert!(own.is_empty(), "{own:?}");
    }
}

#[test]
fn what_did_not_change_is_no_fault_of_any_rule() {
    for rule in comparisons() {
        for heading in ["Before", "Bad", "Good"] {
            let found = found(&stage(rule, heading), &stage(rule, heading));
            assert_eq!(found, [], "{} under {heading}", rule.name);
        }
    }
}

const EVENT: &str = "event: Paid\nversion: 1\nowner: shop-team\ntopics: [order-events]\n\
    producers: [{ service: order-service, writes: [orders-db], publish: outbox }]\nconsumers:\n\
    \x20 - { service: payment-service, fields: [total], dlq: order-events.DLQ,\n\
    \x20     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d } }\n\
    \x20 - { service: stock-service, fields: [payload.items], dlq: order-events.DLQ,\n\
    \x20     idempotency: { strategy: dedup-table, key: eventId, store: stock-db, window: 30d } }\n";

fn schema(total: &str) -> String {
    format!(
        "schema:\n  type: object\n  properties:\n    total: {{ type: {total} }}\n    \
         items: {{ type: array, items: {{ type: object, properties: {{ sku: {{ type: string }} }} }} }}\n"
    )
}

/// The findings where the answer to both directions is that a field breaks.
fn with_break(field: &str, event: &str) -> Vec<Finding> {
    let before = check(on_the_shop(&format!("{event}{}", schema("number"))).path());
    let after = check(on_the_shop(&format!("{event}{}", schema("string"))).path());
    let mut diff = diff::of(&before.study, &after.study, "before");
    let place = Place::default();
    let broken = Break {
        field: field.to_owned(),
        sentence: format!("`{field}` is not what it was"),
        witness: json!({ "total": 1.5 }),
        writer: place.clone(),
        reader: place,
        level: None,
    };
    let answer = Answer::Incompatible(vec![broken]);
    let comparison = Comparison { backward: answer.clone(), forward: answer };
    for compared in &mut diff.compared {
        compared.comparison = Cow::Owned(comparison.clone());
    }
    lint::compare(&diff)
}

fn services(finding: &Finding) -> Vec<&str> {
    let services = finding.subjects.iter().filter(|subject| subject.kind == "service");
    services.map(|subject| subject.name.as_str()).collect()
}

#[test]
fn who_depends_on_a_broken_field_is_named_and_nobody_else() {
    for (field, named) in [
        ("total", vec!["payment-service"]),
        ("items[].sku", vec!["stock-service"]),
        ("items", vec!["stock-service"]),
        ("", vec!["payment-service", "stock-service"]),
    ] {
        let found = with_break(field, EVENT);
        let [finding] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((finding.rule, finding.level), ("edited-version", Level::Error), "{field}");
        assert_eq!(services(finding), named, "{field}");
        assert!(finding.help.as_ref().unwrap().contains(r#"{"total":1.5}"#), "{finding:?}");
    }
    let found = with_break("itemsOfAnother", EVENT);
    assert_eq!(found[0].level, Level::Warn, "nobody known depends on it");
    assert!(services(&found[0]).is_empty());
}

#[test]
fn a_consumer_of_other_versions_is_spared() {
    let moved =
        EVENT.replace("{ service: payment-service,", "{ service: payment-service, versions: ^2,");
    let found = with_break("", &moved);
    assert_eq!(services(&found[0]), ["stock-service"]);
}

#[test]
fn a_new_major_version_breaks_only_who_gets_it_unprepared() {
    let head = |event: &str| {
        let newer = event.replace("version: 1\n", "version: 2\n");
        format!("event: Paid\nversion: 1\n{}---\n{newer}{}", schema("number"), schema("string"))
    };
    let told = |event: &str| {
        let before = on_the_shop(&format!("{event}{}", schema("number")));
        let mut found = found(&before, &on_the_shop(&head(event)));
        found.retain(|finding| finding.rule == "breaking-version");
        found.iter().flat_map(services).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(told(EVENT), ["payment-service"]);
    for range in ["^1", "'>=1, <3'"] {
        let service = "{ service: payment-service,";
        let prepared = EVENT.replace(service, &format!("{service} versions: {range},"));
        assert_eq!(told(&prepared), Vec::<String>::new(), "{range}");
    }
}

#[test]
fn a_draft_may_be_edited() {
    let draft = EVENT.replace("version: 1\n", "version: 1\nstatus: draft\n");
    assert_eq!(with_break("total", &draft), []);
}

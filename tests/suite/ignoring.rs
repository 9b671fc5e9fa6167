//! Comments that tolerate findings, entries of `allow`, levels and profiles: what they make of findings,
//! and what is found of themselves.

use eventbook::Checked;
use eventbook::finding::{Finding, Level};
use eventbook::lint::scope::HIDDEN;

use crate::checked::{check, places};
use crate::support::{catalog, eventbook, stdout};

const SHOP: &str = include_str!("rules/base.yaml");

/// An event that is published beside a write: `dual-write`, at line 8.
const PLACED: &str = "event: OrderPlaced\nversion: 1\nowner: shop-team\ntopics: [order-events]\n\
                      audience: audit\nproducers:\n  - service: order-service\n    \
                      publish: direct\n    writes: [orders-db]\n";

fn judged(settings: &str, event: &str) -> Checked {
    let files = [("eventbook.yaml", settings), ("shop.yaml", SHOP), ("legacy/a.yaml", event)];
    check(catalog(&files).path())
}

/// Rule, level and line of what counts.
fn counted(checked: &Checked) -> Vec<(&str, Level, u32)> {
    let line = |one: &Finding| checked.study.sources.position(one.primary.span).line;
    let findings = checked.judgement.findings.iter().filter(|one| one.counts());
    findings.map(|one| (one.rule, one.level, line(one))).collect()
}

const FAULT: (&str, Level, u32) = ("dual-write", Level::Error, 8);

fn with(line: &str, instead: &str) -> String {
    assert!(PLACED.contains(line), "{line}");
    PLACED.replace(line, instead)
}

#[test]
fn a_comment_tolerates_what_is_found_on_its_line_or_below_it() {
    assert_eq!(counted(&judged("", PLACED)), [FAULT]);
    let direct = "    publish: direct\n";
    for event in [
        with(direct, "    publish: direct # eventbook:ignore dual-write -- planned\n"),
        with(direct, "    # eventbook:ignore dual-write -- planned\n    publish: direct\n"),
        with(
            direct,
            "    # eventbook:ignore dual-write -- planned\n    # and so\n\n    publish: direct\n",
        ),
        with(direct, "    publish: direct\t# eventbook:ignore dual-write -- planned\n"),
        with(direct, "    publish: direct # eventbook:ignore dual-write -- planned\n")
            .replace('\n', "\r\n"),
    ] {
        let checked = judged("", &event);
        assert_eq!(counted(&checked), [], "{event}");
        let finding = &checked.judgement.findings[0];
        let allowance = finding.allowance.as_ref().expect("it is allowed");
        assert_eq!((allowance.reason.as_str(), &allowance.until), ("planned", &None));
    }
}

#[test]
fn a_comment_that_covers_nothing_is_found() {
    let unused = |line| ("unused-allowance", Level::Warn, line);
    let direct = "    publish: direct\n";
    let event = with(
        direct,
        "    # eventbook:ignore missing-dlq, dual-write -- planned\n    publish: direct\n",
    );
    assert_eq!(counted(&judged("", &event)), [unused(8)]);
    let event = with("version: 1\n", "version: 1 # eventbook:ignore dual-write -- planned\n");
    assert_eq!(counted(&judged("", &event)), [unused(2), FAULT]);
    let event = format!("{PLACED}# eventbook:ignore -- what\n");
    assert_eq!(counted(&judged("", &event)), [FAULT, unused(10)]);
    // In text it is no comment.
    let event =
        with("version: 1\n", "version: 1\nsummary: \"a # eventbook:ignore dual-write -- b\"\n");
    assert_eq!(counted(&judged("", &event)), [("dual-write", Level::Error, 9)]);
    // The settings have comments too.
    assert_eq!(
        counted(&judged("title: a # eventbook:ignore dual-write -- b\n", PLACED)),
        [unused(1), FAULT]
    );
}

#[test]
fn a_comment_says_why_and_names_a_rule() {
    let direct = "    publish: direct\n";
    let event = with(direct, "    publish: direct # eventbook:ignore dual-write\n");
    assert_eq!(counted(&judged("", &event)), [FAULT, ("reasonless-allowance", Level::Warn, 8)]);
    let event = with(direct, "    publish: direct # eventbook:ignore dual-writ -- planned\n");
    let checked = judged("", &event);
    assert_eq!(counted(&checked), [FAULT, ("invalid-value", Level::Error, 8)]);
    assert_eq!(checked.judgement.findings[1].primary.text, "did you mean `dual-write`?");
}

#[test]
fn what_cannot_be_read_is_not_hidden() {
    let event = with("version: 1\n", "version: x # eventbook:ignore invalid-value -- later\n");
    let found = judged("", &event);
    let rules: Vec<&str> = counted(&found).iter().map(|one| one.0).collect();
    assert_eq!(rules, ["invalid-value", "invalid-value"], "{:?}", places(&found));
    let event = format!("{PLACED}a: [ # eventbook:ignore yaml-syntax -- later\n");
    assert!(counted(&judged("", &event)).iter().any(|one| one.0 == "yaml-syntax"));
}

#[test]
fn no_level_hides_what_cannot_be_read() {
    for (word, told) in [("off", true), ("warn", true), ("critical", false)] {
        let settings = format!("levels: {{ missing-key: {word} }}\n");
        let checked = judged(&settings, &with("version: 1\n", ""));
        let found = counted(&checked);
        let levels: Vec<Level> =
            found.iter().filter(|one| one.0 == "missing-key").map(|one| one.1).collect();
        let level = if told { Level::Error } else { Level::Critical };
        assert_eq!(levels, [level], "{word}: {found:?}");
        assert_eq!(found.iter().any(|one| one.0 == "invalid-value"), told, "{word}: {found:?}");
    }
}

#[test]
fn a_level_for_no_file_is_told() {
    let checked = judged("levels: { lagacy/: { dual-write: error } }\n", PLACED);
    let found = counted(&checked);
    assert!(found.contains(&("invalid-value", Level::Warn, 1)), "{found:?}");
    let event = with("audience: audit\n", "");
    let checked = judged("levels: { legacy: { unconsumed-event: off } }\n", &event);
    let found = counted(&checked);
    assert_eq!(found.iter().map(|one| one.0).collect::<Vec<_>>(), ["dual-write"]);
}

#[test]
fn a_comment_behind_a_key_covers_its_value_below() {
    let event = with(
        "    publish: direct\n",
        "    publish: # eventbook:ignore dual-write -- planned\n      direct\n",
    );
    assert_eq!(counted(&judged("", &event)), []);
    let event = with(
        "    publish: direct\n",
        "    publish: direct # Eventbook:ignore dual-write -- planned\n",
    );
    assert_eq!(counted(&judged("", &event)), [FAULT, ("unused-allowance", Level::Warn, 8)]);
}

#[test]
fn what_is_open_for_the_whole_catalog_stands_in_the_settings() {
    let checked = judged("profile: strict\n", PLACED);
    let open = checked.judgement.findings.iter().filter(|one| one.subjects.is_empty());
    let places: Vec<_> = open.map(|one| one.primary.span.file.0).collect();
    assert!(!places.is_empty() && places.iter().all(|file| *file == 0), "{places:?}");
}

#[test]
fn a_comment_and_an_entry_on_one_finding_are_both_used() {
    let event = with(
        "    publish: direct\n",
        "    publish: direct # eventbook:ignore dual-write -- planned\n",
    );
    let allow = |until: &str, reason: &str| {
        format!(
            "allow:\n  - rule: dual-write\n    target: OrderPlaced\n    reason: {reason}\n    \
             until: {until}\n"
        )
    };
    let checked = judged(&allow("2027-06-30", "On the plan."), &event);
    assert_eq!(counted(&checked), []);
    let allowance = checked.judgement.findings[0].allowance.as_ref().unwrap();
    assert_eq!(allowance.until.as_deref(), Some("2027-06-30"));
    let checked = judged(&allow("2026-11-20", "On the plan."), &event);
    assert_eq!(counted(&checked), [("expired-allowance", Level::Error, 5)]);
    let checked = judged(&allow("never", "' '"), PLACED);
    assert_eq!(counted(&checked), [("reasonless-allowance", Level::Warn, 4), FAULT]);
    for (until, told) in [("2026-12-05", true), ("2026-11-21", true), ("2026-12-06", false)] {
        let checked = judged(&allow(until, "On the plan."), PLACED);
        let expected: &[_] = if told { &[("expiring-allowance", Level::Info, 5)] } else { &[] };
        assert_eq!(counted(&checked), expected, "{until}");
    }
}

#[test]
fn the_nearest_level_wins() {
    let event = with("audience: audit\n", "");
    let level = |settings: &str| {
        let checked = judged(settings, &event);
        let found = counted(&checked);
        found.iter().find(|one| one.0 == "unconsumed-event").map(|one| one.1)
    };
    assert_eq!(level(""), Some(Level::Warn));
    assert_eq!(level("levels: { unconsumed-event: error }\n"), Some(Level::Error));
    assert_eq!(
        level("levels: { unconsumed-event: error, legacy/**: { unconsumed-event: off } }\n"),
        None
    );
    assert_eq!(
        level(
            "levels: { legacy/**: { unconsumed-event: off }, other/**: { unconsumed-event: error } }\n"
        ),
        None
    );
    let both = "levels:\n  legacy/*.yaml: { unconsumed-event: info }\n  '**': { unconsumed-event: off }\n  \
                legacy/**: { unconsumed-event: error }\n  unconsumed-event: critical\n";
    assert_eq!(level(both), Some(Level::Info));
    assert_eq!(level("levels: { '*': { unconsumed-event: off } }\n"), Some(Level::Warn));
    let checked = judged("levels: { '[': { unconsumed-event: off } }\n", PLACED);
    assert_eq!(counted(&checked), [("invalid-value", Level::Error, 1), FAULT]);
}

#[test]
fn a_profile_says_how_much_is_judged() {
    let event = with("audience: audit\n", "").replace("owner: shop-team\n", "");
    let rules = |settings: &str| -> Vec<String> {
        let checked = judged(settings, &event);
        counted(&checked).iter().map(|one| format!("{} {}", one.0, one.1)).collect()
    };
    assert_eq!(rules(""), ["missing-owner error", "unconsumed-event warn", "dual-write error"]);
    assert_eq!(rules("profile: recommended\n"), rules(""));
    // Gates stay; ownership is a question of design, and a warning is none of an error.
    assert_eq!(rules("profile: minimal\n"), ["dual-write error"]);
    assert_eq!(
        rules("profile: minimal\nlevels: { unconsumed-event: info }\n"),
        ["unconsumed-event info", "dual-write error"]
    );
    // What is left out is not said to cover nothing.
    let allow = "allow: [{ rule: missing-owner, target: Nobody, reason: Later., until: never }]\n";
    assert_eq!(rules(&format!("profile: minimal\n{allow}")), ["dual-write error"]);
}

#[test]
fn a_strict_profile_asks_for_what_is_not_stated() {
    let event = with("    publish: direct\n    writes: [orders-db]\n", "");
    let checked = judged("", &event);
    assert_eq!(counted(&checked), []);
    let open: Vec<&str> = checked.judgement.unknowns.iter().map(|open| open.rule).collect();
    assert!(open.contains(&"dual-write"), "{open:?}");
    let strict = judged("profile: strict\n", &event);
    let told =
        |rule| counted(&strict).iter().filter(|one| one.0 == rule && one.1 == Level::Warn).count();
    assert_eq!(told("dual-write"), 1);
    for rule in open {
        assert!(told(rule) > 0, "{rule}");
    }
    let allow =
        "allow: [{ rule: dual-write, target: OrderPlaced, reason: Asked., until: never }]\n";
    let allowed = judged(&format!("profile: strict\n{allow}"), &event);
    assert!(counted(&allowed).iter().all(|one| one.0 != "dual-write"));
}

#[test]
fn a_strict_profile_asks_for_nothing_that_a_fault_hides() {
    let event = with("    writes: [orders-db]\n", "    writs: [orders-db]\n");
    let checked = judged("profile: strict\n", &event);
    let mut open = checked.judgement.unknowns.iter();
    assert!(open.any(|one| one.rule == "dual-write" && one.what == HIDDEN));
    let told: Vec<&str> = counted(&checked).into_iter().map(|one| one.0).collect();
    assert!(told.contains(&"unknown-key") && !told.contains(&"dual-write"), "{told:?}");
}

#[test]
fn the_command_line_has_the_last_word_on_the_profile() {
    let event = with("audience: audit\n", "");
    let files = [("eventbook.yaml", "profile: strict\n"), ("shop.yaml", SHOP), ("a.yaml", &*event)];
    let folder = catalog(&files);
    let run = |profile: &str| {
        let output = eventbook().args(["check", "--profile", profile]).arg(folder.path()).output();
        stdout(&output.unwrap())
    };
    assert!(run("strict").contains("warning[unconsumed-event]"));
    assert!(!run("minimal").contains("unconsumed-event"));
    assert!(run("minimal").contains("error[dual-write]"));
}

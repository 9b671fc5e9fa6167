//! The catalog that comes with eventbook: worked example 1 and its verdicts.

use std::path::PathBuf;

use eventbook::finding::Level;
use eventbook::lint::concern::Concern;
use eventbook::lint::verdict::Outcome;

use crate::checked::{TODAY, assert_snapshot, check, text};
use crate::rust_text::package_root;
use crate::support::eventbook;

fn catalog() -> PathBuf {
    package_root().join("catalog-example")
}

#[test]
fn it_has_two_findings() {
    let checked = check(&catalog());
    let findings = &checked.judgement.findings;
    let told: Vec<(&str, Level, &str)> = findings
        .iter()
        .map(|finding| (finding.rule, finding.level, finding.subjects[0].name.as_str()))
        .collect();
    let expected = [
        ("dual-write", Level::Warn, "OrderPlaced"),
        ("thundering-herd", Level::Info, "order-events"),
    ];
    assert_eq!(told, expected, "{}", text(&checked));
    let allowance = findings[0].allowance.as_ref().expect("the dual write is allowed");
    assert_eq!((allowance.until.as_str(), allowance.lowered_from), ("never", Some(Level::Error)));
}

#[test]
fn it_gets_its_verdicts() {
    let checked = check(&catalog());
    for (concern, outcome) in [
        (Concern::Idempotency, Outcome::Pass),
        (Concern::LostEvents, Outcome::Level(Level::Warn)),
        (Concern::ErrorHandling, Outcome::Pass),
        (Concern::ThunderingHerd, Outcome::Level(Level::Info)),
        (Concern::Compatibility, Outcome::NotApplicable),
    ] {
        let verdicts = &checked.judgement.verdicts;
        let verdict = verdicts.iter().find(|verdict| verdict.concern == concern);
        let verdict = verdict.expect("every question is answered");
        assert_eq!(verdict.outcome, outcome, "{}: {}", concern.name(), verdict.evidence);
    }
}

#[test]
fn the_whole_report() {
    let expected = package_root().join("tests/suite/example.txt");
    assert_snapshot(&text(&check(&catalog())), &expected);
    let output = eventbook()
        .args(["check", "--today", TODAY])
        .arg(catalog())
        .output()
        .expect("the program that was built with this test can be started");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_snapshot(&String::from_utf8_lossy(&output.stdout), &expected);
}

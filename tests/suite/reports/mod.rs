//! The formats of reports: each is what its readers take it for, whatever stands in a catalog.

mod by_hand;
mod files;
mod forms;
mod xml;

use std::path::PathBuf;

use eventbook::finding::{Finding, Level};
use eventbook::report::formats::FORMATS;
use eventbook::source::span::{FileId, Span};
use proptest::prelude::*;
use serde_json::Value;

use crate::checked::assert_snapshot;
use crate::reports::by_hand::Parts;
use crate::reports::forms::{Counts, command, shown};
use crate::rust_text::package_root;
use crate::support::{copy, eventbook, stdout};

/// All that could mean something to somebody who reads a report.
const HOSTILE: &str = "a\n::error::forged ##[error] %0A @org/team #1 ``` `b` | <img src=x> </details> \
    </failure> ]]> --> \u{1b}[31m \0 \u{202e}c\u{200f} \r \u{2028} [d](https://e.example) \\";

/// The counts of a report by hand.
const COUNTS: Counts = Counts { findings: 5, allowed: 1, passes: 2, unknowns: 1 };

fn folder() -> PathBuf {
    package_root().join("tests/suite/reports")
}

#[test]
fn every_format_as_it_is_printed() {
    let parts = Parts::of("events/a b::c,d|`@org.yaml", HOSTILE);
    for format in FORMATS {
        let text = (format.print)(&parts.report());
        forms::check(format.name, &text, &COUNTS);
        let text = match format.name {
            "sarif" => without_documentation(&text),
            _ => text,
        };
        assert_snapshot(&text, &folder().join("expected").join(format.name));
    }
}

/// The documentation of rules changes for reasons of its own, as does the version.
fn without_documentation(text: &str) -> String {
    let mut log: Value = serde_json::from_str(text).unwrap();
    let driver = &mut log["runs"][0]["tool"]["driver"];
    driver["semanticVersion"] = "…".into();
    for rule in driver["rules"].as_array_mut().unwrap() {
        assert!(rule["help"]["markdown"].as_str().unwrap().contains("# Why it matters"));
        rule["help"] = "…".into();
        rule["shortDescription"]["text"] = "…".into();
    }
    format!("{}\n", serde_json::to_string_pretty(&log).unwrap())
}

#[test]
fn a_hostile_catalog_forges_nothing() {
    let catalog = copy(&folder().join("hostile"));
    #[cfg(unix)]
    for name in
        ["a\n::error::forged.yaml", "::error::b|`@org <img>.yaml", "]]><failure>\u{1b}.yaml"]
    {
        std::fs::write(catalog.path().join(name), "team: a\nowner: 5\n").unwrap();
    }
    let printed = |format: &str| {
        let mut command = eventbook();
        let output = command.args(["check", "--format", format]).arg(catalog.path()).output();
        stdout(&output.unwrap())
    };
    let report: Value = serde_json::from_str(&printed("json")).unwrap();
    let count = |key: &str| report["counts"][key].as_u64().unwrap() as usize;
    let findings = report["findings"].as_array().unwrap();
    let counts = Counts {
        findings: findings.len(),
        allowed: count("allowed"),
        passes: count("pass"),
        unknowns: count("unknown"),
    };
    assert!(counts.findings > 10 && counts.allowed > 0 && counts.passes > 0, "{report}");
    for format in FORMATS.iter().filter(|format| format.name != "github") {
        forms::check(format.name, &printed(format.name), &counts);
    }
    let commands: Vec<_> = printed("github").split_terminator('\n').map(command).collect();
    assert!(commands.iter().all(|one| !one.message.is_empty()));
    // Three colons stand before another file in `text`, and are no command.
    let forged = |line: &&str| {
        let line = line.trim_start();
        line.starts_with("::") && !line.starts_with(":::")
    };
    assert_eq!(printed("text").lines().find(forged), None);
    assert_eq!(printed("concise").lines().find(forged), None);
}

#[test]
fn github_gets_the_gravest_and_how_many_more_there_are() {
    let span = Span::new(FileId(0), 0, 5);
    let parts = |errors: usize, infos: usize| {
        let mut parts = Parts::of("a.yaml", "a");
        let infos = (0..infos).map(|at| Finding::new("b", Level::Info, span, format!("info {at}")));
        let errors = (0..errors).map(|at| Finding::new("b", Level::Error, span, format!("e {at}")));
        let last = Finding::new("b", Level::Critical, span, "the worst");
        parts.findings = infos.chain(errors).chain([last]).collect();
        parts
    };
    let printed = |errors, infos| (forms::format("github").print)(&parts(errors, infos).report());
    let text = printed(30, 10);
    let commands: Vec<_> = text.lines().map(command).collect();
    let of = |kind: &str| commands.iter().filter(|one| one.kind == kind).count();
    assert!(commands[0].message.starts_with("the worst\n"));
    assert_eq!((of("error"), of("notice")), (10, 10));
    assert_eq!(commands[19].message, "22 more findings: eventbook check");
    assert_eq!(printed(9, 10).lines().count(), 20);
    assert!(!printed(9, 10).contains("more finding"));
}

#[test]
fn a_long_report_fits_in_a_comment() {
    let mut parts = Parts::of("a.yaml", "a");
    let span = Span::new(FileId(0), 0, 5);
    let levels = [Level::Error, Level::Info];
    let findings = (0..4000).map(|at| Finding::new("b", levels[at % 2], span, HOSTILE));
    parts.findings = findings.collect();
    let text = (forms::format("markdown").print)(&parts.report());
    forms::check("markdown", &text, &COUNTS);
    assert!(text.contains("findings that found no room here") && text.contains("2 checks passed"));
}

#[test]
fn what_can_be_mended_is_counted() {
    let text = (forms::format("text").print)(&Parts::of("a.yaml", "a").report());
    assert!(text.ends_with("\n1 fixable with `eventbook check --fix`\n"), "{text}");
}

fn any_text() -> impl Strategy<Value = String> {
    let nasty =
        ["::", "%0A", "%", "\r", "\n", "|", "\\", "`", "```", "<", "]]>", "@a", "](", "https://"];
    let part = prop_oneof![
        any::<char>().prop_map(String::from),
        proptest::sample::select(nasty.to_vec()).prop_map(str::to_owned),
        proptest::sample::select(HOSTILE.split(' ').collect::<Vec<_>>()).prop_map(str::to_owned),
    ];
    proptest::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn any_text_stays_text(path in any_text(), text in any_text()) {
        let parts = Parts::of(&path, &text);
        for format in FORMATS {
            forms::check(format.name, &(format.print)(&parts.report()), &COUNTS);
        }
    }

    #[test]
    fn github_reads_what_was_written(path in any_text(), text in any_text()) {
        let printed = (forms::format("github").print)(&Parts::of(&path, &text).report());
        let last = command(printed.lines().last().unwrap_or_default());
        let (kind, words) = ("notice".to_owned(), shown(&text));
        let seen = if words.is_empty() { String::new() } else { format!("{words}\n") };
        let message = format!("{words}\n{seen}help: {words}\nhelp: eventbook explain thundering-herd");
        let properties = [
            ("file", shown(&format!("docs/{path}"))),
            ("line", "2".to_owned()),
            ("endLine", "2".to_owned()),
            ("col", "1".to_owned()),
            ("endColumn", "6".to_owned()),
            ("title", "info[thundering-herd]".to_owned()),
        ];
        let properties = properties.map(|(key, value)| (key.to_owned(), value)).to_vec();
        prop_assert_eq!(last, forms::Command { kind, properties, message });
    }
}

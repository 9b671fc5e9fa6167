//! `diff`: two states of a catalog side by side, in folders and in git. The fixtures are pairs of
//! whole catalogs with the whole output beside them.

mod examples;
mod git;
mod hostile;
mod repository;

use std::path::PathBuf;
use std::process::Output;

use serde_json::Value;

use crate::checked::assert_snapshot;
use crate::rust_text::{entries, package_root};
use crate::support::{catalog, eventbook, stderr, stdout};

/// Fixtures, with the exit code that each must have.
const CASES: [(&str, i32); 16] = [
    ("allowed", 0),
    ("broken", 1),
    ("bumped", 1),
    ("documents", 1),
    ("durations", 1),
    ("generated", 0),
    ("hostile", 1),
    ("nothing", 0),
    ("payloads", 1),
    ("promises", 1),
    ("readdressed", 0),
    ("retired", 1),
    ("schemas", 0),
    ("topics", 1),
    ("unproduced", 1),
    ("unreadable", 1),
];

fn cases() -> PathBuf {
    package_root().join("tests/suite/diff/cases")
}

fn compare(case: &str, format: &str) -> Output {
    let arguments = ["diff", "base", "head", "--format", format];
    eventbook().current_dir(cases().join(case)).args(arguments).output().unwrap()
}

#[test]
fn every_case_is_named_with_its_exit_code() {
    let known: Vec<&str> = CASES.iter().map(|(case, _)| *case).collect();
    let folders = entries(&cases());
    let names = folders.iter().map(|path| path.file_name().unwrap().to_str().unwrap());
    assert_eq!(names.collect::<Vec<_>>(), known);
}

#[test]
fn every_case_is_told_as_expected() {
    for (case, code) in CASES {
        let output = compare(case, "text");
        assert_snapshot(&stdout(&output), &cases().join(case).join("expected.txt"));
        assert_eq!(output.status.code(), Some(code), "{case}: {}", stderr(&output));
        assert_eq!(stderr(&output), "", "{case}");
    }
}

#[test]
fn every_case_is_a_comment_as_expected() {
    for (case, code) in CASES {
        let output = compare(case, "markdown");
        assert_snapshot(&stdout(&output), &cases().join(case).join("expected.md"));
        assert_eq!(output.status.code(), Some(code), "{case}");
    }
}

#[test]
fn json_holds_to_its_published_schema() {
    let schema = eventbook().args(["schema", "diff-output"]).output().unwrap();
    let schema: Value = serde_json::from_slice(&schema.stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (case, _) in CASES {
        let report: Value = serde_json::from_slice(&compare(case, "json").stdout).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(&report).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{case}");
        assert_eq!(report["changes"].as_array().unwrap().is_empty(), case == "nothing", "{case}");
    }
}

#[test]
fn the_other_way_round_what_came_is_what_went() {
    for (case, _) in CASES {
        let arguments = ["diff", "head", "base", "--format", "json", "--fail-on", "never"];
        let folder = cases().join(case);
        let back = eventbook().current_dir(folder).args(arguments).output().unwrap();
        let (forth, back) = (counted(&compare(case, "json")), counted(&back));
        assert_eq!((forth.0, forth.1), (back.1, back.0), "{case}");
    }
}

fn counted(output: &Output) -> (usize, usize) {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap();
    let count = |what: &str| changes.iter().filter(|change| change["what"] == what).count();
    (count("added"), count("removed"))
}

#[test]
fn a_comment_has_room_in_github_whatever_changed() {
    let event = |number: usize, retention: &str| {
        format!(
            "topic: t{number}\nbroker: kafka\npartition_key: a\npartitions: {retention}\n\
             summary: \"{}\"\n---\n",
            "@|<".repeat(40)
        )
    };
    let topics =
        |partitions: &str| -> String { (0..900).map(|it| event(it, partitions)).collect() };
    let broker = "broker: kafka\ntype: kafka\n";
    let files = [
        ("base/eventbook.yaml", "title: A\n"),
        ("base/broker.yaml", broker),
        ("base/topics.yaml", &topics("3")),
        ("head/eventbook.yaml", "title: A\n"),
        ("head/broker.yaml", broker),
        ("head/topics.yaml", &topics("4").replace("@|<", "|@<")),
    ];
    let folder = catalog(&files);
    let printed = |format: &str| {
        let arguments = ["diff", "base", "head", "--format", format];
        stdout(&eventbook().current_dir(folder.path()).args(arguments).output().unwrap())
    };
    let comment = printed("markdown");
    assert!(comment.len() < 65_000, "{} bytes", comment.len());
    assert!(comment.contains("breaking changes that found no room here"), "{comment}");
    assert!(comment.contains("partitions: 3 -&gt; 4"), "the fold has its share: {comment}");
    assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count());
    assert!(comment.ends_with("</details>\n") || comment.ends_with("check`\n"));
    assert!(printed("text").lines().count() < 150, "it is one screen and a little more");
}

#[test]
fn a_mistake_is_told_and_nothing_is_printed() {
    let folder = catalog(&[("good/eventbook.yaml", "title: A\n"), ("good/a.yaml", "team: a\n")]);
    let bad = catalog(&[("bad/eventbook.yaml", "titel: A\n"), ("bad/a.yaml", "team: a\n")]);
    let bad = bad.path().join("bad");
    for (arguments, told) in [
        (vec!["good", bad.to_str().unwrap()], "did you mean `title`?"),
        (vec!["good", "good", "good"], "unexpected argument"),
        (vec!["good", "--format", "yml"], "possible values: text, json, markdown"),
        (vec!["nowhere", "good"], "failed to"),
        (vec!["good"], "failed to find a catalog"),
    ] {
        let output =
            eventbook().current_dir(folder.path()).arg("diff").args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(stdout(&output), "", "{arguments:?}");
        assert!(stderr(&output).contains(told), "{arguments:?}: {}", stderr(&output));
    }
}

#[test]
fn the_level_that_fails_can_be_chosen() {
    let code = |case: &str, level: &str| {
        let arguments = ["diff", "base", "head", "--fail-on", level];
        let folder = cases().join(case);
        eventbook().current_dir(folder).args(arguments).output().unwrap().status.code()
    };
    assert_eq!(code("topics", "never"), Some(0));
    assert_eq!(code("topics", "critical"), Some(0));
    assert_eq!(code("allowed", "info"), Some(0));
}

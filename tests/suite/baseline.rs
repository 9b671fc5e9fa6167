//! A baseline: what it holds, what it hides from the exit code, and that a finding is known again
//! after its lines have moved.

use std::fs;
use std::path::Path;
use std::process::Output;

use eventbook::finding::fingerprint::fingerprints;
use proptest::prelude::*;
use serde_json::Value;

use crate::checked::check;
use crate::rust_text::{entries, package_root};
use crate::support::{catalog, copy, eventbook, stderr, stdout};

const FILE: &str = ".eventbook-baseline.json";

const OLD: &str =
    "event: A\nversion: 1\nowner: a\n---\nevent: B\nversion: 1\nowner: a\naudience: audit\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    eventbook().arg("check").arg(folder).args(arguments).output().unwrap()
}

#[test]
fn only_what_is_new_fails() {
    let team = "team: a\n---\n";
    let old = format!("{team}{OLD}---\nstore: s\nkind: redis\nowner: x\n");
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", &old)]);
    assert_eq!(run(folder.path(), &[]).status.code(), Some(1));
    let written = run(folder.path(), &["--write-baseline"]);
    assert_eq!(written.status.code(), Some(0));
    assert_eq!(stdout(&written), "");
    assert!(stderr(&written).starts_with("wrote "), "{}", stderr(&written));
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let baseline: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(baseline["version"], 1);
    let rules: Vec<&str> = baseline["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|known| known["rule"].as_str().unwrap())
        .collect();
    assert!(rules.contains(&"unknown-team"), "{rules:?}");

    let output = run(folder.path(), &["--baseline"]);
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
    assert!(stdout(&output).contains("= known: in the baseline, and not counted"));
    assert!(stdout(&output).contains(&format!("{} known", rules.len())), "{}", stdout(&output));
    let json = stdout(&run(folder.path(), &["--baseline", "--format", "json"]));
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["counts"]["known"], rules.len());
    assert_eq!(json["counts"]["error"], 0);
    assert!(json["findings"].as_array().unwrap().iter().all(|finding| finding["known"] == true));

    // What is new counts.
    fs::write(folder.path().join("b.yaml"), "store: t\nkind: redis\nowner: y\n").unwrap();
    let output = run(folder.path(), &["--baseline"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("catalog: 1 error, "), "{}", stdout(&output));

    let fresh = folder.path().join("fresh.json");
    run(folder.path(), &["--write-baseline", "--baseline", fresh.to_str().unwrap()]);
    let output = run(folder.path(), &["--baseline", fresh.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));

    // What is mended can be taken out.
    fs::remove_file(folder.path().join("b.yaml")).unwrap();
    fs::write(folder.path().join("a.yaml"), old.replace("owner: x", "owner: a")).unwrap();
    let output = run(folder.path(), &["--baseline"]);
    assert_eq!(stderr(&output), "1 fixed: run --write-baseline\n");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(run(folder.path(), &["--write-baseline"]).status.code(), Some(0));
    assert_eq!(stderr(&run(folder.path(), &["--baseline"])), "");
}

#[test]
fn what_is_allowed_is_in_no_baseline() {
    let text = format!(
        "team: a\n---\n{}",
        OLD.replace("event: A", "event: A # eventbook:ignore unconsumed-event -- a test")
    );
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", &text)]);
    run(folder.path(), &["--write-baseline"]);
    let baseline = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert!(!baseline.contains("unconsumed-event"), "{baseline}");
}

#[test]
fn what_is_allowed_at_a_level_is_in_no_baseline_and_keeps_its_reason() {
    let settings =
        "allow: [{ rule: unknown-team, target: A, level: warn, reason: Soon, until: never }]\n";
    let folder = catalog(&[("eventbook.yaml", settings), ("a.yaml", OLD)]);
    run(folder.path(), &["--write-baseline"]);
    let baseline = fs::read_to_string(folder.path().join(FILE)).unwrap();
    assert!(!baseline.contains("the event `A` is owned"), "{baseline}");
    for format in ["concise", "github", "gitlab", "junit", "markdown", "sarif"] {
        let told = stdout(&run(folder.path(), &["--format", format]));
        assert!(told.contains("allowed as warn: Soon"), "{format}: {told}");
    }
    let told = stdout(&run(folder.path(), &["--baseline", "--format", "markdown"]));
    assert!(told.contains("known"), "{told}");
}

#[test]
fn what_cannot_be_read_is_in_no_baseline() {
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", "event: A\nowner: [\n")]);
    run(folder.path(), &["--write-baseline"]);
    assert_eq!(run(folder.path(), &["--baseline"]).status.code(), Some(1));
}

#[test]
fn a_consumer_is_known_by_its_group() {
    let shop = include_str!("rules/base.yaml");
    let placed = |consumers: &str| {
        format!(
            "event: OrderPlaced\nversion: 1\nowner: shop-team\ntopics: [order-events]\n\
             producers: [{{ service: order-service }}]\nconsumers:\n{consumers}"
        )
    };
    let rest = "idempotency: { strategy: natural, why: x }";
    let short = |group: &str, dlq: &str| {
        format!("  - {{ service: payment-service, group: {group}, {rest}{dlq} }}\n")
    };
    let long = |group: &str, dlq: &str| {
        format!("  - service: payment-service\n    {rest}\n    group: {group}\n{dlq}")
    };
    let dlq = "    dlq: order-events.DLQ\n";
    for (old, new) in [
        (short("a", ""), short("a", ", dlq: order-events.DLQ") + &short("b", "")),
        (long("a", ""), long("a", dlq) + &long("b", "")),
        (long("a", "    dlq: none\n"), long("a", dlq) + &long("b", "    dlq: none\n")),
    ] {
        let old = placed(&old);
        let files = [("eventbook.yaml", ""), ("shop.yaml", shop), ("a.yaml", old.as_str())];
        let folder = catalog(&files);
        run(folder.path(), &["--write-baseline"]);
        assert_eq!(run(folder.path(), &["--baseline"]).status.code(), Some(0));
        // Nobody gave a reason, so the line fails all the same.
        let told = stdout(&run(folder.path(), &["--baseline", "--readiness"]));
        assert!(told.contains("(known by the baseline)"), "{told}");
        fs::write(folder.path().join("a.yaml"), placed(&new)).unwrap();
        let output = run(folder.path(), &["--baseline"]);
        assert_eq!(output.status.code(), Some(1), "{}", stdout(&output));
        assert!(stderr(&output).contains(" fixed"), "{}", stderr(&output));
    }
}

#[test]
fn a_baseline_stands_beside_the_catalog_and_under_no_report() {
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", OLD)]);
    let new = folder.path().join("new.yaml");
    let output = run(folder.path(), &["--write-baseline", new.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!new.exists() && stderr(&output).contains("read as a part"), "{}", stderr(&output));
    let own = folder.path().join("own.json");
    let own = own.to_str().unwrap();
    run(folder.path(), &["--write-baseline", own]);
    let before = fs::read_to_string(own).unwrap();
    let report = format!("json={own}");
    let output = run(folder.path(), &["--baseline", own, "--output", &report]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(own).unwrap(), before);
}

#[test]
fn a_broken_baseline_is_told_and_never_overwritten() {
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", "team: a\n")]);
    let missing = run(folder.path(), &["--baseline"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains(FILE), "{}", stderr(&missing));
    let print = |print: &str| {
        format!(
            "{{\"version\": 1, \"findings\": [{{\"path\": \"a\", \"rule\": \"b\", \"message\": \"c\", \"fingerprint\": \"{print}\"}}]}}"
        )
    };
    for text in [
        "",
        "{",
        "[]",
        "{\"version\": 2, \"findings\": []}",
        "{\"version\": 1}",
        "team: a\n",
        &print("x"),
    ] {
        fs::write(folder.path().join(FILE), text).unwrap();
        let output = run(folder.path(), &["--baseline"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(stderr(&output).contains(FILE), "{}", stderr(&output));
        let output = run(folder.path(), &["--write-baseline"]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert_eq!(fs::read_to_string(folder.path().join(FILE)).unwrap(), text);
    }
    let document = folder.path().join("a.yaml");
    let output = run(folder.path(), &["--write-baseline", document.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(document).unwrap(), "team: a\n");
    fs::write(folder.path().join(FILE), print("0123456789abcdef")).unwrap();
    assert_eq!(run(folder.path(), &["--write-baseline"]).status.code(), Some(0));
    std::os::unix::fs::symlink(folder.path().join(FILE), folder.path().join("link.json")).unwrap();
    let link = folder.path().join("link.json");
    let output = run(folder.path(), &["--write-baseline", link.to_str().unwrap()]);
    assert!(stderr(&output).contains("it is a symbolic link"), "{}", stderr(&output));
}

#[test]
fn a_baseline_fits_its_published_schema() {
    let folder = catalog(&[("eventbook.yaml", ""), ("a.yaml", &format!("team: a\n---\n{OLD}"))]);
    run(folder.path(), &["--write-baseline"]);
    let text = fs::read_to_string(folder.path().join(FILE)).unwrap();
    let schema = eventbook().args(["schema", "baseline"]).output().unwrap();
    let schema: Value = serde_json::from_str(&stdout(&schema)).unwrap();
    let baseline: Value = serde_json::from_str(&text).unwrap();
    assert!(jsonschema::is_valid(&schema, &baseline));
    assert!(!jsonschema::is_valid(&schema, &serde_json::json!({ "version": 1 })));
}

/// Faults of the order itself: which of two documents is the second.
const ORDERED: [&str; 1] = ["name-collision"];

/// Faults in no document, which are known by their file.
const IN_A_FILE: [&str; 1] = ["reasonless-allowance"];

/// The fingerprints of all findings.
fn prints(folder: &Path) -> Vec<String> {
    let checked = check(folder);
    let mut prints = fingerprints(&checked.study.sources, &checked.judgement.findings);
    prints.sort();
    prints
}

/// The same documents: in another order, with comments and empty lines among them, in a file of
/// another name.
fn moved(text: &str, lines: usize, reversed: bool, commented: bool) -> String {
    let mut documents: Vec<String> =
        text.split("---\n").filter(|one| !one.trim().is_empty()).map(str::to_owned).collect();
    if reversed {
        documents.reverse();
    }
    let opens = |line: &str| line.trim_start_matches("- ").ends_with(':') && !line.contains('#');
    let documents = documents.into_iter().map(|document| {
        let text = document.lines().map(|line| match commented && opens(line) {
            true => format!("{line} # said\n"),
            false => format!("{line}\n"),
        });
        format!("{}{}", "# more\n\n".repeat(lines), text.collect::<String>())
    });
    documents.collect::<Vec<_>>().join("---\n")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_finding_is_known_again_wherever_its_lines_move(
        number in any::<prop::sample::Index>(),
        lines in 0_usize..4,
        (reversed, renamed, commented) in any::<(bool, bool, bool)>(),
    ) {
        let fixtures: Vec<_> = entries(&package_root().join("tests/suite/rules")).into_iter()
            .filter(|path| path.join("bad/eventbook.yaml").is_file())
            .filter(|path| !ORDERED.iter().any(|name| path.ends_with(name)))
            .collect();
        let fixture = &fixtures[number.index(fixtures.len())];
        let folder = copy(&fixture.join("bad"));
        let before = prints(folder.path());
        for path in entries(folder.path()) {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            if name == "eventbook.yaml" || path.is_dir() || !name.ends_with(".yaml") {
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            fs::write(&path, moved(&text, lines, reversed, commented)).unwrap();
            // A schema is named by its file, and what is found in a file without documents too.
            let known_by_file = IN_A_FILE.iter().any(|name| fixture.ends_with(name));
            if renamed && !known_by_file && text.starts_with(|first: char| first.is_ascii_alphabetic()) && !text.contains("$ref") && !text.starts_with("type:") {
                fs::rename(&path, folder.path().join(format!("z-{name}"))).unwrap();
            }
        }
        prop_assert_eq!(before, prints(folder.path()), "{}", fixture.display());
    }
}

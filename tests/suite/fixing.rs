//! `check --fix` and `check --diff`: what is mended, what is left alone, and that nothing else of a
//! file changes.

use std::fs;
use std::path::Path;
use std::process::Output;

use eventbook::lint::mend::Choice;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::checked::{TODAY, check};
use crate::support::{catalog, copy, eventbook, repository, stderr, stdout, tree};

const SHOP: &str = include_str!("rules/base.yaml");

/// Four faults of spelling with one reading each, and a word that can only be guessed.
const MISSPELT: &str = "# The shop's first event.\nevent: OrderPlaced\nversion: 1\nowner: Shop-Team # theirs\n\
                        topics: [\"order-Events\"]\nproducers:\n  - service: order-service\n    \
                        publish: OutBox   # by the table\n    writes: [orders-db]\naudience: audit\n---\n\
                        topic: returns\nbroker: kafka\nowner: shop-team\npartitionKey: orderId\nretenton: 7d\n";

fn shop(text: &str) -> TempDir {
    catalog(&[("eventbook.yaml", "title: Shop\n"), ("shop.yaml", SHOP), ("a.yaml", text)])
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    eventbook().arg("check").arg(folder).args(arguments).output().unwrap()
}

fn text(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("a.yaml")).unwrap()
}

fn mended() -> String {
    let mended = MISSPELT.replace("Shop-Team", "shop-team").replace("order-Events", "order-events");
    mended.replace("OutBox", "outbox").replace("partitionKey", "partition_key")
}

#[test]
fn what_can_have_one_meaning_is_mended() {
    let folder = shop(MISSPELT);
    let output = run(folder.path(), &["--fix"]);
    assert_eq!(text(&folder), mended());
    assert_eq!(stderr(&output), "fixed 4 findings in 1 file\n");
    // The report is of what is left: the guess.
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("unknown-key"), "{}", stdout(&output));
    assert!(!stdout(&output).contains("partitionKey"), "{}", stdout(&output));
    let again = run(folder.path(), &["--fix"]);
    assert_eq!(stderr(&again), "nothing to fix\n");
    assert_eq!(text(&folder), mended());
    run(folder.path(), &["--fix", "--unsafe-fixes"]);
    assert_eq!(text(&folder), mended().replace("retenton", "retention"));
}

#[test]
fn line_ends_and_the_mark_of_a_file_stay() {
    let crlf = format!("\u{feff}{}", MISSPELT.replace('\n', "\r\n"));
    let folder = shop(&crlf);
    run(folder.path(), &["--fix"]);
    assert_eq!(text(&folder), format!("\u{feff}{}", mended().replace('\n', "\r\n")));
}

#[test]
fn a_diff_writes_nothing() {
    let folder = shop(MISSPELT);
    let before = tree(folder.path());
    let output = run(folder.path(), &["--diff"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output), "would fix 4 findings in 1 file\n");
    let diff = stdout(&output);
    assert!(diff.starts_with("--- a/a.yaml\n+++ b/a.yaml\n@@ "), "{diff}");
    assert!(diff.contains("\n-partitionKey: orderId\n+partition_key: orderId\n"), "{diff}");
    assert_eq!(tree(folder.path()), before);
    let clean = run(shop(&mended()).path(), &["--diff"]);
    assert_eq!((clean.status.code(), stdout(&clean).as_str()), (Some(0), ""));
    assert_eq!(run(folder.path(), &["--unsafe-fixes"]).status.code(), Some(2));
    assert_eq!(run(folder.path(), &["--fix", "--diff"]).status.code(), Some(2));
}

#[test]
fn a_fix_that_could_mean_two_things_is_none() {
    for text in [
        // Both would be the same key.
        "topic: returns\nbroker: kafka\nowner: shop-team\npartitionKey: a\npartition-key: b\n",
        "topic: returns\nbroker: kafka\nowner: shop-team\npartitionKey: a\npartition_key: b\n",
        // Two teams are called so.
        "team: Blue\n---\nteam: blue\n---\nstore: s\nkind: redis\nowner: BLUE\n",
        // It is tolerated.
        "topic: returns\nbroker: kafka\nowner: shop-team\npartitionKey: a # eventbook:ignore unknown-key -- a test\n",
    ] {
        let folder = shop(text);
        run(folder.path(), &["--fix"]);
        assert_eq!(self::text(&folder), text);
    }
}

#[test]
fn allowances_that_cover_nothing_are_removed() {
    let event = "event: OrderPlaced\nversion: 1 # eventbook:ignore dual-write -- planned\nowner: shop-team\n\
                 # eventbook:ignore missing-dlq, dual-write -- both\n# a note\ntopics: [order-events]\naudience: audit\n\
                 producers:\n  - service: order-service\n    \
                 # eventbook:ignore missing-dlq, dual-write -- one\n    publish: direct\n    writes: [orders-db]\n";
    let allow = |entries: &str| format!("title: a # b\nallow:\n  # first\n{entries}levels: {{}}\n");
    let entry = |rule: &str| {
        format!(
            "  - rule: {rule}\n    target: OrderPlaced\n    reason: >-\n      A long\n      reason.\n    until: never # so\n"
        )
    };
    let settings = allow(&format!("{}{}", entry("missing-dlq"), entry("dual-write")));
    let folder = shop(event);
    fs::write(folder.path().join("eventbook.yaml"), settings).unwrap();
    let output = run(folder.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert_eq!(
        text(&folder),
        "event: OrderPlaced\nversion: 1\nowner: shop-team\n# a note\ntopics: [order-events]\naudience: audit\n\
         producers:\n  - service: order-service\n    # eventbook:ignore dual-write -- one\n    publish: direct\n    writes: [orders-db]\n"
    );
    let settings = || fs::read_to_string(folder.path().join("eventbook.yaml")).unwrap();
    assert_eq!(settings(), allow(&entry("dual-write")));
    fs::write(
        folder.path().join("eventbook.yaml"),
        "title: a\nallow:\n- {rule: missing-dlq, target: a, reason: b, until: never}\n",
    )
    .unwrap();
    run(folder.path(), &["--fix"]);
    assert_eq!(settings(), "title: a\n");
    let unused = "{rule: missing-dlq, target: a, reason: b, until: never}";
    let used = "{rule: dual-write, target: OrderPlaced, reason: b, until: never}";
    for (before, after) in [
        (format!("allow: [{unused}, {used}]\n"), format!("allow: [{used}]\n")),
        (format!("allow: [{used}, {unused}]\n"), format!("allow: [{used}]\n")),
        (format!("allow: [{unused}]\n"), "allow: []\n".to_owned()),
        (format!("allow:\n  -\n    {unused}\n  - {used}\n"), format!("allow:\n  - {used}\n")),
        (format!("allow:\n  # why\n  - {unused}\ntitle: a\n"), "  # why\ntitle: a\n".to_owned()),
        ("title: a # eventbook:ignore\n".to_owned(), "title: a\n".to_owned()),
    ] {
        fs::write(folder.path().join("eventbook.yaml"), before).unwrap();
        run(folder.path(), &["--fix"]);
        assert_eq!(settings(), after);
    }
}

#[test]
fn settings_are_mended_too() {
    let folder = shop("team: b\n");
    fs::write(folder.path().join("eventbook.yaml"), "Title: Shop\nprofile: Minimal\n").unwrap();
    let output = run(folder.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let settings = fs::read_to_string(folder.path().join("eventbook.yaml")).unwrap();
    assert_eq!(settings, "title: Shop\nprofile: minimal\n");
    // What cannot be mended is told, and is no clean end.
    fs::write(folder.path().join("eventbook.yaml"), "titel: 5\nbase_url: x\n").unwrap();
    for argument in ["--fix", "--diff"] {
        let output = run(folder.path(), &[argument]);
        assert_eq!(output.status.code(), Some(2), "{}", stdout(&output));
        assert!(stderr(&output).contains("unknown-key"), "{}", stderr(&output));
    }
}

#[test]
fn no_link_is_written_through() {
    let folder = shop("team: b\n");
    let elsewhere = TempDir::new().unwrap();
    let target = elsewhere.path().join("settings.yaml");
    fs::write(&target, "Title: Shop\n").unwrap();
    let link = folder.path().join("eventbook.yaml");
    fs::remove_file(&link).unwrap();
    std::os::unix::fs::symlink(&target, &link).unwrap();
    let output = run(folder.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("it is a symbolic link"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&target).unwrap(), "Title: Shop\n");
}

#[test]
fn what_an_alias_repeats_is_left_alone() {
    let text = MISSPELT.replace("owner: Shop-Team", "title: &o Shop-Team\nowner: *o");
    let folder = shop(&text);
    run(folder.path(), &["--fix"]);
    let mended =
        mended().replace("owner: shop-team # theirs", "title: &o Shop-Team\nowner: *o # theirs");
    assert_eq!(self::text(&folder), mended);
}

#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let folder = shop(MISSPELT);
    let path = folder.path().join("a.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run(folder.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("a.yaml`: it is read-only"), "{}", stderr(&output));
    assert_eq!(text(&folder), MISSPELT);
}

#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = shop(MISSPELT);
    let path = folder.path().join("a.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    run(folder.path(), &["--fix"]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    let names: Vec<String> = tree(folder.path()).into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["a.yaml", "eventbook.yaml", "shop.yaml"]);
}

/// A word with other capitals, dashes and underscores.
fn respelt(word: &str, seed: usize) -> String {
    match seed % 4 {
        0 => word.to_uppercase(),
        1 => word.replace('_', "-"),
        2 => word.replace(['_', '-'], ""),
        _ => word[..1].to_uppercase() + &word[1..],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of the example are misspelt at random places.
    #[test]
    fn fixes_break_nothing_and_leave_nothing(
        places in prop::collection::vec((any::<prop::sample::Index>(), any::<usize>()), 1..12),
        likely in any::<bool>(),
    ) {
        let folder = copy(&repository("tests/suite/rules/dual-write/bad"));
        let path = folder.path().join("order-placed.yaml");
        let path = if path.exists() { path } else { folder.path().join("shop.yaml") };
        let mut text = fs::read_to_string(&path).unwrap();
        for (place, seed) in places {
            let words: Vec<(usize, String)> = text
                .match_indices(|c: char| c.is_ascii_lowercase())
                .filter(|(at, _)| *at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric())
                .map(|(at, _)| {
                    let word = text[at..].chars().take_while(|c| c.is_ascii_alphanumeric() || "_-".contains(*c));
                    (at, word.collect())
                })
                .collect();
            if words.is_empty() {
                break;
            }
            let (at, word) = &words[place.index(words.len())];
            text.replace_range(*at..at + word.len(), &respelt(word, seed));
        }
        fs::write(&path, &text).unwrap();
        let broken = |folder: &Path| {
            let checked = check(folder);
            let findings = checked.judgement.findings.iter();
            findings.filter(|one| ["yaml-syntax", "duplicate-key"].contains(&one.rule)).count()
        };
        let before = broken(folder.path());
        let choice = if likely { Choice::Likely } else { Choice::Safe };
        let today = || TODAY.parse().unwrap();
        let fixed = eventbook::fix(folder.path(), today(), None, choice);
        let fixed = fixed.map_err(|failure| TestCaseError::fail(format!("{failure:?}")))?;
        eventbook::output::amend::amend(&fixed.root, &fixed.patches).unwrap();
        prop_assert!(broken(folder.path()) <= before);
        let again = eventbook::fix(folder.path(), today(), None, choice).unwrap();
        prop_assert_eq!(again.patches, vec![]);
    }
}

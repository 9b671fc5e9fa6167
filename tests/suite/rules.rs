//! Rules: the YAML of every rule's page stands on the shop of `rules/base.yaml` and is judged; the
//! fixture folders are whole catalogs with the whole report beside them.
//!
//! All rules judge all catalogs, so each mended one also holds against every other rule.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use eventbook::lint::rule::{Check, Rule};
use eventbook::lint::rules::RULES;
use eventbook::source::LARGEST_FILE;
use tempfile::TempDir;

use crate::checked::{assert_snapshot, check, text};
use crate::rust_text::{entries, package_root};
use crate::small_shop::{assert_clean, block, on_the_shop};
use crate::support::copy_into;

/// Rules whose fault cannot be shown as YAML, and why. Their pages describe it.
const DESCRIBED: [(&str, &str); 5] = [
    ("file-too-large", "10 MiB are no example"),
    ("invalid-utf8", "a page is UTF-8"),
    ("symlink-escape", "a link has no text"),
    ("unreadable-file", "its text has no fault"),
    ("yaml-depth", "129 brackets are no example"),
];

#[test]
fn the_shop_of_the_examples_is_clean() {
    assert_clean("base.yaml", &check(on_the_shop("").path()));
}

#[test]
fn every_bad_example_is_found_by_its_rule_and_no_other() {
    // What two states differ in is not found in one of them: the suite `diff` has these rules.
    let of_one_state = |rule: &&Rule| !matches!(rule.check, Check::Comparison(_));
    for rule in RULES.iter().filter(of_one_state) {
        let Some(block) = block(rule, "Bad") else { continue };
        let checked = check(on_the_shop(&block).path());
        let found: Vec<&str> = checked.judgement.findings.iter().map(|one| one.rule).collect();
        assert_eq!(found, [rule.name], "under \"Bad\":\n{}", text(&checked));
    }
}

#[test]
fn every_good_example_is_clean() {
    for rule in RULES {
        let Some(block) = block(rule, "Good") else { continue };
        assert_clean(rule.name, &check(on_the_shop(&block).path()));
    }
}

#[test]
fn every_rule_shows_its_fault_or_is_excused() {
    for rule in RULES {
        let shown = block(rule, "Bad").is_some() && block(rule, "Good").is_some();
        assert_eq!(shown, !is_one_of(&DESCRIBED, rule), "{}: YAML under Bad and Good", rule.name);
    }
    let known: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    for (name, _) in DESCRIBED {
        assert!(known.contains(name), "{name} is excused and is no rule");
    }
}

#[test]
fn every_bad_fixture_has_its_fault_and_no_other() {
    for folder in fixtures().into_iter().filter(|folder| folder.join("bad").is_dir()) {
        let staged = staged(&folder, "bad");
        let checked = check(staged.path());
        let found: Vec<&str> = checked.judgement.findings.iter().map(|one| one.rule).collect();
        assert_eq!(found, [name(&folder)], "{}:\n{}", folder.display(), text(&checked));
        assert_snapshot(&text(&checked), &folder.join("expected.txt"));
    }
}

#[test]
fn every_good_fixture_is_clean() {
    for folder in fixtures() {
        assert_clean(&format!("{}/good", name(&folder)), &check(staged(&folder, "good").path()));
    }
}

#[test]
fn a_boundary_belongs_to_the_good_side() {
    for folder in fixtures().into_iter().filter(|folder| folder.join("boundary").is_dir()) {
        let what = format!("{}/boundary", name(&folder));
        assert_clean(&what, &check(staged(&folder, "boundary").path()));
    }
}

#[test]
fn a_fixture_has_both_sides() {
    for folder in fixtures() {
        assert!(folder.join("good").is_dir(), "{} has no good/", folder.display());
        assert!(folder.join("bad").is_dir(), "{} has no bad/", folder.display());
    }
}

fn is_one_of(list: &[(&str, &str)], rule: &Rule) -> bool {
    list.iter().any(|(name, _)| *name == rule.name)
}

fn fixtures() -> Vec<PathBuf> {
    let folders = entries(&package_root().join("tests/suite/rules")).into_iter();
    folders.filter(|path| path.is_dir()).collect()
}

fn name(folder: &Path) -> &str {
    folder.file_name().and_then(|name| name.to_str()).expect("a rule's id is ASCII")
}

/// A copy of one side of a fixture, with what no repository can hold. A copy stands alone: nothing
/// above it marks the root of another catalog. The links in it lead where they led.
fn staged(fixture: &Path, side: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    for path in entries(&fixture.join(side)) {
        let copy = folder.path().join(path.file_name().expect("an entry of a folder has a name"));
        match fs::read_link(&path) {
            Err(_) if path.is_dir() => copy_into(&path, &copy),
            Ok(target) if target.starts_with("..") => link(&fixture.join(side).join(target), &copy),
            Ok(target) => link(&target, &copy),
            Err(_) => drop(fs::copy(&path, &copy).expect("a temporary folder is writable")),
        }
    }
    match (name(fixture), side) {
        ("file-too-large", "bad") => large_file(folder.path(), LARGEST_FILE + 1),
        ("file-too-large", "boundary") => large_file(folder.path(), LARGEST_FILE),
        ("unreadable-file", "bad") => socket(&folder.path().join("returns.yaml")),
        _ => {}
    }
    folder
}

fn large_file(folder: &Path, bytes: u64) {
    let lines = "# nothing\n".repeat(bytes as usize / 10);
    let rest = "#".repeat(bytes as usize % 10);
    fs::write(folder.join("returns.yaml"), lines + &rest).expect("a temporary folder is writable");
}

fn link(target: &Path, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("a temporary folder takes links");
}

fn socket(path: &Path) {
    std::os::unix::net::UnixListener::bind(path).expect("a temporary folder takes sockets");
}

//! One mistake, one finding: the example with a single mistake in it has that one finding more than
//! before, and no other.
//!
//! Each mistake is a file `mistakes/<rule>--<what>.diff`: a sentence, then for each changed file a
//! line `== path` and hunks as in a unified diff, without line numbers. The text that a hunk takes
//! away, with its unchanged lines, stands exactly once in its file. Beside it lies what `check`
//! says of the mistake.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use eventbook::Checked;
use eventbook::finding::fingerprint::fingerprints;
use eventbook::finding::{Finding, is_slip};
use eventbook::lint::group::GROUPS;
use eventbook::lint::rules;
use eventbook::report::format::Report;
use eventbook::report::formats;
use rayon::prelude::*;

use crate::checked::{assert_snapshot, check};
use crate::rust_text::{entries, package_root};
use crate::support::{copy, repository};

/// A change of one file: the text before and the text after.
struct Hunk {
    path: String,
    before: String,
    after: String,
}

#[test]
fn each_mistake_has_its_one_finding() {
    let untouched = check(copy(&repository("catalog-example")).path());
    let known: BTreeSet<String> = prints(&untouched).into_iter().collect();
    let wrong: Vec<String> =
        mistakes().par_iter().filter_map(|mistake| judge(mistake, &known)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn there_are_mistakes_of_all_kinds() {
    let mistakes = mistakes();
    assert!(mistakes.len() >= 100, "only {} mistakes", mistakes.len());
    let of_rules: Vec<_> = mistakes.iter().filter_map(|path| rules::find(rule(path))).collect();
    for group in GROUPS {
        let told = of_rules.iter().filter(|rule| rule.group == *group).count();
        assert!(told >= 2, "{told} mistakes are of the group {}", group.name());
    }
    let wide = mistakes.iter().filter(|path| files_of(path).len() > 1);
    assert!(wide.count() >= 40, "forty mistakes involve several files");
}

#[test]
fn a_slip_is_told_from_another_name() {
    let slips = ["order_id", "orderID", "ordrId", "odrerId", "ordeerId"];
    assert!(slips.iter().all(|typed| is_slip(typed, "orderId")));
    assert!(!["orderIp", "borderIds", "id", "userId"].iter().any(|one| is_slip(one, "orderId")));
    assert!(!is_slip("ids", "id"), "short names lie close together");
}

/// What is wrong with the findings of a mistake, if anything.
fn judge(mistake: &Path, known: &BTreeSet<String>) -> Option<String> {
    let name = mistake.file_name().expect("a mistake has a name").to_string_lossy();
    let catalog = copy(&repository("catalog-example"));
    for hunk in hunks(mistake) {
        if let Err(why) = apply(catalog.path(), &hunk) {
            return Some(format!("{name}: {why}"));
        }
    }
    let checked = check(catalog.path());
    let prints = prints(&checked);
    let pairs = checked.judgement.findings.iter().zip(&prints);
    let new: Vec<Finding> =
        pairs.filter(|(_, print)| !known.contains(*print)).map(|(one, _)| one.clone()).collect();
    let report = Report::of_findings("catalog", &checked.study.sources, &new);
    let told = (formats::FORMATS[0].print)(&report);
    let gone = known.iter().filter(|print| !prints.contains(print)).count();
    let found: Vec<&str> = new.iter().map(|finding| finding.rule).collect();
    if found != [rule(mistake)] || gone > 0 {
        return Some(format!("{name}: found {found:?}, and {gone} known ones are gone\n{told}"));
    }
    assert_snapshot(&told, &mistake.with_extension("txt"));
    None
}

fn prints(checked: &Checked) -> Vec<String> {
    fingerprints(&checked.study.sources, &checked.judgement.findings)
}

fn mistakes() -> Vec<PathBuf> {
    let files = entries(&package_root().join("tests/suite/mistakes")).into_iter();
    files.filter(|path| path.extension().is_some_and(|extension| extension == "diff")).collect()
}

/// The rule that a mistake is named after.
fn rule(mistake: &Path) -> &str {
    let name = mistake.file_stem().and_then(|name| name.to_str()).expect("names are ASCII");
    name.split_once("--").map_or(name, |(rule, _)| rule)
}

/// The files that a mistake changes and that its finding speaks of.
fn files_of(mistake: &Path) -> BTreeSet<String> {
    let told = fs::read_to_string(mistake.with_extension("txt")).expect("a mistake has its report");
    let shown = told.lines().filter_map(|line| {
        let line = line.trim_start();
        let place = line.strip_prefix("--> ").or_else(|| line.strip_prefix("::: "))?;
        place.split(':').next().map(str::to_owned)
    });
    hunks(mistake).into_iter().map(|hunk| hunk.path).chain(shown).collect()
}

fn hunks(mistake: &Path) -> Vec<Hunk> {
    let text = fs::read_to_string(mistake).expect("a mistake is readable UTF-8");
    let mut hunks: Vec<Hunk> = Vec::new();
    for line in text.lines() {
        if let Some(path) = line.strip_prefix("== ") {
            let (before, after) = Default::default();
            hunks.push(Hunk { path: path.to_owned(), before, after });
        }
        let Some(hunk) = hunks.last_mut() else { continue };
        let (sides, rest) = match line.split_at_checked(1) {
            Some((" ", rest)) => ([true, true], rest),
            Some(("-", rest)) => ([true, false], rest),
            Some(("+", rest)) => ([false, true], rest),
            _ => continue,
        };
        for (side, text) in sides.into_iter().zip([&mut hunk.before, &mut hunk.after]) {
            if side {
                text.push_str(rest);
                text.push('\n');
            }
        }
    }
    hunks
}

/// Makes a change. A hunk that takes nothing away makes a new file; one that leaves nothing of its
/// file removes it.
fn apply(catalog: &Path, hunk: &Hunk) -> Result<(), String> {
    let path = catalog.join(&hunk.path);
    let text = fs::read_to_string(&path).unwrap_or_default();
    let count = match hunk.before.is_empty() {
        true => usize::from(text.is_empty()),
        false => text.matches(&hunk.before).count(),
    };
    if count != 1 {
        return Err(format!("stands {count} times in {}:\n{}", hunk.path, hunk.before));
    }
    let changed = match hunk.before.is_empty() {
        true => hunk.after.clone(),
        false => text.replacen(&hunk.before, &hunk.after, 1),
    };
    if changed.is_empty() {
        fs::remove_file(&path).map_err(|error| error.to_string())
    } else {
        fs::write(&path, changed).map_err(|error| error.to_string())
    }
}

//! The book's pages of rules are made from the rules' own comments: `UPDATE=1` writes them, and
//! without it a page that says otherwise than its rule is a failure.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use eventbook::lint::group::GROUPS;
use eventbook::lint::rule::Rule;
use eventbook::lint::rules::RULES;

use crate::checked::assert_snapshot;
use crate::rust_text::{entries, package_root};

const SUMMARY: &str = "book/src/SUMMARY.md";

#[test]
fn every_rule_has_the_page_that_it_tells() {
    fs::create_dir_all(folder()).expect("the book is writable");
    for rule in RULES {
        assert_snapshot(&page(rule), &folder().join(format!("{}.md", rule.name)));
    }
    assert_snapshot(&index(), &folder().join("index.md"));
}

#[test]
fn every_page_of_a_rule_has_its_rule() {
    let known: BTreeSet<String> =
        RULES.iter().map(|rule| rule.name).chain(["index"]).map(|id| format!("{id}.md")).collect();
    let stray: Vec<PathBuf> = entries(&folder())
        .into_iter()
        .filter(|page| {
            let name = page.file_name().expect("an entry of a folder has a name");
            !known.contains(&*name.to_string_lossy())
        })
        .collect();
    assert!(stray.is_empty(), "pages of no rule, to be removed: {stray:?}");
}

#[test]
fn the_summary_has_the_rules_by_group() {
    let path = package_root().join(SUMMARY);
    let summary = fs::read_to_string(&path).expect("the summary is readable UTF-8");
    let (before, rest) = summary.split_once("# Rules\n").expect("the summary has a part on rules");
    let (_, after) = rest.split_once("\n# ").expect("a part follows the rules");
    let rules = RULES.iter().fold(String::new(), |mut lines, rule| {
        writeln!(lines, "  - [{0}](rules/{0}.md)", rule.name).expect("a string takes all");
        lines
    });
    let whole = format!("{before}# Rules\n\n- [Rules](rules/index.md)\n{rules}\n# {after}");
    assert_snapshot(&whole, &path);
}

fn folder() -> PathBuf {
    package_root().join("book/src/rules")
}

/// The page of a rule: what it is, and its own comment, one heading lower.
fn page(rule: &Rule) -> String {
    let gate = match rule.gate {
        true => "It is a gate: no level lowers it, only an allowance with a reason.\n",
        false => "",
    };
    let mut page = format!(
        "# {}\n\nGroup [{}](index.md#{}), level {}, since {}.\n{gate}",
        rule.name,
        rule.group.title(),
        rule.group.name(),
        rule.level,
        rule.since
    );
    let mut fenced = false;
    for line in rule.documentation().lines() {
        fenced ^= line.starts_with("```");
        if line.starts_with("# ") && !fenced {
            page.push_str("\n#");
        }
        writeln!(page, "{line}").expect("a string takes all");
    }
    let lines: Vec<&str> = page.lines().map(str::trim_end).collect();
    let mut page = lines.join("\n").replace("\n\n\n", "\n\n");
    page.push('\n');
    page
}

/// All rules, by group.
fn index() -> String {
    let mut page = "# Rules\n\nEach rule judges one fault, and is named after it.\n\
        `eventbook explain` prints the page of a rule, and `eventbook rules` lists all of them.\n"
        .to_owned();
    for group in GROUPS {
        let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.group == *group).collect();
        let (title, sentence) = (group.title(), group.sentence());
        write!(
            page,
            "\n## {title}\n\n{sentence}\n\n| rule | level | what it finds |\n|---|---|---|\n"
        )
        .expect("a string takes all");
        for rule in rules {
            let gate = if rule.gate { ", a gate" } else { "" };
            let sentence = rule.sentence().replace('|', "\\|");
            writeln!(page, "| [{0}]({0}.md) | {1}{gate} | {sentence} |", rule.name, rule.level)
                .expect("a string takes all");
        }
    }
    page
}

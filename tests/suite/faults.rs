//! One catalog with one fault a file: every fault is one finding at its place, nothing is hidden by
//! another, and nothing else is said. `faults/README.md` explains the table.

use std::fs;
use std::ops::RangeInclusive;

use crate::checked::{assert_snapshot, check, text};
use crate::rust_text::package_root;

/// A line of the table: where a finding is due, and whose.
struct Due {
    path: String,
    lines: RangeInclusive<u32>,
    /// Any column where there is none.
    column: Option<u32>,
    rule: String,
}

#[test]
fn each_fault_is_one_finding_at_its_place() {
    let folder = package_root().join("tests/suite/faults");
    let checked = check(&folder.join("catalog"));
    let mut due = due(&fs::read_to_string(folder.join("expected.tsv")).expect("a readable table"));
    let mut wrong = Vec::new();
    for finding in &checked.judgement.findings {
        let path = &checked.study.sources.file(finding.primary.span.file).path;
        let at = checked.study.sources.position(finding.primary.span);
        let met = due.iter().position(|due| {
            due.path == *path
                && due.rule == finding.rule
                && due.lines.contains(&at.line)
                && due.column.is_none_or(|column| column == at.column)
        });
        match met {
            Some(met) => drop(due.remove(met)),
            None => wrong.push(format!(
                "not due: {path}:{}:{} {}: {}",
                at.line, at.column, finding.rule, finding.message
            )),
        }
    }
    wrong.extend(
        due.iter().map(|due| {
            format!("missing: {}:{:?}:{:?} {}", due.path, due.lines, due.column, due.rule)
        }),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_whole_report() {
    let folder = package_root().join("tests/suite/faults");
    assert_snapshot(&text(&check(&folder.join("catalog"))), &folder.join("expected.txt"));
}

fn due(table: &str) -> Vec<Due> {
    let rows = table.lines().filter(|line| !line.is_empty()).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [path, lines, column, rule] = cells[..] else { panic!("four cells, not `{line}`") };
        let number = |text: &str| text.parse::<u32>().expect("a line or a column is a number");
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        Due {
            path: path.to_owned(),
            lines: number(first)..=number(last),
            column: (column != "*").then(|| number(column)),
            rule: rule.to_owned(),
        }
    });
    rows.collect()
}

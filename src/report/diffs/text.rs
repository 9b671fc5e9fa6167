//! For a person at a terminal: what breaks and for whom, then what else changed, on one screen.

use std::collections::BTreeSet;

use crate::changes::edits::{Alteration, Edit, EditKind};
use crate::diff::change::{Change, What};
use crate::diff::version::VersionChange;
use crate::finding::Finding;
use crate::report::diff::{self, DiffFormat, DiffReport, counted};
use crate::report::format::tame;

/// The format.
pub const FORMAT: DiffFormat =
    DiffFormat { name: "text", sentence: "for a person at a terminal", print };

/// The most findings and the most lines of facts that are told.
const MOST_FINDINGS: usize = 20;
const MOST_LINES: usize = 60;

fn print(report: &DiffReport<'_>) -> String {
    let (base, head) = (tame(&report.base.words()), tame(&report.head.words()));
    if report.diff.is_empty() && report.findings.is_empty() {
        return format!("{base} -> {head}: no document says anything else\n{}", news(report));
    }
    let mut text = format!("{base} -> {head}: {}\n\n", report.counts());
    for finding in report.findings.iter().take(MOST_FINDINGS) {
        text.push_str(&told(report, finding));
        text.push('\n');
    }
    if let Some(more) = report.findings.len().checked_sub(MOST_FINDINGS).filter(|more| *more > 0) {
        text.push_str(&format!("… and {}\n\n", counted(more, "more finding")));
    }
    let lines: Vec<String> = report.diff.changes.iter().flat_map(lines).collect();
    for line in lines.iter().take(MOST_LINES) {
        text.push_str(&format!("{}\n", tame_line(line)));
    }
    if let Some(more) = lines.len().checked_sub(MOST_LINES).filter(|more| *more > 0) {
        text.push_str(&format!("… and {}: --format json\n", counted(more, "more line")));
    }
    format!("{text}\ndiff: {}\n{}{}", report.verdict(), news(report), explained(report))
}

/// What `check` finds, and did not find in the base.
fn news(report: &DiffReport<'_>) -> String {
    match report.new_findings {
        0 => String::new(),
        count => format!("{}: eventbook check\n", counted(count, "new finding")),
    }
}

/// What tells more of each rule that found something.
fn explained(report: &DiffReport<'_>) -> String {
    let rules: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule).collect();
    rules.iter().map(|rule| format!("help: eventbook explain {rule}\n")).collect()
}

fn told(report: &DiffReport<'_>, finding: &Finding) -> String {
    let allowed = if finding.counts() { "" } else { " (allowed)" };
    let mut text =
        format!("{}[{}]{allowed}: {}\n", finding.level, finding.rule, tame(&finding.message));
    text.push_str(&format!("  --> {}\n", tame(&report.place(finding.primary.span))));
    if !finding.primary.text.is_empty() {
        text.push_str(&format!("   = {}\n", tame(&finding.primary.text)));
    }
    for label in &finding.related {
        let place = tame(&report.place(label.span));
        text.push_str(&format!("   = {place}: {}\n", tame(&label.text)));
    }
    if let Some(allowance) = &finding.allowance {
        let until = allowance
            .until
            .as_ref()
            .map_or("by a comment".to_owned(), |until| format!("until {until}"));
        text.push_str(&format!("   = allowed {until}: {}\n", tame(&allowance.reason)));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!("   = help: {}\n", tame(help)));
    }
    text
}

/// A change and what it says, a line each.
fn lines(change: &Change) -> Vec<String> {
    let mark = match change.what {
        What::Added => '+',
        What::Removed => '-',
        What::Renamed { .. } => '>',
        What::Changed => '~',
        What::Unreadable => '?',
    };
    let mut lines = vec![format!("{mark} {}", diff::heading(change))];
    for version in &change.versions {
        lines.push(format!("    {}", diff::version(version)));
        lines.extend(details(version).map(|line| format!("      {line}")));
    }
    lines.extend(change.facts.iter().map(|fact| format!("    {}", diff::fact(fact))));
    lines
}

/// The fields of a version that changed, and what that does besides, a line each.
pub(super) fn details(version: &VersionChange) -> impl Iterator<Item = String> {
    let remarks = version.remarks.iter().map(|remark| format!("note: {}", remark.sentence));
    version.edits.iter().flat_map(edit).chain(remarks)
}

fn edit(edit: &Edit) -> Vec<String> {
    match &edit.kind {
        EditKind::Added => vec![format!("{}: + field", edit.path)],
        EditKind::Removed => vec![format!("{}: - field", edit.path)],
        EditKind::Changed(alterations) => {
            let line = |one: &Alteration| {
                let (before, after) = (diff::cut(&one.before), diff::cut(&one.after));
                match (before.is_empty(), after.is_empty()) {
                    // "required: required -> optional" says one word twice.
                    (false, false) if one.what == before || one.what == after => {
                        format!("`{}`: {before} -> {after}", edit.path)
                    }
                    (true, _) => format!("{}: {} + {after}", edit.path, one.what),
                    (_, true) => format!("{}: {} - {before}", edit.path, one.what),
                    _ => format!("{}: {} {before} -> {after}", edit.path, one.what),
                }
            };
            alterations.iter().map(line).collect()
        }
    }
}

/// A line without control characters; its indentation stays.
fn tame_line(line: &str) -> String {
    tame(line).trim_end().to_owned()
}

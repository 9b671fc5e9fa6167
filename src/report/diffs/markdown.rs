//! For the comment on a pull request: a line that sums up, a table of what breaks and for whom, and
//! the rest folded.
//!
//! What stands in YAML is text here: it mentions nobody, links nowhere, and closes nothing.

use crate::diff::change::Change;
use crate::finding::{Finding, Level};
use crate::report::diff::{self, DiffFormat, DiffReport, consumers, counted};
use crate::report::diffs::text;
use crate::report::markdown::{LONGEST, MARKER, code, escaped, fill, fold};

/// The format.
pub const FORMAT: DiffFormat =
    DiffFormat { name: "markdown", sentence: "for the comment on a pull request", print };

/// How far each part may go, in bytes: what breaks leaves room for the other findings, and both of
/// them for what changed.
const END_OF_TABLE: usize = LONGEST / 100 * 60;
const END_OF_FINDINGS: usize = LONGEST / 100 * 80;

fn print(report: &DiffReport<'_>) -> String {
    let mut text = format!("{MARKER}\n**{}**\n\n", escaped(&report.verdict()));
    let (base, head) = (escaped(&report.base.words()), escaped(&report.head.words()));
    let counts = match report.counts() {
        none if none.is_empty() => "no document says anything else".to_owned(),
        counts => counts,
    };
    text.push_str(&format!("{base} → {head}: {counts}\n"));
    let (grave, rest): (Vec<&Finding>, Vec<&Finding>) =
        report.findings.iter().partition(|one| one.level >= Level::Error && one.counts());
    if !grave.is_empty() {
        text.push_str("\n| What breaks | For whom | Where |\n|---|---|---|\n");
        let rows = grave.iter().map(|finding| row(report, finding));
        fill(&mut text, rows, "breaking change", END_OF_TABLE);
    }
    if !rest.is_empty() {
        let summary = counted(rest.len(), "other finding");
        let items = rest.iter().map(|finding| item(report, finding));
        fold(&mut text, &summary, items, "finding", END_OF_FINDINGS);
    }
    if !report.diff.changes.is_empty() {
        let changes = report.diff.changes.iter().map(change);
        let summary = format!("All changes: {}", report.counts());
        fold(&mut text, &summary, changes, "document", LONGEST);
    }
    if report.new_findings > 0 {
        let count = counted(report.new_findings, "new finding");
        text.push_str(&format!("\n{count}: `eventbook check`\n"));
    }
    text
}

fn row(report: &DiffReport<'_>, finding: &Finding) -> String {
    let mut what = format!("**{}**: {}", finding.rule, escaped(&finding.message));
    for more in [Some(&finding.primary.text), finding.help.as_ref()].into_iter().flatten() {
        if !more.is_empty() {
            what.push_str(&format!("<br>{}", escaped(more)));
        }
    }
    let names: Vec<String> = consumers(finding).map(code).collect();
    let place = code(&report.place(finding.primary.span));
    format!("| {what} | {} | {place} |\n", names.join(", "))
}

fn item(report: &DiffReport<'_>, finding: &Finding) -> String {
    let allowed = match &finding.allowance {
        Some(allowance) => format!(" (allowed: {})", escaped(&allowance.reason)),
        None => String::new(),
    };
    let place = code(&report.place(finding.primary.span));
    let message = escaped(&finding.message);
    format!("- {} **{}**: {message}{allowed} ({place})\n", finding.level, finding.rule)
}

fn change(change: &Change) -> String {
    let mut text = format!("- {} {}\n", change.what.word(), escaped(&diff::heading(change)));
    for version in &change.versions {
        text.push_str(&format!("  - {}\n", escaped(&diff::version(version))));
        text.extend(text::details(version).map(|line| format!("    - {}\n", escaped(&line))));
    }
    text.extend(change.facts.iter().map(|fact| format!("  - {}\n", escaped(&diff::fact(fact)))));
    text
}

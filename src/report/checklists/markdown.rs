//! For the comment on a pull request or a page of a wiki: the summary, the catalog's lines and the
//! services as tables.

use crate::report::checklist::{ChecklistFormat, ChecklistReport, fault};
use crate::report::markdown::{code, escaped};

/// The format.
pub const FORMAT: ChecklistFormat =
    ChecklistFormat { name: "markdown", sentence: "tables for a comment or a page", print };

/// How many services the table has at most: a comment takes 65,536 characters.
const SERVICES: usize = 200;

fn print(report: &ChecklistReport) -> String {
    let mut text = format!("**{}**\n\n{}\n\n", escaped(&report.title), report.summary());
    text.push_str("| Line | Answer | Evidence | Rules |\n|---|---|---|---|\n");
    for row in &report.catalog.answers {
        let rules: Vec<String> = row.rules.iter().map(|rule| code(rule)).collect();
        let (title, word) = (row.line.title, row.answer.word());
        let evidence = escaped(&row.evidence);
        text.push_str(&format!("| {title} | {word} | {evidence} | {} |\n", rules.join(", ")));
    }
    if report.services.is_empty() {
        return text;
    }
    text.push_str("\n| Service | Pass | Failing | Allowed | Unknown | n/a | Failing lines |\n");
    text.push_str("|---|--:|--:|--:|--:|--:|---|\n");
    for row in report.services.iter().take(SERVICES) {
        let counts = row.readiness.counts();
        let unknown = match row.readiness.unknowns() {
            0 => counts.unknown.to_string(),
            1 => format!("{} (1 check)", counts.unknown),
            checks => format!("{} ({checks} checks)", counts.unknown),
        };
        let failing = row.readiness.answers.iter().filter(|line| line.answer.fails());
        let failing: Vec<String> = failing.map(|line| escaped(&fault(line))).collect();
        text.push_str(&format!(
            "| {} | {} | {} | {} | {unknown} | {} | {} |\n",
            code(&row.id),
            counts.pass,
            counts.fail,
            counts.allowed,
            counts.not_applicable,
            failing.join("<br>"),
        ));
    }
    if let Some(more @ 1..) = report.services.len().checked_sub(SERVICES) {
        text.push_str(&format!("\n… and {more} more services\n"));
    }
    text
}

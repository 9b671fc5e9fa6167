//! For a person at a terminal: the catalog's checklist, a row for each service with its failing
//! lines below it, and one line that sums up.

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

use crate::finding::Level;
use crate::lint::readiness::Answer;
use crate::report::checklist::{ChecklistFormat, ChecklistReport, ServiceReadiness, fault};
use crate::report::format::tame;

/// The format.
pub const FORMAT: ChecklistFormat =
    ChecklistFormat { name: "text", sentence: "for a person at a terminal", print };

/// The heads of the columns of numbers. The last counts checks, the others count lines.
const COLUMNS: [&str; 6] = ["pass", "failing", "allowed", "unknown", "n/a", "unknown checks"];

fn print(report: &ChecklistReport) -> String {
    let mut text = format!("{}\n\n", tame(&report.title));
    let titles = report.catalog.answers.iter().map(|row| row.line.title.len());
    let width = titles.max().unwrap_or(0);
    for row in &report.catalog.answers {
        let (title, word) = (row.line.title, styled(report, row.answer, 14));
        let line = format!("  {title:width$}  {word}  {}", tame(&row.evidence));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    if !report.services.is_empty() {
        text.push_str(&services(report));
    }
    text.push_str(&format!("\n{}\n", report.summary()));
    text
}

fn services(report: &ChecklistReport) -> String {
    let names = report.services.iter().map(|row| row.id.chars().count());
    let width = names.chain(["service".len()]).max().unwrap_or(0);
    let mut text = format!("\n  {:width$}", "service");
    COLUMNS.iter().for_each(|column| text.push_str(&format!("  {column}")));
    text.push('\n');
    for row in &report.services {
        text.push_str(&format!("  {:width$}", tame(&row.id)));
        for (column, count) in COLUMNS.iter().zip(numbers(row)) {
            text.push_str(&format!("  {count:>0$}", column.len()));
        }
        text.push('\n');
        for line in row.readiness.answers.iter().filter(|line| line.answer.fails()) {
            let word = styled(report, line.answer, 0);
            let told = fault(line).replacen(line.answer.word(), &word, 1);
            text.push_str(&format!("    {told}\n"));
        }
    }
    text
}

/// The numbers of a row, in the order of the columns.
fn numbers(row: &ServiceReadiness) -> [usize; 6] {
    let counts = row.readiness.counts();
    let unknowns = row.readiness.unknowns();
    [counts.pass, counts.fail, counts.allowed, counts.unknown, counts.not_applicable, unknowns]
}

/// The word of an answer, as wide as its column.
fn styled(report: &ChecklistReport, answer: Answer, width: usize) -> String {
    let color = |color: AnsiColor| color.on_default().effects(Effects::BOLD);
    let style = match answer {
        Answer::Fail(Level::Critical | Level::Error) => color(AnsiColor::BrightRed),
        Answer::Fail(Level::Warn | Level::Info) | Answer::Allowed => color(AnsiColor::Yellow),
        Answer::Pass => color(AnsiColor::BrightGreen),
        Answer::Unknown | Answer::NotApplicable => Style::new().effects(Effects::DIMMED),
    };
    let word = answer.word();
    match report.styled {
        true => format!("{style}{word:width$}{style:#}"),
        false => format!("{word:width$}"),
    }
}

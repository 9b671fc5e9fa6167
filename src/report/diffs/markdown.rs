//! For the comment on a pull request: a line that sums up, a table of what breaks and for whom, and
//! the rest folded.
//!
//! What stands in YAML is text here: it mentions nobody, links nowhere, and closes nothing.

use crate::diff::change::Change;
use crate::finding::{Finding, Level};
use crate::report::diff::{self, DiffFormat, DiffReport, consumers, counted};
use crate::report::diffs::text;
use crate::report::format::tame;

/// The format.
pub const FORMAT: DiffFormat =
    DiffFormat { name: "markdown", sentence: "for the comment on a pull request", print };

/// By which a program finds its comment again.
const MARKER: &str = "<!-- eventbook:report -->";

/// The longest report, in bytes. GitHub takes 65,536 characters.
const LONGEST: usize = 65_000;

/// What is left for the lines behind what was dropped.
const RESERVE: usize = 600;

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
        fill(&mut text, grave.iter().map(|finding| row(report, finding)), "breaking change");
    }
    if !rest.is_empty() {
        let summary = counted(rest.len(), "other finding");
        fold(&mut text, &summary, rest.iter().map(|finding| item(report, finding)), "finding");
    }
    if !report.diff.changes.is_empty() {
        let changes = report.diff.changes.iter().map(change);
        let summary = format!("All changes: {}", report.counts());
        fold(&mut text, &summary, changes, "document");
    }
    if report.new_findings > 0 {
        let count = counted(report.new_findings, "new finding");
        text.push_str(&format!("\n{count}: `eventbook check`\n"));
    }
    text
}

/// Adds parts while there is room, and how many there was none for.
fn fill(text: &mut String, parts: impl Iterator<Item = String>, what: &str) {
    let mut dropped = 0_usize;
    for part in parts {
        if dropped == 0 && text.len() + part.len() + RESERVE <= LONGEST {
            text.push_str(&part);
        } else {
            dropped += 1;
        }
    }
    if dropped > 0 {
        text.push_str(&format!("\n… and {} that found no room here\n", counted(dropped, what)));
    }
}

fn fold(text: &mut String, summary: &str, parts: impl Iterator<Item = String>, what: &str) {
    text.push_str(&format!("\n<details><summary>{summary}</summary>\n\n"));
    fill(text, parts, what);
    text.push_str("\n</details>\n");
}

fn row(report: &DiffReport<'_>, finding: &Finding) -> String {
    let mut what = format!("**{}**: {}", finding.rule, escaped(&finding.message));
    for more in [Some(&finding.primary.text), finding.help.as_ref()].into_iter().flatten() {
        if !more.is_empty() {
            what.push_str(&format!("<br>{}", escaped(more)));
        }
    }
    let names: Vec<String> = consumers(finding).map(escaped).collect();
    let place = escaped(&report.place(finding.primary.span));
    format!("| {what} | {} | {place} |\n", names.join(", "))
}

fn item(report: &DiffReport<'_>, finding: &Finding) -> String {
    let allowed = match &finding.allowance {
        Some(allowance) => format!(" (allowed: {})", escaped(&allowance.reason)),
        None => String::new(),
    };
    let place = escaped(&report.place(finding.primary.span));
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

/// A text that means nothing to Markdown, to HTML, or to those who look for names and addresses in
/// what is rendered.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut last = ' ';
    for c in tame(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // No width, but no name, number or address begins behind it.
            '@' => escaped.push_str("@&#8203;"),
            '#' => escaped.push_str("\\#&#8203;"),
            '/' if last == ':' => escaped.push_str("&#8203;/"),
            '.' if last == 'w' || last == 'W' => escaped.push_str("&#8203;."),
            '\\' | '`' | '*' | '_' | '[' | ']' | '(' | ')' | '~' | '|' | '!' | '$' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        last = c;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a | `b`"), "a \\| \\`b\\`");
        assert_eq!(escaped("@org/team #1"), "@&#8203;org/team \\#&#8203;1");
        assert_eq!(escaped("</details><img src=x>"), "&lt;/details&gt;&lt;img src=x&gt;");
        assert_eq!(escaped("a\n\n```\n"), "a  \\`\\`\\` ");
        assert_eq!(escaped("[x](https://e.example)"), "\\[x\\]\\(https:&#8203;//e.example\\)");
        assert_eq!(escaped("www.e.example"), "www&#8203;.e.example");
        assert_eq!(escaped("&lt;"), "&amp;lt;");
    }
}

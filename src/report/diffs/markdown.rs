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

/// Adds parts up to a length of the whole, and how many there was no room for.
fn fill(text: &mut String, parts: impl Iterator<Item = String>, what: &str, end: usize) {
    let mut dropped = 0_usize;
    for part in parts {
        if dropped == 0 && text.len() + part.len() + RESERVE <= end {
            text.push_str(&part);
        } else {
            dropped += 1;
        }
    }
    if dropped > 0 {
        text.push_str(&format!("\n… and {} that found no room here\n", counted(dropped, what)));
    }
}

fn fold(
    text: &mut String,
    summary: &str,
    parts: impl Iterator<Item = String>,
    what: &str,
    end: usize,
) {
    text.push_str(&format!("\n<details><summary>{summary}</summary>\n\n"));
    fill(text, parts, what, end);
    text.push_str("\n</details>\n");
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

/// A text that means nothing to Markdown, to HTML, or to those who look for names and addresses in
/// what is rendered. What stands in backticks is shown as code. Code is written as HTML: there a
/// backtick of a name ends nothing, and a `|` can be escaped in a table.
pub fn escaped(text: &str) -> String {
    let text = tame(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once('`') {
        plain(before, false, &mut escaped);
        match after.split_once('`') {
            Some((name, behind)) if !name.is_empty() => {
                escaped.push_str("<code>");
                plain(name, true, &mut escaped);
                escaped.push_str("</code>");
                rest = behind;
            }
            _ => {
                escaped.push_str("\\`");
                rest = after;
            }
        }
    }
    plain(rest, false, &mut escaped);
    escaped
}

/// A whole text as code, as [`escaped`] writes it.
pub fn code(text: &str) -> String {
    let mut escaped = "<code>".to_owned();
    for (number, part) in tame(text).split('`').enumerate() {
        if number > 0 {
            escaped.push_str("\\`");
        }
        plain(part, true, &mut escaped);
    }
    format!("{escaped}</code>")
}

/// The fewest hexadecimal digits that GitHub takes for the id of a commit.
const SHORTEST_ID: usize = 7;

/// Adds a text without backticks. In code no id is looked for, and it is there to be copied.
fn plain(text: &str, in_code: bool, escaped: &mut String) {
    let (mut last, mut before) = (' ', ' ');
    let mut digits = 0_usize;
    for c in text.chars() {
        digits = if c.is_ascii_hexdigit() { digits + 1 } else { 0 };
        if digits == SHORTEST_ID && !in_code {
            escaped.push_str(NO_WIDTH);
            digits = 1;
        }
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            // No width, but no name, number or address begins behind it.
            '@' => escaped.push_str("@&#8203;"),
            '#' => escaped.push_str("\\#&#8203;"),
            '/' if last == ':' => escaped.push_str("&#8203;/"),
            '.' if last == 'w' || last == 'W' => escaped.push_str("&#8203;."),
            '-' if !in_code && matches!((before, last), ('g' | 'G', 'h' | 'H')) => {
                escaped.push_str("-&#8203;");
            }
            '\\' | '*' | '_' | '[' | ']' | '(' | ')' | '~' | '|' | '!' | '$' | '{' | '}' => {
                escaped.push('\\');
                escaped.push(c);
            }
            _ => escaped.push(c),
        }
        (before, last) = (last, c);
    }
}

/// What has no width and keeps apart what stands around it.
const NO_WIDTH: &str = "&#8203;";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escaped("a | `b`"), "a \\| <code>b</code>");
        assert_eq!(escaped("@org/team #1"), "@&#8203;org/team \\#&#8203;1");
        assert_eq!(escaped("</details><img src=x>"), "&lt;/details&gt;&lt;img src=x&gt;");
        assert_eq!(escaped("a\n\n```\n"), "a  \\`\\`\\` ");
        assert_eq!(escaped("[x](https://e.example)"), "\\[x\\]\\(https:&#8203;//e.example\\)");
        assert_eq!(escaped("www.e.example"), "www&#8203;.e.example");
        assert_eq!(escaped("&lt;"), "&amp;lt;");
        assert_eq!(escaped("`a|b` `<i>` `c"), "<code>a\\|b</code> <code>&lt;i&gt;</code> \\`c");
        assert_eq!(escaped("GH-12 a-1"), "GH-&#8203;12 a-1");
        assert_eq!(escaped("1234567 abcdef"), "123456&#8203;7 abcdef");
        assert_eq!(escaped("`GH-12 1234567`"), "<code>GH-12 1234567</code>");
        assert_eq!(code("a`b"), "<code>a\\`b</code>");
    }
}

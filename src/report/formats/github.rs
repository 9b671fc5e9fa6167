//! For a job of GitHub Actions: a workflow command for each finding, which GitHub shows beside the
//! line that it stands on. The form is that of "Workflow commands for GitHub Actions" in its manual.

use std::cmp::Reverse;

use crate::finding::{Finding, Level};
use crate::report::diff::counted;
use crate::report::format::{Format, Report, tame};

/// The format.
pub const FORMAT: Format =
    Format { name: "github", sentence: "annotations of a job of GitHub Actions", print };

/// How many annotations of a kind GitHub keeps of a step. It drops the later ones unseen.
const MOST: usize = 10;

/// The kinds of annotations, the gravest first.
const KINDS: [&str; 3] = ["error", "warning", "notice"];

fn print(report: &Report<'_>) -> String {
    let counted_ones = report.findings.iter().filter(|finding| finding.counts());
    let mut findings: Vec<&Finding> = counted_ones.collect();
    findings.sort_by_key(|finding| Reverse(finding.level));
    let of =
        |kind: &'static str| findings.iter().copied().filter(move |one| self::kind(one) == kind);
    let dropped = |most: usize| -> usize {
        KINDS.iter().map(|kind| of(kind).count().saturating_sub(most)).sum()
    };
    // The last line is a notice itself, and takes the place of one.
    let notices = if dropped(MOST) > 0 { MOST - 1 } else { MOST };
    let mut text = String::new();
    let mut shown = 0;
    for kind in KINDS {
        let most = if kind == "notice" { notices } else { MOST };
        for finding in of(kind).take(most) {
            text.push_str(&command(report, finding));
            shown += 1;
        }
    }
    let more = findings.len() - shown;
    if more > 0 {
        let more = counted(more, "more finding");
        text.push_str(&format!("::notice title=eventbook::{more}: eventbook check\n"));
    }
    text
}

/// The kind of annotation that a finding becomes.
fn kind(finding: &Finding) -> &'static str {
    match finding.level {
        Level::Critical | Level::Error => KINDS[0],
        Level::Warn => KINDS[1],
        Level::Info => KINDS[2],
    }
}

fn command(report: &Report<'_>, finding: &Finding) -> String {
    let spot = report.spot(finding.primary.span);
    let path = format!("{}{}", report.ways.repository, spot.path);
    let (start, end) = (spot.start, spot.end);
    // GitHub takes columns only where the place lies on one line.
    let columns = match start.line == end.line {
        true => format!(",col={},endColumn={}", start.column, end.column),
        false => String::new(),
    };
    let title = format!("{}[{}]", finding.level, finding.rule);
    format!(
        "::{} file={},line={},endLine={}{columns},title={}::{}\n",
        kind(finding),
        property(&tame(&path)),
        start.line,
        end.line,
        property(&title),
        data(&message(finding))
    )
}

/// What is to be read beside the line: the message, what is to be seen there, and what to type.
fn message(finding: &Finding) -> String {
    let mut lines = vec![tame(&finding.told())];
    if !finding.primary.text.is_empty() {
        lines.push(tame(&finding.primary.text));
    }
    lines.extend(finding.help.as_ref().map(|help| format!("help: {}", tame(help))));
    lines.push(format!("help: eventbook explain {}", finding.rule));
    lines.join("\n")
}

/// A text behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

//! For the summary of a job and the comment on a pull request: a line that sums up, a table of what
//! fails or warns, and the rest folded.
//!
//! What stands in YAML is text here: it mentions nobody, links nowhere, and closes nothing.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::rules;
use crate::report::diff::counted;
use crate::report::format::{Format, Report};
use crate::report::formats::text;
use crate::report::markdown::{LONGEST, MARKER, code, escaped, fill, fold};

/// The format.
pub const FORMAT: Format = Format {
    name: "markdown",
    sentence: "for the summary of a job and the comment on a pull request",
    print,
};

/// How far each part may go, in bytes: what fails leaves room for the other findings, and both of
/// them for what holds.
const END_OF_TABLE: usize = LONGEST / 100 * 60;
const END_OF_FINDINGS: usize = LONGEST / 100 * 80;
const END_OF_PASSES: usize = LONGEST / 100 * 90;

fn print(report: &Report<'_>) -> String {
    let mut text = format!("{MARKER}\n**{}**\n", escaped(&text::summary(report)));
    let mut findings: Vec<&Finding> = report.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.level));
    let (grave, rest): (Vec<&Finding>, Vec<&Finding>) =
        findings.into_iter().partition(|one| one.level >= Level::Warn && one.counts());
    if !grave.is_empty() {
        text.push_str("\n| Level | What | Where |\n|---|---|---|\n");
        let rows = grave.iter().map(|finding| row(report, finding));
        fill(&mut text, rows, "finding", END_OF_TABLE);
    }
    if !rest.is_empty() {
        let summary = counted(rest.len(), "other finding");
        let items = rest.iter().map(|finding| item(report, finding));
        fold(&mut text, &summary, items, "finding", END_OF_FINDINGS);
    }
    if !report.passes.is_empty() {
        let summary = format!("{} passed", counted(report.passes.len(), "check"));
        let passed = report.passes.iter().map(|pass| (pass.rule, &*pass.evidence));
        fold(&mut text, &summary, by_question(passed), "question", END_OF_PASSES);
    }
    if !report.unknowns.is_empty() {
        let summary = format!("{} could not be made", counted(report.unknowns.len(), "check"));
        let unknown = report.unknowns.iter().map(|unknown| (unknown.rule, &*unknown.what));
        fold(&mut text, &summary, by_question(unknown), "question", LONGEST);
    }
    text
}

fn row(report: &Report<'_>, finding: &Finding) -> String {
    let mut what = format!("**{}**: {}", finding.rule, escaped(&finding.told()));
    for more in [Some(&finding.primary.text), finding.help.as_ref()].into_iter().flatten() {
        if !more.is_empty() {
            what.push_str(&format!("<br>{}", escaped(more)));
        }
    }
    format!("| {} | {what} | {} |\n", finding.level, place(report, finding))
}

fn item(report: &Report<'_>, finding: &Finding) -> String {
    let excuse = match &finding.allowance {
        _ if finding.counts() => String::new(),
        Some(allowance) => format!(" (allowed: {})", escaped(&allowance.reason)),
        None => " (known)".to_owned(),
    };
    let (message, place) = (escaped(&finding.told()), place(report, finding));
    format!("- {} **{}**: {message}{excuse} ({place})\n", finding.level, finding.rule)
}

fn place(report: &Report<'_>, finding: &Finding) -> String {
    let spot = report.spot(finding.primary.span);
    code(&format!("{}{}:{}", report.ways.repository, spot.path, spot.start.line))
}

/// The most different words that are told of a question.
const MOST_WORDS: usize = 20;

/// A line for each question that checks answer: what they say, the most frequent first.
fn by_question<'a>(
    said: impl Iterator<Item = (&'static str, &'a str)>,
) -> impl Iterator<Item = String> {
    let mut answers: BTreeMap<Concern, BTreeMap<&str, usize>> = BTreeMap::new();
    for (rule, words) in said {
        if let Some(rule) = rules::find(rule) {
            *answers.entry(rule.concern).or_default().entry(words).or_default() += 1;
        }
    }
    answers.into_iter().map(|(concern, told)| {
        let mut told: Vec<(&str, usize)> = told.into_iter().collect();
        told.sort_by_key(|(_, count)| Reverse(*count));
        let words = told.iter().take(MOST_WORDS).map(|(words, count)| match count {
            1 => escaped(words),
            count => format!("{} ({count}×)", escaped(words)),
        });
        let more = told.len().saturating_sub(MOST_WORDS);
        let more = (more > 0).then(|| format!("{more} more"));
        let words: Vec<String> = words.chain(more).collect();
        format!("- **{}**: {}\n", concern.title(), words.join("; "))
    })
}

//! For programs: findings, verdicts and counts as one JSON object. Its own schema is printed by
//! `eventbook schema json-output`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{Finding, Label, Level};
use crate::report::format::{Format, Report};
use crate::source::Sources;

/// The format.
pub const FORMAT: Format = Format { name: "json", sentence: "for programs", print };

/// The version of this format. It grows when a key is removed or changes its meaning.
const VERSION: u32 = 1;

/// The report of a check.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Output<'a> {
    /// The version of this format.
    version: u32,
    /// How many findings count, by level.
    counts: Counts,
    /// One verdict for each question.
    verdicts: Vec<VerdictOutput<'a>>,
    /// What was found, by place.
    findings: Vec<FindingOutput<'a>>,
}

/// How many findings count, by level.
#[derive(Debug, Serialize, JsonSchema)]
struct Counts {
    critical: usize,
    error: usize,
    warn: usize,
    info: usize,
    /// Findings that are tolerated and not counted.
    allowed: usize,
    /// Findings that a baseline has, and that are not counted.
    known: usize,
    /// Checks that held.
    pass: usize,
    /// Checks that could not be made.
    unknown: usize,
}

/// The answer to a question.
#[derive(Debug, Serialize, JsonSchema)]
struct VerdictOutput<'a> {
    /// The question.
    concern: &'static str,
    /// `critical`, `error`, `warn`, `info`, `pass`, `unknown` or `not applicable`.
    outcome: &'static str,
    /// What it rests on.
    evidence: &'a str,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
struct FindingOutput<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// `critical`, `error`, `warn` or `info`.
    level: &'static str,
    /// What is wrong and why.
    message: &'a str,
    /// Where.
    place: PlaceOutput<'a>,
    /// Other places that the message speaks of.
    related: Vec<PlaceOutput<'a>>,
    /// What to do.
    help: Option<&'a str>,
    /// The documents that it concerns, as `kind:id`; the first is the one judged.
    subjects: Vec<String>,
    /// Set where the settings or a comment allow it.
    allowed: Option<AllowedOutput<'a>>,
    /// Whether a baseline has it, so that it is not counted.
    known: bool,
}

/// A place in a file. Lines and columns begin at 1; columns count characters.
#[derive(Debug, Serialize, JsonSchema)]
struct PlaceOutput<'a> {
    /// The file, from the root of the catalog.
    path: &'a str,
    /// The line.
    line: u32,
    /// The column.
    column: u32,
    /// The line of the end.
    end_line: u32,
    /// The column behind the end.
    end_column: u32,
    /// What is to be seen there; may be empty.
    text: &'a str,
}

/// Why a finding is tolerated.
#[derive(Debug, Serialize, JsonSchema)]
struct AllowedOutput<'a> {
    /// The reason.
    reason: &'a str,
    /// The last day, or `never`; none where a comment allows it.
    until: Option<&'a str>,
    /// The level that the rule gave, where the allowance shows another.
    lowered_from: Option<&'static str>,
}

fn print(report: &Report<'_>) -> String {
    let output = Output {
        version: VERSION,
        counts: Counts {
            critical: report.count(Level::Critical),
            error: report.count(Level::Error),
            warn: report.count(Level::Warn),
            info: report.count(Level::Info),
            allowed: report.findings.iter().filter(|finding| finding.is_tolerated()).count(),
            known: report.findings.iter().filter(|finding| finding.known).count(),
            pass: report.passes,
            unknown: report.unknowns,
        },
        verdicts: report
            .verdicts
            .iter()
            .map(|verdict| VerdictOutput {
                concern: verdict.concern.name(),
                outcome: verdict.outcome.word(),
                evidence: &verdict.evidence,
            })
            .collect(),
        findings: report
            .findings
            .iter()
            .map(|finding| self::finding(report.sources, finding))
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&output)
        .expect("a report has only text, numbers and lists, which JSON can say");
    text.push('\n');
    text
}

fn finding<'a>(sources: &'a Sources, finding: &'a Finding) -> FindingOutput<'a> {
    FindingOutput {
        rule: finding.rule,
        level: finding.level.word(),
        message: &finding.message,
        place: place(sources, &finding.primary),
        related: finding.related.iter().map(|label| place(sources, label)).collect(),
        help: finding.help.as_deref(),
        subjects: finding.subjects.iter().map(ToString::to_string).collect(),
        allowed: finding.allowance.as_ref().map(|allowance| AllowedOutput {
            reason: &allowance.reason,
            until: allowance.until.as_deref(),
            lowered_from: allowance.lowered_from.map(Level::word),
        }),
        known: finding.known,
    }
}

fn place<'a>(sources: &'a Sources, label: &'a Label) -> PlaceOutput<'a> {
    let file = sources.file(label.span.file);
    let (start, end) = (sources.position(label.span), sources.end(label.span));
    PlaceOutput {
        path: &file.path,
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        text: &label.text,
    }
}

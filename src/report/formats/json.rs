//! For programs: findings, verdicts and counts as one JSON object. Its own schema is printed by
//! `eventbook schema json-output`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{Edit, Finding, Fix, Level, Subject, fingerprint};
use crate::lint::rule::{Pass, Unknown};
use crate::lint::rules;
use crate::report::format::{self, Format, Report};
use crate::source::span::Span;

/// The format.
pub const FORMAT: Format = Format { name: "json", sentence: "for programs", print };

/// The version of this format. It grows when a key is removed or changes its meaning; new keys leave
/// it as it is.
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
    /// Checks that held.
    passes: Vec<PassOutput<'a>>,
    /// Checks that could not be made.
    unknowns: Vec<UnknownOutput<'a>>,
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
    /// The name that the finding keeps from run to run, however the lines around it move.
    fingerprint: String,
    /// The id of the rule.
    rule: &'a str,
    /// The group of rules that it stands in.
    group: Option<&'static str>,
    /// The page of the rule, from the book's first folder or from that of a site.
    link: Option<String>,
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
    /// A change of the documents that mends it, where one is known.
    fix: Option<FixOutput<'a>>,
}

/// A change of the documents that mends a finding.
#[derive(Debug, Serialize, JsonSchema)]
struct FixOutput<'a> {
    /// What it does.
    title: &'a str,
    /// Whether it keeps what the documents mean.
    safe: bool,
    /// What is replaced; the `text` of a place is what stands there afterwards.
    edits: Vec<PlaceOutput<'a>>,
}

/// A check that held.
#[derive(Debug, Serialize, JsonSchema)]
struct PassOutput<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// The documents that it concerns, as `kind:id`; the first is the one judged.
    subjects: Vec<String>,
    /// Where the evidence stands.
    place: PlaceOutput<'a>,
    /// The evidence, in words that are the same for all that holds for the same reason.
    evidence: &'a str,
    /// What is particular to this one; may be empty.
    detail: &'a str,
}

/// A check that could not be made.
#[derive(Debug, Serialize, JsonSchema)]
struct UnknownOutput<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// The documents that it concerns, as `kind:id`; the first is the one that would be judged.
    subjects: Vec<String>,
    /// Where it could be stated.
    place: PlaceOutput<'a>,
    /// What is not stated.
    evidence: &'a str,
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
            pass: report.passes.len(),
            unknown: report.unknowns.len(),
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
            .zip(fingerprint::fingerprints(report.sources, report.findings))
            .map(|(one, print)| finding(report, one, print))
            .collect(),
        passes: report.passes.iter().map(|one| pass(report, one)).collect(),
        unknowns: report.unknowns.iter().map(|one| unknown(report, one)).collect(),
    };
    format::json(&output)
}

fn finding<'a>(
    report: &Report<'a>,
    finding: &'a Finding,
    fingerprint: String,
) -> FindingOutput<'a> {
    let rule = rules::find(finding.rule);
    let place = |span, text| place(report, span, text);
    FindingOutput {
        fingerprint,
        rule: finding.rule,
        group: rule.map(|rule| rule.group.name()),
        link: rule.map(|rule| rule.page()),
        level: finding.level.word(),
        message: &finding.message,
        place: place(finding.primary.span, &finding.primary.text),
        related: finding.related.iter().map(|label| place(label.span, &label.text)).collect(),
        help: finding.help.as_deref(),
        subjects: subjects(&finding.subjects),
        allowed: finding.allowance.as_ref().map(|allowance| AllowedOutput {
            reason: &allowance.reason,
            until: allowance.until.as_deref(),
            lowered_from: allowance.lowered_from.map(Level::word),
        }),
        known: finding.known,
        fix: finding.fix.as_deref().map(|fix| self::fix(report, fix)),
    }
}

fn fix<'a>(report: &Report<'a>, fix: &'a Fix) -> FixOutput<'a> {
    let edit = |edit: &'a Edit| place(report, edit.span, &edit.text);
    FixOutput { title: &fix.title, safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
}

fn pass<'a>(report: &Report<'a>, pass: &'a Pass) -> PassOutput<'a> {
    PassOutput {
        rule: pass.rule,
        subjects: subjects(&pass.subjects),
        place: place(report, pass.span, ""),
        evidence: &pass.evidence,
        detail: &pass.detail,
    }
}

fn unknown<'a>(report: &Report<'a>, unknown: &'a Unknown) -> UnknownOutput<'a> {
    UnknownOutput {
        rule: unknown.rule,
        subjects: subjects(&unknown.subjects),
        place: place(report, unknown.span, ""),
        evidence: &unknown.what,
    }
}

fn subjects(subjects: &[Subject]) -> Vec<String> {
    subjects.iter().map(ToString::to_string).collect()
}

fn place<'a>(report: &Report<'a>, span: Span, text: &'a str) -> PlaceOutput<'a> {
    let spot = report.spot(span);
    PlaceOutput {
        path: spot.path,
        line: spot.start.line,
        column: spot.start.column,
        end_line: spot.end.line,
        end_column: spot.end.column,
        text,
    }
}

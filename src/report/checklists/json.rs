//! For programs: the checklist of the catalog and of each service as one JSON object. Its own schema
//! is printed by `eventbook schema readiness-output`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::lint::readiness::{Answer, LineAnswer, Readiness};
use crate::report::checklist::{ChecklistFormat, ChecklistReport};
use crate::report::format;

/// The format.
pub const FORMAT: ChecklistFormat =
    ChecklistFormat { name: "json", sentence: "for programs", print };

/// The version of this format. It grows when a key is removed or changes its meaning.
const VERSION: u32 = 1;

/// How ready a catalog and its services are.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReadinessOutput<'a> {
    /// The version of this format.
    version: u32,
    /// The title of the catalog.
    title: &'a str,
    /// The answers for the whole catalog.
    catalog: AnswersOutput<'a>,
    /// The answers for each service of its own, by id.
    services: Vec<ServiceOutput<'a>>,
}

/// The answers for a service.
#[derive(Debug, Serialize, JsonSchema)]
struct ServiceOutput<'a> {
    /// The id of the service.
    service: &'a str,
    /// Its answers.
    #[serde(flatten)]
    answers: AnswersOutput<'a>,
}

/// The answers to all lines, and how many there are of each.
#[derive(Debug, Serialize, JsonSchema)]
struct AnswersOutput<'a> {
    /// How many lines have each answer.
    counts: CountsOutput,
    /// How many checks could not be made.
    unknown_checks: usize,
    /// What a badge says: `9/12 pass`, `1 failing` or `unknown`.
    words: String,
    /// One answer for each line, in the order of the checklist.
    lines: Vec<LineOutput<'a>>,
}

/// How many lines have each answer.
#[derive(Debug, Serialize, JsonSchema)]
struct CountsOutput {
    /// Lines that hold.
    pass: usize,
    /// Lines at fault.
    fail: usize,
    /// Lines whose faults are all allowed.
    allowed: usize,
    /// Lines that are open, because something is not stated.
    unknown: usize,
    /// Lines with nothing to judge.
    not_applicable: usize,
}

/// The answer to a line.
#[derive(Debug, Serialize, JsonSchema)]
struct LineOutput<'a> {
    /// The line.
    line: &'static str,
    /// What people read.
    title: &'static str,
    /// `fail`, `allowed`, `unknown`, `pass` or `not applicable`.
    answer: &'static str,
    /// The gravest level where it fails: `critical`, `error` or `warn`.
    level: Option<&'static str>,
    /// What the answer rests on.
    evidence: &'a str,
    /// The rules that gave it.
    rules: &'a [&'static str],
    /// How many findings there are, allowed ones left out.
    findings: usize,
    /// How many findings are allowed.
    allowed: usize,
    /// How many checks held.
    passes: usize,
    /// How many checks could not be made.
    unknowns: usize,
}

fn print(report: &ChecklistReport) -> String {
    let services = report
        .services
        .iter()
        .map(|row| ServiceOutput { service: &row.id, answers: answers(&row.readiness) });
    let output = ReadinessOutput {
        version: VERSION,
        title: &report.title,
        catalog: answers(&report.catalog),
        services: services.collect(),
    };
    format::json(&output)
}

fn answers(readiness: &Readiness) -> AnswersOutput<'_> {
    let counts = readiness.counts();
    AnswersOutput {
        counts: CountsOutput {
            pass: counts.pass,
            fail: counts.fail,
            allowed: counts.allowed,
            unknown: counts.unknown,
            not_applicable: counts.not_applicable,
        },
        unknown_checks: readiness.unknowns(),
        words: counts.words(),
        lines: readiness.answers.iter().map(line).collect(),
    }
}

fn line(row: &LineAnswer) -> LineOutput<'_> {
    let (answer, level) = match row.answer {
        Answer::Fail(level) => ("fail", Some(level.word())),
        other => (other.word(), None),
    };
    LineOutput {
        line: row.line.name,
        title: row.line.title,
        answer,
        level,
        evidence: &row.evidence,
        rules: &row.rules,
        findings: row.findings,
        allowed: row.allowed,
        passes: row.passes,
        unknowns: row.unknowns,
    }
}

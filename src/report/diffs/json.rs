//! For programs: findings and changes as one JSON object. Its own schema is printed by
//! `eventbook schema diff-output`.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::changes::edits::{Edit, EditKind};
use crate::compat::answer::Answer;
use crate::diff::change::{Change, What};
use crate::diff::version::VersionChange;
use crate::finding::{Finding, Level};
use crate::report::diff::{DiffFormat, DiffReport, End, consumers};
use crate::report::format;
use crate::source::span::Span;

/// The format.
pub const FORMAT: DiffFormat = DiffFormat { name: "json", sentence: "for programs", print };

/// The version of this format. It grows when a key is removed or changes its meaning.
const VERSION: u32 = 1;

/// What differs between two states of a catalog.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DiffOutput<'a> {
    /// The version of this format.
    version: u32,
    /// The older state.
    base: EndOutput<'a>,
    /// The newer state.
    head: EndOutput<'a>,
    /// How many findings count, by level.
    counts: CountsOutput,
    /// How many findings of `check` are in the head and not in the base.
    new_findings: usize,
    /// What was found in the differences, the gravest first.
    findings: Vec<FoundOutput<'a>>,
    /// Every document that is not in both as it was, by kind and id.
    changes: Vec<ChangeOutput<'a>>,
}

/// One of the two states.
#[derive(Debug, Serialize, JsonSchema)]
struct EndOutput<'a> {
    /// What a person calls it.
    name: &'a str,
    /// The id of the commit, where it is one.
    commit: Option<&'a str>,
}

/// How many findings count, by level.
#[derive(Debug, Serialize, JsonSchema)]
struct CountsOutput {
    critical: usize,
    error: usize,
    warn: usize,
    info: usize,
    /// Findings that are tolerated and not counted.
    allowed: usize,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
struct FoundOutput<'a> {
    /// The id of the rule.
    rule: &'a str,
    /// `critical`, `error`, `warn` or `info`.
    level: &'static str,
    /// What differs and why that matters.
    message: &'a str,
    /// Where.
    place: SideOutput<'a>,
    /// Other places that the message speaks of.
    related: Vec<SideOutput<'a>>,
    /// What to do, or what shows it.
    help: Option<&'a str>,
    /// The services that it concerns.
    services: Vec<&'a str>,
    /// The documents that it concerns, as `kind:id`; the first is the one judged.
    subjects: Vec<String>,
    /// Why it is tolerated, where the settings allow it.
    allowed: Option<&'a str>,
}

/// A place in a file of one of the two states. Lines and columns begin at 1; columns count
/// characters.
#[derive(Debug, Serialize, JsonSchema)]
struct SideOutput<'a> {
    /// `base` or `head`.
    side: &'static str,
    /// The file, from the root of the catalog.
    path: &'a str,
    /// The line.
    line: u32,
    /// The column.
    column: u32,
    /// What is to be seen there; may be empty.
    text: &'a str,
}

/// A document that is not in both states as it was.
#[derive(Debug, Serialize, JsonSchema)]
struct ChangeOutput<'a> {
    /// Its kind.
    kind: &'static str,
    /// Its id.
    id: &'a str,
    /// `added`, `removed`, `renamed`, `changed`, or `unreadable` where one side could not be read.
    what: &'static str,
    /// The id that it had, where it was renamed.
    from: Option<&'a str>,
    /// Where: in the head, or in the base where it is gone.
    place: SideOutput<'a>,
    /// What happened to the versions of an event.
    versions: Vec<VersionOutput<'a>>,
    /// What it says otherwise.
    facts: Vec<FactOutput<'a>>,
}

/// What happened to a version of an event.
#[derive(Debug, Serialize, JsonSchema)]
struct VersionOutput<'a> {
    /// The version.
    version: &'a str,
    /// `added`, `removed` or `edited`.
    what: &'static str,
    /// The version that it was compared with: itself as it was, where it was edited.
    against: Option<&'a str>,
    /// Whether code that knows the new schema reads messages of the old one.
    backward: Option<AnswerOutput<'a>>,
    /// Whether code that knows the old schema reads messages of the new one.
    forward: Option<AnswerOutput<'a>>,
    /// What changed, field by field.
    fields: Vec<FieldOutput<'a>>,
    /// What the change does besides what is written and read.
    remarks: Vec<RemarkOutput<'a>>,
}

/// Whether a reader reads all that a writer writes.
#[derive(Debug, Serialize, JsonSchema)]
struct AnswerOutput<'a> {
    /// `compatible`, `incompatible` or `undecided`.
    answer: &'static str,
    /// Every reason why it does not.
    breaks: Vec<BreakOutput<'a>>,
    /// What kept the answer from being given.
    obstacle: Option<&'a str>,
}

/// Why a reader does not read all that a writer writes.
#[derive(Debug, Serialize, JsonSchema)]
struct BreakOutput<'a> {
    /// The field; empty for the payload as a whole.
    field: &'a str,
    /// What changed.
    sentence: &'a str,
    /// A payload that is written and cannot be read.
    witness: &'a Value,
}

/// A field that changed.
#[derive(Debug, Serialize, JsonSchema)]
struct FieldOutput<'a> {
    /// Its path.
    field: &'a str,
    /// `added`, `removed`, or what is said otherwise: `type`, `required`, `values`, `limits`,
    /// `description`.
    what: &'a str,
    /// What was said.
    before: Option<&'a str>,
    /// What is said now.
    after: Option<&'a str>,
}

/// What a change does besides what is written and read.
#[derive(Debug, Serialize, JsonSchema)]
struct RemarkOutput<'a> {
    /// The field; empty for the payload as a whole.
    field: &'a str,
    /// What a person would say.
    sentence: &'a str,
    /// What it touches: `source` for generated code, `meaning` for what an absent field means,
    /// `reuse` for what a later change could break.
    level: &'static str,
}

/// Something that is said otherwise.
#[derive(Debug, Serialize, JsonSchema)]
struct FactOutput<'a> {
    /// The path of the key.
    key: &'a str,
    /// What was said; null for nothing.
    before: Option<&'a str>,
    /// What is said now; null for nothing.
    after: Option<&'a str>,
}

fn print(report: &DiffReport<'_>) -> String {
    let output = DiffOutput {
        version: VERSION,
        base: end(report.base),
        head: end(report.head),
        counts: CountsOutput {
            critical: report.count(Level::Critical),
            error: report.count(Level::Error),
            warn: report.count(Level::Warn),
            info: report.count(Level::Info),
            allowed: report.findings.iter().filter(|finding| !finding.counts()).count(),
        },
        new_findings: report.new_findings,
        findings: report.findings.iter().map(|one| finding(report, one)).collect(),
        changes: report.diff.changes.iter().map(|one| change(report, one)).collect(),
    };
    format::json(&output)
}

fn end(end: End<'_>) -> EndOutput<'_> {
    EndOutput { name: end.name, commit: end.commit }
}

fn finding<'a>(report: &'a DiffReport<'_>, finding: &'a Finding) -> FoundOutput<'a> {
    FoundOutput {
        rule: finding.rule,
        level: finding.level.word(),
        message: &finding.message,
        place: side(report, finding.primary.span, &finding.primary.text),
        related: finding.related.iter().map(|one| side(report, one.span, &one.text)).collect(),
        help: finding.help.as_deref(),
        services: consumers(finding).collect(),
        subjects: finding.subjects.iter().map(ToString::to_string).collect(),
        allowed: finding.allowance.as_ref().map(|allowance| allowance.reason.as_str()),
    }
}

fn side<'a>(report: &'a DiffReport<'_>, span: Span, text: &'a str) -> SideOutput<'a> {
    let position = report.diff.sources.position(span);
    SideOutput {
        side: if report.diff.is_before(span) { "base" } else { "head" },
        path: report.diff.path(span),
        line: position.line,
        column: position.column,
        text,
    }
}

fn change<'a>(report: &'a DiffReport<'_>, change: &'a Change) -> ChangeOutput<'a> {
    let facts = change.facts.iter().map(|fact| FactOutput {
        key: &fact.key,
        before: fact.before.as_deref(),
        after: fact.after.as_deref(),
    });
    ChangeOutput {
        kind: change.kind,
        id: &change.id,
        what: change.what.word(),
        from: match &change.what {
            What::Renamed { from } => Some(from),
            What::Added | What::Removed | What::Changed | What::Unreadable => None,
        },
        place: side(report, change.span, ""),
        versions: change.versions.iter().map(version).collect(),
        facts: facts.collect(),
    }
}

fn version(change: &VersionChange) -> VersionOutput<'_> {
    let remarks = change.remarks.iter().map(|one| RemarkOutput {
        field: &one.field,
        sentence: &one.sentence,
        level: one.level,
    });
    VersionOutput {
        version: &change.version,
        what: change.what,
        against: change.against.as_deref(),
        backward: change.comparison.as_ref().map(|comparison| answer(&comparison.backward)),
        forward: change.comparison.as_ref().map(|comparison| answer(&comparison.forward)),
        fields: change.edits.iter().flat_map(fields).collect(),
        remarks: remarks.collect(),
    }
}

fn answer(answer: &Answer) -> AnswerOutput<'_> {
    let breaks = answer.breaks().iter().map(|one| BreakOutput {
        field: &one.field,
        sentence: &one.sentence,
        witness: &one.witness,
    });
    AnswerOutput {
        answer: answer.word(),
        breaks: breaks.collect(),
        obstacle: match answer {
            Answer::Undecided(obstacle) => Some(&obstacle.reason),
            Answer::Compatible | Answer::Incompatible(_) => None,
        },
    }
}

fn fields(edit: &Edit) -> Vec<FieldOutput<'_>> {
    let whole = |what| vec![FieldOutput { field: &edit.path, what, before: None, after: None }];
    match &edit.kind {
        EditKind::Added => whole("added"),
        EditKind::Removed => whole("removed"),
        EditKind::Changed(alterations) => {
            let fields = alterations.iter().map(|one| FieldOutput {
                field: &edit.path,
                what: one.what,
                before: Some(one.before.as_str()).filter(|text| !text.is_empty()),
                after: Some(one.after.as_str()).filter(|text| !text.is_empty()),
            });
            fields.collect()
        }
    }
}

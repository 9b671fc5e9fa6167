//! For code scanning: SARIF 2.1.0, the OASIS "Static Analysis Results Interchange Format". The schema
//! of what is used of it is printed by `eventbook schema sarif-output`.

pub mod shape;

use serde_json::{Map, json};

use crate::finding::{Finding, Fix, Label, Level, fingerprint};
use crate::lint::rule::Rule;
use crate::lint::rules::RULES;
use crate::report::format::{self, Format, Report, tame};
use crate::report::formats::sarif::shape::{
    ArtifactChange, ArtifactLocation, Configuration, Driver, Fingerprints, FixOutput, Help,
    Location, Message, PhysicalLocation, Properties, Region, Replacement, RuleOutput, Run,
    SarifOutput, SarifResult, Suppression, Tool,
};
use crate::source::span::Span;

/// The format.
pub const FORMAT: Format =
    Format { name: "sarif", sentence: "SARIF 2.1.0, for code scanning", print };

/// The schema of the standard, with its first errata.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stands for the top of the repository, by the standard's own custom.
const TOP: &str = "%SRCROOT%";

fn print(report: &Report<'_>) -> String {
    let found = |rule: &&Rule| report.findings.iter().any(|one| one.rule == rule.name);
    let rules: Vec<&Rule> = RULES.iter().filter(found).collect();
    let prints = fingerprint::fingerprints(report.sources, report.findings);
    let results = report.findings.iter().zip(prints).filter_map(|(finding, print)| {
        let index = rules.iter().position(|rule| rule.name == finding.rule)?;
        Some(result(report, finding, index, print))
    });
    let top = json!({ "description": { "text": "the top of the repository" } });
    let run = Run {
        column_kind: "unicodeCodePoints",
        original_uri_base_ids: Map::from_iter([(TOP.to_owned(), top)]),
        results: results.collect(),
        tool: Tool {
            driver: Driver {
                name: "eventbook",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: rules.into_iter().map(rule).collect(),
            },
        },
    };
    let output = SarifOutput { schema: SCHEMA, version: "2.1.0", runs: [run] };
    format::json(&output)
}

fn rule(rule: &Rule) -> RuleOutput {
    let documentation = rule.documentation();
    // A group and a question may have one name, and no tag stands twice.
    let mut tags = vec![rule.group.name(), rule.concern.name()];
    tags.dedup();
    RuleOutput {
        id: rule.name,
        short_description: message(&rule.sentence()),
        help: Help { text: documentation.clone(), markdown: documentation },
        default_configuration: Configuration { level: level(rule.level) },
        properties: Properties { tags },
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Critical | Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
    }
}

fn result<'a>(
    report: &Report<'_>,
    finding: &'a Finding,
    rule_index: usize,
    fingerprint: String,
) -> SarifResult<'a> {
    let text = match &finding.help {
        Some(help) => format!("{}; help: {help}", finding.told()),
        None => finding.told(),
    };
    // One that counts at another level is not suppressed.
    let by_comment = finding.allowance.as_ref().is_some_and(|allowance| allowance.until.is_none());
    let suppressions = finding.excuse().map(|excuse| Suppression {
        kind: if by_comment { "inSource" } else { "external" },
        justification: tame(&excuse),
    });
    SarifResult {
        rule_id: finding.rule,
        rule_index,
        level: level(finding.level),
        message: message(&text),
        locations: [location(report, &finding.primary)],
        related_locations: finding.related.iter().map(|label| location(report, label)).collect(),
        partial_fingerprints: Fingerprints { finding: fingerprint },
        suppressions: suppressions.into_iter().collect(),
        fixes: finding.fix.iter().filter_map(|one| fix(report, one)).collect(),
    }
}

fn fix(report: &Report<'_>, fix: &Fix) -> Option<FixOutput> {
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(report, edit.span),
        inserted_content: Message { text: edit.text.clone() },
    });
    let artifact_location = file(report, fix.edits.first()?.span);
    Some(FixOutput {
        description: message(&fix.title),
        artifact_changes: [ArtifactChange {
            artifact_location,
            replacements: replacements.collect(),
        }],
    })
}

fn location(report: &Report<'_>, label: &Label) -> Location {
    Location {
        physical_location: PhysicalLocation {
            artifact_location: file(report, label.span),
            region: region(report, label.span),
        },
        message: (!label.text.is_empty()).then(|| message(&label.text)),
    }
}

fn region(report: &Report<'_>, span: Span) -> Region {
    let spot = report.spot(span);
    Region {
        start_line: spot.start.line,
        start_column: spot.start.column,
        end_line: spot.end.line,
        end_column: spot.end.column,
    }
}

/// The file of a place: what is no plain letter of a URI is written as its bytes.
fn file(report: &Report<'_>, span: Span) -> ArtifactLocation {
    let path = format!("{}{}", report.ways.repository, report.spot(span).path);
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    ArtifactLocation { uri, uri_base_id: TOP }
}

/// A text that links nowhere: SARIF makes a link of `[text](target)` in plain text too, unless its
/// brackets are escaped.
fn message(text: &str) -> Message {
    let text = tame(text);
    let text = match text.contains("](") {
        true => text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]"),
        false => text,
    };
    Message { text }
}

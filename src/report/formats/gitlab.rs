//! For a merge request of GitLab: a Code Quality report, as "Code Quality report format" in its
//! manual describes it. Its schema is printed by `eventbook schema gitlab-output`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::{Finding, Level, fingerprint};
use crate::report::format::{self, Format, Report, tame};

/// The format.
pub const FORMAT: Format =
    Format { name: "gitlab", sentence: "a Code Quality report of GitLab", print };

/// Every finding that counts.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct GitlabOutput<'a> {
    issues: Vec<Issue<'a>>,
}

/// A finding.
#[derive(Debug, Serialize, JsonSchema)]
struct Issue<'a> {
    /// What is wrong and why.
    description: String,
    /// The id of the rule.
    check_name: &'a str,
    /// The name that the finding keeps from run to run.
    fingerprint: String,
    /// How grave it is.
    severity: Severity,
    /// Where it stands.
    location: Location,
}

/// How grave a finding is: `blocker` for critical, `critical` for error, `major` for warn, `info`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    Info,
    Major,
    Critical,
    Blocker,
}

/// A file and the lines in it.
#[derive(Debug, Serialize, JsonSchema)]
struct Location {
    /// The file, from the top of the repository.
    path: String,
    /// The lines.
    lines: Lines,
}

/// Lines, which begin at 1.
#[derive(Debug, Serialize, JsonSchema)]
struct Lines {
    /// The first.
    begin: u32,
    /// The last.
    end: u32,
}

fn print(report: &Report<'_>) -> String {
    let prints = fingerprint::fingerprints(report.sources, report.findings);
    let findings = report.findings.iter().zip(prints).filter(|(finding, _)| finding.counts());
    let issues = findings.map(|(finding, print)| issue(report, finding, print));
    let output = GitlabOutput { issues: issues.collect() };
    format::json(&output)
}

fn issue<'a>(report: &Report<'_>, finding: &'a Finding, fingerprint: String) -> Issue<'a> {
    let spot = report.spot(finding.primary.span);
    Issue {
        description: tame(&finding.told()),
        check_name: finding.rule,
        fingerprint,
        severity: match finding.level {
            Level::Critical => Severity::Blocker,
            Level::Error => Severity::Critical,
            Level::Warn => Severity::Major,
            Level::Info => Severity::Info,
        },
        location: Location {
            path: format!("{}{}", report.ways.repository, spot.path),
            lines: Lines { begin: spot.start.line, end: spot.end.line },
        },
    }
}

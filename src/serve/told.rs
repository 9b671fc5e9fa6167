//! What open pages are told: that all is well and what counts, or what is broken and where. Every
//! word is text; the page shows it as such.

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::report::format::{Report, tame};
use crate::source::Sources;
use crate::source::error::Error;

/// The most findings that a page shows; the terminal has them all.
const MOST: usize = 50;

/// What a page is told.
#[derive(Debug, Clone, Serialize)]
pub struct Told {
    /// Whether the catalog cannot be shown as it is, so that an older site may stand there.
    pub broken: bool,
    /// How many findings count, in words; empty where none does.
    counts: String,
    /// What did not work, where it is no fault of a document.
    error: Option<String>,
    /// What is broken, by file.
    files: Vec<FileTold>,
    /// How many faults are not shown.
    more: usize,
}

/// The faults of a file.
#[derive(Debug, Clone, Serialize)]
struct FileTold {
    path: String,
    findings: Vec<FindingTold>,
}

/// A fault.
#[derive(Debug, Clone, Serialize)]
struct FindingTold {
    /// `path:line:column`.
    place: String,
    level: &'static str,
    rule: &'static str,
    message: String,
    label: String,
    help: Option<String>,
}

impl Told {
    /// That the catalog is whole, and what counts in it.
    pub fn whole(report: &Report<'_>) -> Self {
        let counts = [
            (Level::Critical, "critical", "critical"),
            (Level::Error, "error", "errors"),
            (Level::Warn, "warning", "warnings"),
        ];
        let words = counts.into_iter().filter_map(|(level, one, many)| match report.count(level) {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {many}")),
        });
        let counts = words.collect::<Vec<_>>().join(", ");
        Told { broken: false, counts, error: None, files: Vec::new(), more: 0 }
    }

    /// That documents, or the settings, are broken.
    pub fn faults(sources: &Sources, findings: &[&Finding]) -> Self {
        let mut files: Vec<FileTold> = Vec::new();
        for finding in findings.iter().take(MOST) {
            let path = tame(&sources.file(finding.primary.span.file).path);
            let told = told(sources, &path, finding);
            match files.iter_mut().find(|file| file.path == path) {
                Some(file) => file.findings.push(told),
                None => files.push(FileTold { path, findings: vec![told] }),
            }
        }
        let more = findings.len().saturating_sub(MOST);
        Told { broken: true, counts: String::new(), error: None, files, more }
    }

    /// That something did not work.
    pub fn error(error: &Error) -> Self {
        let error = Some(tame(&error.to_string()));
        Told { broken: true, counts: String::new(), error, files: Vec::new(), more: 0 }
    }
}

fn told(sources: &Sources, path: &str, finding: &Finding) -> FindingTold {
    let at = sources.position(finding.primary.span);
    FindingTold {
        place: format!("{path}:{}:{}", at.line, at.column),
        level: finding.level.word(),
        rule: finding.rule,
        message: tame(&finding.message),
        label: tame(&finding.primary.text),
        help: finding.help.as_deref().map(tame),
    }
}

//! The contract of a report format, and what every format prints.

use crate::finding::{Finding, Level};
use crate::lint::verdict::{Judgement, Verdict};
use crate::source::Sources;

/// A way to print a judgement.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The word behind `--format`.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub sentence: &'static str,
    /// The whole report, with its last line break.
    pub print: fn(&Report<'_>) -> String,
}

/// What is to be printed.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// What the files are: `catalog`, `schemas`.
    pub whole: &'static str,
    /// The files that the findings point into.
    pub sources: &'a Sources,
    /// The findings, by place.
    pub findings: &'a [Finding],
    /// One verdict for each question; empty where nothing could be judged.
    pub verdicts: &'a [Verdict],
    /// How many checks held.
    pub passes: usize,
    /// How many checks could not be made.
    pub unknowns: usize,
    /// Whether a person looks at it in a terminal with colours.
    pub styled: bool,
}

impl<'a> Report<'a> {
    /// The report of a judgement.
    pub fn of(sources: &'a Sources, judgement: &'a Judgement) -> Self {
        Report {
            whole: "catalog",
            sources,
            findings: &judgement.findings,
            verdicts: &judgement.verdicts,
            passes: judgement.passes.len(),
            unknowns: judgement.unknowns.len(),
            styled: false,
        }
    }

    /// The report of findings alone, where nothing could be judged. `whole` is what the files are.
    pub fn of_findings(whole: &'static str, sources: &'a Sources, findings: &'a [Finding]) -> Self {
        Report { whole, sources, findings, verdicts: &[], passes: 0, unknowns: 0, styled: false }
    }

    /// The same for a terminal with colours.
    pub fn styled(self, styled: bool) -> Self {
        Report { styled, ..self }
    }

    /// How many findings of a level count.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level && finding.counts()).count()
    }
}

/// A text without control characters, which could drive a terminal or forge a line of the report.
pub fn tame(text: &str) -> String {
    let tame = |c: char| match c {
        '\n' | '\t' => ' '.to_string(),
        c if c.is_control() || is_invisible(c) => c.escape_unicode().to_string(),
        c => c.to_string(),
    };
    text.chars().map(tame).collect()
}

/// Characters that turn the direction of writing or have no width: what is read would not be what
/// is there.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

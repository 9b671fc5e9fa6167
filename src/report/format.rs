//! The contract of a report format, and what every format prints.

use serde::Serialize;

use crate::finding::{Finding, Level};
use crate::lint::rule::{Pass, Unknown};
use crate::lint::verdict::{Judgement, Verdict};
use crate::source::Sources;
use crate::source::span::{Position, Span};

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
    /// Checks that held.
    pub passes: &'a [Pass],
    /// Checks that could not be made.
    pub unknowns: &'a [Unknown],
    /// Whether a person looks at it in a terminal with colours.
    pub styled: bool,
    /// How the catalog is reached from elsewhere.
    pub ways: Ways<'a>,
}

/// What is put before a path of the catalog, so that it begins elsewhere: empty, or with a `/` at its
/// end.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ways<'a> {
    /// From the folder that the person stands in, for what a terminal or an editor opens.
    pub here: &'a str,
    /// From the top of the repository, for what a forge shows beside the code.
    pub repository: &'a str,
}

/// A place in a file as tools know it. Lines and columns begin at 1, columns count characters.
#[derive(Debug, Clone, Copy)]
pub struct Spot<'a> {
    /// The file, from the root of the catalog.
    pub path: &'a str,
    /// Where it begins.
    pub start: Position,
    /// Behind its end.
    pub end: Position,
}

impl<'a> Report<'a> {
    /// The report of a judgement.
    pub fn of(sources: &'a Sources, judgement: &'a Judgement) -> Self {
        Report {
            verdicts: &judgement.verdicts,
            passes: &judgement.passes,
            unknowns: &judgement.unknowns,
            ..Report::of_findings("catalog", sources, &judgement.findings)
        }
    }

    /// The report of findings alone, where nothing could be judged. `whole` is what the files are.
    pub fn of_findings(whole: &'static str, sources: &'a Sources, findings: &'a [Finding]) -> Self {
        Report {
            whole,
            sources,
            findings,
            verdicts: &[],
            passes: &[],
            unknowns: &[],
            styled: false,
            ways: Ways::default(),
        }
    }

    /// The same for a terminal with colours.
    pub fn styled(self, styled: bool) -> Self {
        Report { styled, ..self }
    }

    /// The same for somebody who reaches the catalog by these ways.
    pub fn reached_by(self, ways: Ways<'a>) -> Self {
        Report { ways, ..self }
    }

    /// A place as tools know it.
    pub fn spot(&self, span: Span) -> Spot<'a> {
        let sources = self.sources;
        let path = &sources.file(span.file).path;
        Spot { path, start: sources.position(span), end: sources.end(span) }
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

/// Characters that end a line, turn the direction of writing or cannot be seen: what is read would
/// not be what is there. They are those that Unicode calls format characters or ignorable by default,
/// without those that are seen, and without the two that choose the shape of an emoji.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// A report as JSON, and its last line end. What cannot be seen is written as an escape, which means
/// the same.
pub fn json(report: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(report)
        .expect("a report has only text, numbers and lists, which JSON can say");
    // Outside of quotes stands nothing else than ASCII and line ends.
    let hides = |c: char| c != '\n' && (c.is_control() || !c.is_ascii() && is_invisible(c));
    let mut plain = String::with_capacity(text.len() + 1);
    let mut rest = text.as_str();
    while let Some((before, c)) = rest.find(hides).and_then(|at| {
        let c = rest[at..].chars().next()?;
        Some((&rest[..at], c))
    }) {
        plain.push_str(before);
        let units = c.encode_utf16(&mut [0; 2]).to_vec();
        plain.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        rest = &rest[before.len() + c.len_utf8()..];
    }
    plain.push_str(rest);
    plain.push('\n');
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(
            tame("a\u{202e}b\u{e0041}\u{ad}\u{2064}\u{fffb}"),
            r"a\u{202e}b\u{e0041}\u{ad}\u{2064}\u{fffb}"
        );
        assert_eq!(tame("⚠\u{fe0f} é ж"), "⚠\u{fe0f} é ж");
    }

    #[test]
    fn json_means_what_it_did() {
        let text = "é \u{202e}\u{e0041}\u{7f}\n\\";
        let written = json(&text);
        assert_eq!(written, "\"é \\u202e\\udb40\\udc41\\u007f\\n\\\\\"\n");
        assert_eq!(serde_json::from_str::<String>(&written).expect("it is JSON"), text);
    }
}

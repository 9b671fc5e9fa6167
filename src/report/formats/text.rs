//! For a person at a terminal: each finding with the line it stands on, a verdict for each
//! question, and one line that sums up.

use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level as Heading, Renderer, Snippet};

use crate::finding::{Finding, Label, Level};
use crate::lint::verdict::Outcome;
use crate::report::diff::counted;
use crate::report::format::{Format, Report, tame};
use crate::source::Sources;
use crate::source::span::Span;

/// The format.
pub const FORMAT: Format = Format { name: "text", sentence: "for a person at a terminal", print };

/// The widest part of a source that is shown with a finding, in bytes. A line longer than any
/// screen is named, not printed.
const WIDEST: usize = 8_000;

fn print(report: &Report<'_>) -> String {
    let mut text = findings(report.sources, report.findings, report.styled);
    if !report.verdicts.is_empty() {
        text.push_str(&verdicts(report));
        text.push('\n');
    }
    text.push_str(&summary(report));
    text.push('\n');
    text.push_str(&fixable(report));
    text
}

/// How many findings a command mends; nothing where there is none.
fn fixable(report: &Report<'_>) -> String {
    let open = report.findings.iter().filter(|finding| finding.counts());
    match open.filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe)).count() {
        0 => String::new(),
        count => format!("{count} fixable with `eventbook check --fix`\n"),
    }
}

/// Findings, each with its lines, and an empty line after each.
pub fn findings(sources: &Sources, findings: &[Finding], styled: bool) -> String {
    let renderer = if styled { Renderer::styled() } else { Renderer::plain() };
    let each = findings
        .iter()
        .map(|finding| format!("{}\n\n", renderer.render(&groups(sources, finding))));
    each.collect()
}

fn groups<'a>(sources: &'a Sources, finding: &'a Finding) -> Vec<Group<'a>> {
    let heading = match finding.level {
        Level::Critical => Heading::ERROR.with_name("critical"),
        Level::Error => Heading::ERROR,
        Level::Warn => Heading::WARNING,
        Level::Info => Heading::INFO,
    };
    let mut group = heading.primary_title(tame(&finding.message)).id(finding.rule).elements(
        files(finding).into_iter().map(|labels| snippet(sources, &finding.primary, &labels)),
    );
    if let Some(allowance) = &finding.allowance {
        let until = match allowance.until.as_deref() {
            Some("never") => "without end".to_owned(),
            Some(date) => format!("until {date}"),
            None => "by a comment".to_owned(),
        };
        let from = allowance.lowered_from.map(|level| format!(", from {level}"));
        let words = format!("{until}{}: {}", from.unwrap_or_default(), tame(&allowance.reason));
        group = group.element(Heading::NOTE.with_name("allowed").message(words));
    }
    if finding.known {
        let words = "in the baseline, and not counted";
        group = group.element(Heading::NOTE.with_name("known").message(words));
    }
    if let Some(help) = &finding.help {
        group = group.element(Heading::HELP.message(tame(help)));
    }
    let explain = format!("eventbook explain {}", finding.rule);
    vec![group.element(Heading::HELP.message(explain))]
}

/// The labels of a finding by file, the primary one's file first.
fn files(finding: &Finding) -> Vec<Vec<&Label>> {
    let mut files: Vec<Vec<&Label>> = vec![vec![&finding.primary]];
    for label in &finding.related {
        match files.iter_mut().find(|labels| labels[0].span.file == label.span.file) {
            Some(labels) => labels.push(label),
            None => files.push(vec![label]),
        }
    }
    files
}

fn snippet<'a>(
    sources: &'a Sources,
    primary: &Label,
    labels: &[&'a Label],
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let file = sources.file(labels[0].span.file);
    let window = window(&file.text, labels);
    let first = sources.position(Span::new(labels[0].span.file, window.start as u32, 0)).line;
    let shown = &file.text[window.clone()];
    // A label beyond the window is pulled to its end: the place named above the source is right.
    let within = |at: u32| (at as usize).clamp(window.start, window.end) - window.start;
    let annotations = labels.iter().map(|label| {
        let kind = match *label == primary {
            true => AnnotationKind::Primary,
            false => AnnotationKind::Context,
        };
        let range = within(label.span.start)..within(label.span.end.max(label.span.start));
        let annotation = kind.span(one_line(shown, range));
        match label.text.is_empty() {
            true => annotation,
            false => annotation.label(tame(&label.text)),
        }
    });
    Snippet::source(shown)
        .path(tame(&file.path))
        .line_start(first as usize)
        .annotations(annotations)
}

/// The lines from the first label to the last, cut where they are wider than any screen.
fn window(text: &str, labels: &[&Label]) -> Range<usize> {
    let starts = labels.iter().map(|label| (label.span.start as usize).min(text.len()));
    let (first, last) = (starts.clone().min().unwrap_or(0), starts.max().unwrap_or(0));
    let start = text[..floor(text, first)].rfind('\n').map_or(0, |newline| newline + 1);
    let last = floor(text, last);
    let end = text[last..].find('\n').map_or(text.len(), |length| last + length);
    let own = floor(text, labels[0].span.start as usize);
    match end - start > WIDEST {
        true => {
            let line = text[..own].rfind('\n').map_or(0, |newline| newline + 1);
            let start = floor(text, line.max(own.saturating_sub(WIDEST / 2)));
            let end = text[own..].find('\n').map_or(text.len(), |length| own + length);
            start..floor(text, end.min(own + WIDEST / 2))
        }
        false => start..end,
    }
}

fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}

/// The part of a range that stands on its first line, and at least one character of it.
fn one_line(text: &str, range: Range<usize>) -> Range<usize> {
    let (start, end) = (floor(text, range.start), floor(text, range.end));
    let line = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let end = end.min(line).max(start);
    match text[start..].chars().next() {
        Some(c) if end == start && c != '\n' => start..start + c.len_utf8(),
        _ => start..end,
    }
}

fn verdicts(report: &Report<'_>) -> String {
    let width = report.verdicts.iter().map(|verdict| verdict.concern.title().len()).max();
    let width = width.unwrap_or(0);
    let lines = report.verdicts.iter().map(|verdict| {
        let (title, word) = (verdict.concern.title(), verdict.outcome.word());
        let word = match report.styled {
            true => format!("{0}{word:14}{0:#}", style(verdict.outcome)),
            false => format!("{word:14}"),
        };
        let line = format!("  {title:width$}  {word}  {}", tame(&verdict.evidence));
        format!("{}\n", line.trim_end())
    });
    lines.collect()
}

fn style(outcome: Outcome) -> Style {
    let color = |color: AnsiColor| color.on_default().effects(Effects::BOLD);
    match outcome {
        Outcome::Level(Level::Critical | Level::Error) => color(AnsiColor::BrightRed),
        Outcome::Level(Level::Warn) => color(AnsiColor::Yellow),
        Outcome::Level(Level::Info) => color(AnsiColor::BrightBlue),
        Outcome::Pass => color(AnsiColor::BrightGreen),
        Outcome::Unknown | Outcome::NotApplicable => Style::new().effects(Effects::DIMMED),
    }
}

/// The line that sums up a report.
pub fn summary(report: &Report<'_>) -> String {
    let levels = [Level::Critical, Level::Error, Level::Warn, Level::Info];
    let counts = levels.iter().filter_map(|level| {
        let word = match level {
            Level::Critical => "critical",
            Level::Error => "error",
            Level::Warn => "warning",
            Level::Info => "info",
        };
        let plural = matches!(level, Level::Error | Level::Warn);
        match report.count(*level) {
            0 => None,
            1 => Some(format!("1 {word}")),
            count if plural => Some(format!("{count} {word}s")),
            count => Some(format!("{count} {word}")),
        }
    });
    let mut parts: Vec<String> = counts.collect();
    let tolerated = report.findings.iter().filter(|finding| finding.is_tolerated()).count();
    if tolerated > 0 {
        parts.push(format!("{tolerated} allowed"));
    }
    let known = report.findings.iter().filter(|finding| finding.known).count();
    if known > 0 {
        parts.push(format!("{known} known"));
    }
    if parts.is_empty() {
        parts.push("no findings".to_owned());
    }
    let files = report.sources.iter().count();
    let checks = match (report.passes.len(), report.unknowns.len()) {
        (0, 0) => String::new(),
        (passes, 0) => format!("; {} passed", counted(passes, "check")),
        (passes, unknowns) => {
            format!("; {} passed, {unknowns} could not be made", counted(passes, "check"))
        }
    };
    let ending = if files == 1 { "" } else { "s" };
    format!("{}: {} in {files} file{ending}{checks}", report.whole, parts.join(", "))
}

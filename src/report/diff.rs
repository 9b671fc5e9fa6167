//! The contract of a format of comparisons, and what every one of them prints.

use std::collections::BTreeSet;

use crate::changes::told;
use crate::diff::Diff;
use crate::diff::change::{Change, What};
use crate::diff::fact::Fact;
use crate::diff::version::VersionChange;
use crate::finding::{Finding, Level};
use crate::lint::rules::documents::uncompared_document;
use crate::source::span::Span;

/// A way to print what differs between two states of a catalog.
#[derive(Debug, Clone, Copy)]
pub struct DiffFormat {
    /// The word behind `--format`.
    pub name: &'static str,
    /// What it is for, in a few words.
    pub sentence: &'static str,
    /// The whole report, with its last line break.
    pub print: fn(&DiffReport<'_>) -> String,
}

/// What is to be printed.
#[derive(Debug, Clone, Copy)]
pub struct DiffReport<'a> {
    /// What differs.
    pub diff: &'a Diff<'a>,
    /// What is to be said of it, the gravest first.
    pub findings: &'a [Finding],
    /// How many findings of the head itself are new.
    pub new_findings: usize,
    /// The older state.
    pub base: End<'a>,
    /// The newer state.
    pub head: End<'a>,
}

/// One of the two states as a person calls it.
#[derive(Debug, Clone, Copy)]
pub struct End<'a> {
    /// Its name: `main`.
    pub name: &'a str,
    /// The id of the commit, where it is one.
    pub commit: Option<&'a str>,
}

/// How much of a commit's id a person needs.
const SHORT: usize = 10;

impl End<'_> {
    /// The name, with the beginning of the commit's id where that says more.
    pub fn words(&self) -> String {
        let short = self.commit.map(|id| id.get(..SHORT).unwrap_or(id));
        match short.filter(|short| !self.name.starts_with(short)) {
            Some(short) => format!("{} ({short})", self.name),
            None => self.name.to_owned(),
        }
    }
}

impl DiffReport<'_> {
    /// How many findings of a level count.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level && finding.counts()).count()
    }

    /// How many changes break something: errors and worse. What could not be compared is none.
    pub fn breaking(&self) -> usize {
        let grave = self.findings.iter().filter(|one| one.level >= Level::Error && one.counts());
        grave.filter(|finding| finding.rule != uncompared_document::RULE.name).count()
    }

    /// The services that what breaks is told of.
    pub fn broken_for(&self) -> BTreeSet<&str> {
        let grave = self.findings.iter().filter(|one| one.level >= Level::Error && one.counts());
        grave.flat_map(consumers).collect()
    }

    /// One sentence without its full stop: what breaks, for how many.
    pub fn verdict(&self) -> String {
        let (breaking, warnings) = (self.breaking(), self.count(Level::Warn));
        let mut text = match (breaking, self.broken_for().len()) {
            (0, _) => "nothing is known to break".to_owned(),
            (count, 0) => counted(count, "breaking change"),
            (count, for_many) => {
                format!(
                    "{} for {}",
                    counted(count, "breaking change"),
                    counted(for_many, "service")
                )
            }
        };
        if warnings > 0 {
            text = format!("{text}, {}", counted(warnings, "warning"));
        }
        let unread = self.findings.iter().any(|one| one.rule == uncompared_document::RULE.name);
        let hidden = self.diff.changes.iter().filter(|one| one.what == What::Unreadable).count();
        if hidden > 0 {
            text = format!("{text}, {} not compared", counted(hidden, "document"));
        } else if unread {
            text = format!("{text}, and not all could be compared");
        }
        let allowed = self.findings.iter().filter(|finding| !finding.counts()).count();
        if allowed > 0 {
            text = format!("{text}, {allowed} allowed");
        }
        text
    }

    /// How many documents came, went and so on: "1 added, 2 changed".
    pub fn counts(&self) -> String {
        let words = ["added", "removed", "renamed", "changed", "unreadable"];
        let counts = words.iter().filter_map(|word| {
            let count =
                self.diff.changes.iter().filter(|change| change.what.word() == *word).count();
            (count > 0).then(|| format!("{count} {word}"))
        });
        counts.collect::<Vec<_>>().join(", ")
    }

    /// The place of a finding: `path:line:column`.
    pub fn place(&self, span: Span) -> String {
        let position = self.diff.sources.position(span);
        let path = &self.diff.sources.file(span.file).path;
        format!("{path}:{}:{}", position.line, position.column)
    }
}

/// The services that a finding names.
pub fn consumers(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.subjects.iter().filter(|it| it.kind == "service").map(|it| it.name.as_str())
}

/// "1 warning", "2 warnings".
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The heading of a changed document: `event OrderPlaced`.
pub fn heading(change: &Change) -> String {
    match &change.what {
        What::Renamed { from } => format!("{} {from} -> {}", change.kind, change.id),
        What::Unreadable => format!("{} {} (one side could not be read)", change.kind, change.id),
        What::Added | What::Removed | What::Changed => format!("{} {}", change.kind, change.id),
    }
}

/// A fact in a line: "retention: 7d -> 3d", "consumer: + billing-service".
pub fn fact(fact: &Fact) -> String {
    match (&fact.before, &fact.after) {
        (Some(before), Some(after)) => format!("{}: {} -> {}", fact.key, cut(before), cut(after)),
        (None, Some(after)) => format!("{}: + {}", fact.key, cut(after)),
        (Some(before), None) => format!("{}: - {}", fact.key, cut(before)),
        (None, None) => fact.key.clone(),
    }
}

/// What happened to a version in a line: "version 2 added, compared with 1: compatible both ways, in
/// any order".
pub fn version(change: &VersionChange) -> String {
    let text = format!("version {} {}", change.version, change.what);
    let Some(comparison) = &change.comparison else { return text };
    let against = match change.what {
        "edited" => "what it was",
        _ => change.against.as_deref().unwrap_or_default(),
    };
    format!("{text}, compared with {against}: {}", told::verdict(comparison))
}

/// The longest value that is shown in a line, in characters.
const LONGEST: usize = 60;

/// A value that fits in a line.
pub fn cut(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text)),
        None => text.to_owned(),
    }
}

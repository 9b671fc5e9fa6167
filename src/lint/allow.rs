//! Allowances: what the settings and comments make of findings. Nothing is hidden: an allowed finding
//! stays, with its reason and its last day.

use std::collections::BTreeMap;

use crate::config::Allow;
use crate::document::ignore::{Ignore, line_start};
use crate::finding::{Allowance, Finding, Subject};
use crate::lint::levels::{Levels, UNREADABLE};
use crate::lint::stale;
use crate::source::span::FileId;
use crate::study::Study;

/// What tolerates a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cover {
    /// An entry of `allow`, by its number.
    Entry(usize),
    /// A rule of a comment, by the number of the comment and its own.
    Comment(usize, usize),
}

/// The levels and allowances of the settings and of the comments, ready to be asked.
#[derive(Debug)]
pub struct Tolerance<'a> {
    study: &'a Study,
    levels: &'a Levels<'a>,
    /// The entries of `allow` by their rules.
    entries: BTreeMap<&'a str, Vec<usize>>,
    /// The comments by the lines that they speak of.
    comments: BTreeMap<FileId, BTreeMap<u32, Vec<usize>>>,
}

/// The findings at the levels and with the allowances of the settings, and what is wrong with the
/// allowances themselves.
pub fn apply(study: &Study, levels: &Levels<'_>, findings: Vec<Finding>) -> Vec<Finding> {
    let tolerance = Tolerance::of(study, levels);
    let mut used = Vec::new();
    let mut judged: Vec<Finding> = Vec::with_capacity(findings.len());
    for finding in findings {
        let path = &study.sources.file(finding.primary.span.file).path;
        if let Some(finding) = levels.levelled(path, finding) {
            let (covers, finding) = tolerance.settle(finding);
            used.extend(covers);
            judged.push(finding);
        }
    }
    let own = stale::faults(study, levels, &used.into_iter().collect()).into_iter();
    judged.extend(own.filter_map(|finding| {
        let path = &study.sources.file(finding.primary.span.file).path;
        levels.levelled(path, finding)
    }));
    judged
}

impl<'a> Tolerance<'a> {
    /// The allowances of a state.
    pub fn of(study: &'a Study, levels: &'a Levels<'a>) -> Self {
        let mut entries: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (number, allow) in study.config.allow.iter().enumerate() {
            entries.entry(&allow.rule.value).or_default().push(number);
        }
        let mut comments: BTreeMap<FileId, BTreeMap<u32, Vec<usize>>> = BTreeMap::new();
        for (number, ignore) in study.ignores.iter().enumerate() {
            let lines = comments.entry(ignore.span.file).or_default();
            for line in [Some(ignore.line), ignore.line_below].into_iter().flatten() {
                lines.entry(line).or_default().push(number);
            }
        }
        Tolerance { study, levels, entries, comments }
    }

    /// A finding in the file of this path at its level and with its allowance; none where its rule is
    /// off. The place may be one of another state than the allowances are of.
    pub fn judge(&self, path: &str, finding: Finding) -> Option<Finding> {
        Some(self.settle(self.levels.levelled(path, finding)?).1)
    }

    /// What covers a finding, and the finding with the allowance that follows. An entry of `allow`
    /// comes before a comment, because it says until when.
    fn settle(&self, finding: Finding) -> (Vec<Cover>, Finding) {
        let entry = self.entry(&finding);
        let comment = self.comment(&finding);
        let covers = entry.map(Cover::Entry).into_iter();
        let covers = covers.chain(comment.map(|(number, rule)| Cover::Comment(number, rule)));
        let covers: Vec<Cover> = covers.collect();
        let entry = entry.map(|number| &self.study.config.allow[number].value);
        let comment = comment.map(|(number, _)| &self.study.ignores[number]);
        let finding = match (entry.filter(|allow| self.tolerates(allow)), comment) {
            (Some(allow), _) => allowed(finding, allow),
            (None, Some(ignore)) if !ignore.reason.is_empty() => ignored(finding, ignore),
            _ => finding,
        };
        (covers, finding)
    }

    /// The entry of `allow` that covers a finding: the first that still holds, or else the first.
    fn entry(&self, finding: &Finding) -> Option<usize> {
        let numbers = self.entries.get(finding.rule)?.iter().copied();
        let covering = numbers.filter(|number| covers(&self.study.config.allow[*number], finding));
        let covering: Vec<usize> = covering.collect();
        let holding = |number: &&usize| self.tolerates(&self.study.config.allow[**number]);
        covering.iter().find(holding).or(covering.first()).copied()
    }

    /// The comment that covers a finding, and the number of the rule in it.
    fn comment(&self, finding: &Finding) -> Option<(usize, usize)> {
        let span = finding.primary.span;
        let lines = self.comments.get(&span.file)?;
        if UNREADABLE.contains(&finding.rule) {
            return None;
        }
        let line = line_start(&self.study.sources.file(span.file).text, span.start);
        lines.get(&(line as u32))?.iter().find_map(|number| {
            let mut rules = self.study.ignores[*number].rules.iter();
            Some((*number, rules.position(|rule| rule.value == finding.rule)?))
        })
    }

    /// Whether an entry still holds, and says why.
    fn tolerates(&self, allow: &Allow) -> bool {
        !allow.until.is_past(self.study.today) && !allow.reason.trim().is_empty()
    }
}

fn covers(allow: &Allow, finding: &Finding) -> bool {
    let is_target = |subject: &Subject| {
        let target = allow.target.as_str();
        target == subject.name || target.split_once(':') == Some((subject.kind, &subject.name))
    };
    finding.subjects.iter().any(is_target)
}

fn allowed(finding: Finding, allow: &Allow) -> Finding {
    let level = allow.level.map(|level| level.level());
    let allowance = Allowance {
        reason: allow.reason.value.clone(),
        until: Some(allow.until.value.to_string()),
        lowered_from: level.map(|_| finding.level),
    };
    Finding { level: level.unwrap_or(finding.level), allowance: Some(allowance), ..finding }
}

fn ignored(finding: Finding, ignore: &Ignore) -> Finding {
    let allowance = Allowance { reason: ignore.reason.clone(), until: None, lowered_from: None };
    Finding { allowance: Some(allowance), ..finding }
}

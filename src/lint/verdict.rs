//! What judging a catalog gives: findings, passes with their evidence, what is unknown, and for
//! each question one verdict.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::finding::{Finding, Level, Subject};
use crate::lint::concern::{CONCERNS, Concern};
use crate::lint::rule::{Pass, Unknown};
use crate::lint::rules;

/// The judgement of a catalog.
#[derive(Debug)]
pub struct Judgement {
    /// Faults, by place.
    pub findings: Vec<Finding>,
    /// Checks that held, by rule.
    pub passes: Vec<Pass>,
    /// Checks that could not be made, by rule.
    pub unknowns: Vec<Unknown>,
    /// Rules that found nothing to judge.
    pub inapplicable: Vec<Inapplicable>,
    /// One verdict for each question, for the whole catalog.
    pub verdicts: Vec<Verdict>,
    /// For each document, the numbers of what was said of it.
    about: BTreeMap<Subject, About>,
}

/// The numbers of the findings, passes and unknowns that concern a document.
#[derive(Debug, Default)]
struct About {
    findings: Vec<usize>,
    passes: Vec<usize>,
    unknowns: Vec<usize>,
}

/// What was said of a document or of several.
#[derive(Debug, Default)]
pub struct Said<'a> {
    /// Faults.
    pub findings: Vec<&'a Finding>,
    /// Checks that held.
    pub passes: Vec<&'a Pass>,
    /// Checks that could not be made.
    pub unknowns: Vec<&'a Unknown>,
}

/// A rule that found nothing to judge.
#[derive(Debug, Clone)]
pub struct Inapplicable {
    /// The rule.
    pub rule: &'static str,
    /// Why there is nothing.
    pub reason: String,
}

/// The answer to a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Verdict {
    /// The question.
    pub concern: Concern,
    /// The answer.
    pub outcome: Outcome,
    /// What it rests on.
    pub evidence: String,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Something is at fault; the gravest counts.
    Level(Level),
    /// Judged, and it holds.
    Pass,
    /// Not judged, because something is not stated.
    Unknown,
    /// There is nothing to judge.
    NotApplicable,
}

impl Outcome {
    /// The word of reports and pages.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Level(level) => level.word(),
            Outcome::Pass => "pass",
            Outcome::Unknown => "unknown",
            Outcome::NotApplicable => "not applicable",
        }
    }
}

impl Judgement {
    /// How many findings of a level count.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|finding| finding.level == level && finding.counts()).count()
    }

    /// How many findings are allowed and not counted.
    pub fn allowed(&self) -> usize {
        self.findings.iter().filter(|finding| !finding.counts()).count()
    }

    /// The findings that concern a document.
    pub fn findings_about(&self, subject: &Subject) -> impl Iterator<Item = &Finding> {
        let about = self.about.get(subject);
        about.into_iter().flat_map(|about| &about.findings).map(|number| &self.findings[*number])
    }

    /// The verdicts on a document: one for each question that a check of it answers.
    pub fn verdicts_about(&self, subject: &Subject) -> Vec<Verdict> {
        let verdicts = self.verdicts_on(std::slice::from_ref(subject)).into_iter();
        verdicts.filter(|verdict| verdict.outcome != Outcome::NotApplicable).collect()
    }

    /// One verdict for each question, from all that was said of any of these documents. What was
    /// said of several of them counts once.
    pub fn verdicts_on(&self, subjects: &[Subject]) -> Vec<Verdict> {
        let Said { findings, passes, unknowns } = self.said_of(subjects);
        let verdicts = CONCERNS
            .iter()
            .map(|concern| answer(*concern, &findings, &passes, &unknowns, &[], Pass::words));
        verdicts.collect()
    }

    /// All that was said of any of these documents, each thing once.
    pub fn said_of(&self, subjects: &[Subject]) -> Said<'_> {
        let about: Vec<&About> =
            subjects.iter().filter_map(|subject| self.about.get(subject)).collect();
        let all = |part: fn(&About) -> &[usize]| -> BTreeSet<usize> {
            about.iter().flat_map(|about| part(about)).copied().collect()
        };
        let findings = all(|about| &about.findings);
        let passes = all(|about| &about.passes);
        let unknowns = all(|about| &about.unknowns);
        Said {
            findings: findings.iter().map(|at| &self.findings[*at]).collect(),
            passes: passes.iter().map(|at| &self.passes[*at]).collect(),
            unknowns: unknowns.iter().map(|at| &self.unknowns[*at]).collect(),
        }
    }

    /// The judgement that all rules together give.
    pub fn of(
        findings: Vec<Finding>,
        passes: Vec<Pass>,
        unknowns: Vec<Unknown>,
        inapplicable: Vec<Inapplicable>,
    ) -> Self {
        let mut about: BTreeMap<Subject, About> = BTreeMap::new();
        let mut note = |subjects: &[Subject], note: &dyn Fn(&mut About)| {
            subjects.iter().for_each(|subject| note(about.entry(subject.clone()).or_default()));
        };
        for (number, finding) in findings.iter().enumerate() {
            note(&finding.subjects, &|about| about.findings.push(number));
        }
        for (number, pass) in passes.iter().enumerate() {
            note(&pass.subjects, &|about| about.passes.push(number));
        }
        for (number, unknown) in unknowns.iter().enumerate() {
            note(&unknown.subjects, &|about| about.unknowns.push(number));
        }
        let verdicts = verdicts(&findings, &passes, &unknowns, &inapplicable);
        Judgement { findings, passes, unknowns, inapplicable, verdicts, about }
    }
}

/// One verdict for each question, from everything that the rules said.
fn verdicts(
    findings: &[Finding],
    passes: &[Pass],
    unknowns: &[Unknown],
    inapplicable: &[Inapplicable],
) -> Vec<Verdict> {
    let findings: Vec<&Finding> = findings.iter().collect();
    let passes: Vec<&Pass> = passes.iter().collect();
    let unknowns: Vec<&Unknown> = unknowns.iter().collect();
    let in_general = |pass: &Pass| pass.evidence.clone();
    let verdicts = CONCERNS
        .iter()
        .map(|concern| answer(*concern, &findings, &passes, &unknowns, inapplicable, in_general));
    verdicts.collect()
}

fn answer(
    concern: Concern,
    findings: &[&Finding],
    passes: &[&Pass],
    unknowns: &[&Unknown],
    inapplicable: &[Inapplicable],
    words: fn(&Pass) -> String,
) -> Verdict {
    let of = |rule: &str| rules::find(rule).is_some_and(|rule| rule.concern == concern);
    let faults: Vec<&Finding> = findings.iter().copied().filter(|fault| of(fault.rule)).collect();
    let passes: Vec<&Pass> = passes.iter().copied().filter(|pass| of(pass.rule)).collect();
    let unknowns: Vec<&Unknown> = unknowns.iter().copied().filter(|open| of(open.rule)).collect();
    // What is allowed without a level keeps its own: it is as grave as before, and only not counted.
    let (outcome, evidence) = if let Some(level) = faults.iter().map(|fault| fault.level).max() {
        let worst: Vec<&str> = faults
            .iter()
            .filter(|fault| fault.level == level)
            .map(|fault| fault.message.as_str())
            .collect();
        (Outcome::Level(level), summary(&worst))
    } else if !passes.is_empty() {
        (Outcome::Pass, counted_summary(passes.iter().map(|pass| words(pass))))
    } else if !unknowns.is_empty() {
        (Outcome::Unknown, counted_summary(unknowns.iter().map(|open| open.what.clone())))
    } else {
        let reasons = inapplicable.iter().filter(|rule| of(rule.rule));
        let reasons: BTreeSet<&str> = reasons.map(|rule| rule.reason.as_str()).collect();
        (Outcome::NotApplicable, counted_summary(reasons.into_iter().map(str::to_owned)))
    };
    Verdict { concern, outcome, evidence }
}

/// The first message, and how many more there are.
pub fn summary(messages: &[&str]) -> String {
    match messages {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, rest @ ..] => format!("{first}; and {} more", rest.len()),
    }
}

/// The most different texts that a summary tells.
const MOST_TOLD: usize = 4;

/// Each different text once, with how often it was said where that is more than once.
pub fn counted_summary(texts: impl Iterator<Item = String>) -> String {
    let mut counted: Vec<(String, usize)> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        match places.get(&text) {
            Some(place) => counted[*place].1 += 1,
            None => {
                places.insert(text.clone(), counted.len());
                counted.push((text, 1));
            }
        }
    }
    let told = counted.iter().take(MOST_TOLD).map(|(text, count)| match count {
        1 => text.clone(),
        count => format!("{text} ({count}×)"),
    });
    let more = counted.len().saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| format!("{more} more"));
    told.chain(more).collect::<Vec<_>>().join("; ")
}

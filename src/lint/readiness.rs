//! How ready a service, an event or the whole catalog is: an answer to each line of the checklist,
//! from what the rules said of it.
//!
//! A line is ticked only where all of it is known to hold: one fault fails it, and one thing that is
//! not stated leaves it open, however much passes beside.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, Level, Subject};
use crate::lint::checklist::{LINES, Line, line_of, rules_of};
use crate::lint::rule::{Pass, Unknown};
use crate::lint::rules::RULES;
use crate::lint::verdict::{Judgement, counted_summary, summary};

/// The answers to all lines.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// One for each line, in the order of the checklist.
    pub answers: Vec<LineAnswer>,
}

/// The answer to a line.
#[derive(Debug, Clone)]
pub struct LineAnswer {
    /// The line.
    pub line: &'static Line,
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub evidence: String,
    /// The rules that gave this answer, in the order of the list of rules.
    pub rules: Vec<&'static str>,
    /// How many findings there are, allowed ones left out.
    pub findings: usize,
    /// How many findings are allowed.
    pub allowed: usize,
    /// How many checks held.
    pub passes: usize,
    /// How many checks could not be made.
    pub unknowns: usize,
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Something is at fault; the gravest counts. What is only for information fails no line.
    Fail(Level),
    /// Something is at fault, and all of it is allowed.
    Allowed,
    /// Something is not stated.
    Unknown,
    /// All that is judged holds.
    Pass,
    /// There is nothing to judge.
    NotApplicable,
}

/// How many lines have each answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that hold.
    pub pass: usize,
    /// Lines at fault.
    pub fail: usize,
    /// Lines whose faults are all allowed.
    pub allowed: usize,
    /// Lines that are open.
    pub unknown: usize,
    /// Lines with nothing to judge.
    pub not_applicable: usize,
}

impl Answer {
    /// The word of reports and pages.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Fail(level) => level.word(),
            Answer::Allowed => "allowed",
            Answer::Unknown => "unknown",
            Answer::Pass => "pass",
            Answer::NotApplicable => "not applicable",
        }
    }

    /// Whether the line is at fault.
    pub fn fails(self) -> bool {
        matches!(self, Answer::Fail(_))
    }
}

impl Counts {
    /// How many lines could be answered.
    pub fn applicable(self) -> usize {
        self.pass + self.fail + self.allowed + self.unknown
    }

    /// The shortest that can be said: what a badge says.
    pub fn words(self) -> String {
        match self {
            Counts { fail: 0, pass: 0, allowed: 0, .. } => "unknown".to_owned(),
            Counts { fail: 0, pass, .. } => format!("{pass}/{} pass", self.applicable()),
            Counts { fail, .. } => format!("{fail} failing"),
        }
    }
}

impl Readiness {
    /// How many lines have each answer.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.answers {
            *match row.answer {
                Answer::Fail(_) => &mut counts.fail,
                Answer::Allowed => &mut counts.allowed,
                Answer::Unknown => &mut counts.unknown,
                Answer::Pass => &mut counts.pass,
                Answer::NotApplicable => &mut counts.not_applicable,
            } += 1;
        }
        counts
    }

    /// How many checks could not be made.
    pub fn unknowns(&self) -> usize {
        self.answers.iter().map(|row| row.unknowns).sum()
    }

    /// Whether there is anything to answer.
    pub fn applies(&self) -> bool {
        self.answers.iter().any(|row| row.answer != Answer::NotApplicable)
    }
}

/// How ready the whole catalog is.
pub fn of_catalog(judgement: &Judgement) -> Readiness {
    let mut said = Said::all();
    judgement.findings.iter().for_each(|finding| said.find(finding));
    judgement.passes.iter().for_each(|pass| said.pass(pass));
    judgement.unknowns.iter().for_each(|unknown| said.unknown(unknown));
    let mut reasons: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for row in &judgement.inapplicable {
        if let Some(line) = line_of(row.rule) {
            reasons.entry(line).or_default().insert(&row.reason);
        }
    }
    said.answers(|pass| pass.evidence.clone(), &reasons)
}

/// How ready what one document declares is: from all that was said of it.
pub fn of_subject(judgement: &Judgement, subject: &Subject) -> Readiness {
    let mut said = Said::all();
    judgement.findings_about(subject).for_each(|finding| said.find(finding));
    judgement.passes_about(subject).for_each(|pass| said.pass(pass));
    judgement.unknowns_about(subject).for_each(|unknown| said.unknown(unknown));
    said.answers(Pass::words, &BTreeMap::new())
}

/// What was said, by line.
struct Said<'a>(Vec<OfLine<'a>>);

#[derive(Default)]
struct OfLine<'a> {
    findings: Vec<&'a Finding>,
    passes: Vec<&'a Pass>,
    unknowns: Vec<&'a Unknown>,
}

impl<'a> Said<'a> {
    fn all() -> Self {
        Said(LINES.iter().map(|_| OfLine::default()).collect())
    }

    fn find(&mut self, finding: &'a Finding) {
        line_of(finding.rule).into_iter().for_each(|line| self.0[line].findings.push(finding));
    }

    fn pass(&mut self, pass: &'a Pass) {
        line_of(pass.rule).into_iter().for_each(|line| self.0[line].passes.push(pass));
    }

    fn unknown(&mut self, unknown: &'a Unknown) {
        line_of(unknown.rule).into_iter().for_each(|line| self.0[line].unknowns.push(unknown));
    }

    fn answers(
        &self,
        words: fn(&Pass) -> String,
        reasons: &BTreeMap<usize, BTreeSet<&str>>,
    ) -> Readiness {
        let answers = self.0.iter().enumerate();
        let answers = answers.map(|(line, said)| answer(line, said, words, reasons.get(&line)));
        Readiness { answers: answers.collect() }
    }
}

fn answer(
    number: usize,
    said: &OfLine<'_>,
    words: fn(&Pass) -> String,
    reasons: Option<&BTreeSet<&str>>,
) -> LineAnswer {
    let line = &LINES[number];
    let (counted, allowed): (Vec<&Finding>, Vec<&Finding>) =
        said.findings.iter().copied().partition(|finding| finding.counts());
    let (faults, notes): (Vec<&Finding>, Vec<&Finding>) =
        counted.iter().copied().partition(|finding| finding.level > Level::Info);
    let told = |findings: &[&Finding]| {
        let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
        (summary(&messages), listed(findings.iter().map(|one| one.rule)))
    };
    let (answer, (evidence, rules)) = if let Some(level) = faults.iter().map(|one| one.level).max() {
        let worst: Vec<&Finding> = faults.into_iter().filter(|one| one.level == level).collect();
        (Answer::Fail(level), told(&worst))
    } else if !allowed.is_empty() {
        (Answer::Allowed, told(&allowed))
    } else if !said.unknowns.is_empty() {
        let what = counted_summary(said.unknowns.iter().map(|one| one.what.clone()));
        (Answer::Unknown, (what, listed(said.unknowns.iter().map(|one| one.rule))))
    } else if !said.passes.is_empty() {
        let evidence = counted_summary(said.passes.iter().map(|pass| words(pass)));
        (Answer::Pass, (evidence, listed(said.passes.iter().map(|pass| pass.rule))))
    } else if !notes.is_empty() {
        (Answer::Pass, told(&notes))
    } else {
        let reasons = reasons.into_iter().flatten().map(|reason| (*reason).to_owned());
        let reasons = match rules_of(number).next() {
            Some(_) => counted_summary(reasons),
            None => "no rule judges it".to_owned(),
        };
        let reason = if reasons.is_empty() { line.nothing.to_owned() } else { reasons };
        (Answer::NotApplicable, (reason, Vec::new()))
    };
    LineAnswer {
        line,
        answer,
        evidence,
        rules,
        findings: counted.len(),
        allowed: allowed.len(),
        passes: said.passes.len(),
        unknowns: said.unknowns.len(),
    }
}

/// Each rule once, in the order of the list of rules.
fn listed<'a>(rules: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let said: BTreeSet<&str> = rules.collect();
    let all = RULES.iter().map(|rule| rule.name);
    all.filter(|rule| said.contains(rule)).collect()
}

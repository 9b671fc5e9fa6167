//! How ready a service, an event or the whole catalog is: an answer to each line of the checklist,
//! from what the rules said of it.
//!
//! A line is ticked only where all of it is known to hold: one fault fails it, and one thing that is
//! not stated leaves it open, however much passes beside.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::projection::Projection;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::{Finding, Level, Subject};
use crate::lint::checklist::{LINES, Line, line_of, rules_of};
use crate::lint::rule::Pass;
use crate::lint::rules::RULES;
use crate::lint::verdict::{Judgement, Said, counted_summary, summary};
use crate::study::Study;

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
    let mut reasons: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    for row in &judgement.inapplicable {
        if let Some(line) = line_of(row.rule) {
            reasons.entry(line).or_default().insert(&row.reason);
        }
    }
    let said = Said {
        findings: judgement.findings.iter().collect(),
        passes: judgement.passes.iter().collect(),
        unknowns: judgement.unknowns.iter().collect(),
    };
    answers(said, |pass| pass.evidence.clone(), &reasons)
}

/// How ready an event is: from all that was said of it, and of the dead-letter queues of those who
/// consume it.
pub fn of_event(study: &Study, judgement: &Judgement, key: Key<Event>) -> Readiness {
    let mut subjects = vec![study.catalog.events[key].subject()];
    subjects.extend(dead_letters(study, study.graph.subscriptions_of(key)));
    answers(judgement.said_of(&subjects), Pass::words, &BTreeMap::new())
}

/// How ready a service is: from all that was said of it, of the aggregates, projections and stores
/// that are its own, and of its dead-letter queues.
pub fn of_service(study: &Study, judgement: &Judgement, key: Key<Service>) -> Readiness {
    let catalog = &study.catalog;
    let service = &catalog.services[key];
    let aggregates = catalog.aggregates.rows().iter().filter(|row| row.service == Some(key));
    let projections = catalog.projections.rows().iter().filter(|row| row.service == Some(key));
    let stores = service.stores.iter().map(|store| &catalog.stores[*store].id);
    let mut subjects = vec![service.subject()];
    subjects.extend(aggregates.map(Aggregate::subject));
    subjects.extend(projections.map(Projection::subject));
    subjects.extend(stores.map(|id| Subject::new("store", id)));
    subjects.extend(dead_letters(study, study.graph.consumed_by(key)));
    answers(judgement.said_of(&subjects), Pass::words, &BTreeMap::new())
}

/// The dead-letter queues of these consumers.
fn dead_letters<'a>(
    study: &'a Study,
    consumers: &'a [Key<Subscription>],
) -> impl Iterator<Item = Subject> {
    let catalog = &study.catalog;
    let queues = consumers.iter().filter_map(|key| catalog.subscriptions[*key].dlq_topic());
    let queues: BTreeSet<Key<Topic>> = queues.collect();
    queues.into_iter().map(|key| catalog.topics[key].subject())
}

fn answers(
    said: Said<'_>,
    words: fn(&Pass) -> String,
    reasons: &BTreeMap<usize, BTreeSet<&str>>,
) -> Readiness {
    let mut lines: Vec<Said<'_>> = LINES.iter().map(|_| Said::default()).collect();
    for finding in said.findings {
        line_of(finding.rule).into_iter().for_each(|line| lines[line].findings.push(finding));
    }
    for pass in said.passes {
        line_of(pass.rule).into_iter().for_each(|line| lines[line].passes.push(pass));
    }
    for unknown in said.unknowns {
        line_of(unknown.rule).into_iter().for_each(|line| lines[line].unknowns.push(unknown));
    }
    let lines = lines.iter().enumerate();
    let answers = lines.map(|(line, said)| answer(line, said, words, reasons.get(&line)));
    Readiness { answers: answers.collect() }
}

fn answer(
    number: usize,
    said: &Said<'_>,
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
    let (answer, (evidence, rules)) = if let Some(level) = faults.iter().map(|one| one.level).max()
    {
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

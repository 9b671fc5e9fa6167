//! The checklist answered, from what the rules said of a service, an event or the whole catalog.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::projection::Projection;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::{Finding, Level, Subject};
use crate::lint::checklist::{LINES, line_of, rules_of};
use crate::lint::concern::Concern;
use crate::lint::readiness::{Answer, LineAnswer, Readiness};
use crate::lint::rule::Pass;
use crate::lint::rules::{self, RULES};
use crate::lint::verdict::{Judgement, Said, counted_summary, summary};
use crate::study::Study;

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
    answers(said, |pass| pass.evidence.to_string(), &reasons)
}

/// How ready an event is: from all that was said of it, and of the dead-letter queues of those who
/// consume it.
pub fn of_event(study: &Study, judgement: &Judgement, key: Key<Event>) -> Readiness {
    let own = vec![study.catalog.events[key].subject()];
    let queues = dead_letters(study, study.graph.subscriptions_of(key));
    answers(said_of(judgement, own, queues), Pass::words, &BTreeMap::new())
}

/// How ready a service is: from all that was said of it, of the aggregates, projections and stores
/// that are its own, and of its dead-letter queues.
pub fn of_service(study: &Study, judgement: &Judgement, key: Key<Service>) -> Readiness {
    let catalog = &study.catalog;
    let service = &catalog.services[key];
    let aggregates = catalog.aggregates.rows().iter().filter(|row| row.service == Some(key));
    let projections = catalog.projections.rows().iter().filter(|row| row.service == Some(key));
    let stores = service.stores.iter().map(|store| &catalog.stores[*store].id);
    let mut own = vec![service.subject()];
    own.extend(aggregates.map(Aggregate::subject));
    own.extend(projections.map(Projection::subject));
    own.extend(stores.map(|id| Subject::new("store", id)));
    let queues = dead_letters(study, study.graph.consumed_by(key));
    answers(said_of(judgement, own, queues), Pass::words, &BTreeMap::new())
}

/// What was said of these things, and of these dead-letter queues as such: who owns a queue, and
/// what it is called, is no matter of those who use it.
fn said_of(
    judgement: &Judgement,
    own: Vec<Subject>,
    queues: impl Iterator<Item = Subject>,
) -> Said<'_> {
    let all: Vec<Subject> = own.iter().cloned().chain(queues).collect();
    let mut said = judgement.said_of(&all);
    let concerns = |rule: &str, subjects: &[Subject]| {
        subjects.iter().any(|subject| own.contains(subject))
            || rules::find(rule).is_some_and(|rule| rule.concern == Concern::DeadLetters)
    };
    said.findings.retain(|one| concerns(one.rule, &one.subjects));
    said.passes.retain(|one| concerns(one.rule, &one.subjects));
    said.unknowns.retain(|one| concerns(one.rule, &one.subjects));
    said
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
    // What a baseline knows has no reason: the line is at fault all the same.
    let (allowed, counted): (Vec<&Finding>, Vec<&Finding>) =
        said.findings.iter().copied().partition(|finding| finding.is_tolerated());
    let (faults, notes): (Vec<&Finding>, Vec<&Finding>) =
        counted.iter().copied().partition(|finding| finding.level > Level::Info);
    let told = |findings: &[&Finding]| {
        let messages: Vec<&str> = findings.iter().map(|one| one.message.as_str()).collect();
        (summary(&messages), listed(findings.iter().map(|one| one.rule)))
    };
    let (answer, (evidence, rules)) = if let Some(level) = faults.iter().map(|one| one.level).max()
    {
        let worst: Vec<&Finding> = faults.into_iter().filter(|one| one.level == level).collect();
        let tolerated = worst.iter().all(|one| one.allowance.is_some());
        let (mut evidence, rules) = told(&worst);
        if tolerated {
            evidence.push_str(&format!(" (allowed as {level})"));
        } else if worst.iter().all(|one| one.known) {
            evidence.push_str(" (known by the baseline)");
        }
        (Answer::Fail(level), (evidence, rules))
    } else if !allowed.is_empty() {
        (Answer::Allowed, told(&allowed))
    } else if !said.unknowns.is_empty() {
        let what = counted_summary(said.unknowns.iter().map(|one| &*one.what));
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

//! Verdicts: what every rule says of a Study, at the levels and with the allowances of the
//! settings.

pub mod ahead;
pub mod allow;
pub mod assess;
pub mod assignment;
pub mod baseline;
pub mod bindings;
pub mod breaks;
pub mod capacity;
pub mod carried;
pub mod checklist;
pub mod commands;
pub mod concern;
pub mod consumer_group;
pub mod each;
pub mod fields;
pub mod fifo;
pub mod group;
pub mod keys;
pub mod levels;
pub mod mend;
pub mod order;
pub mod personal;
pub mod procedures;
pub mod readiness;
pub mod retries;
pub mod rule;
pub mod rules;
pub mod scope;
pub mod settings;
pub mod stale;
pub mod steps;
pub mod tools;
pub mod verdict;
pub mod withdraw;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::diff::Diff;
use crate::finding::{Finding, Level, Subject};
use crate::lint::allow::Tolerance;
use crate::lint::levels::Levels;
use crate::lint::rule::{Check, Opinion, Rule, Unknown};
use crate::lint::rules::RULES;
use crate::lint::verdict::{Inapplicable, Judgement};
use crate::source::span::{FileId, Span};
use crate::study::Study;

/// Judges a Study. `reading` is what was found while the documents were read and resolved.
pub fn judge(study: &Study, reading: Vec<Finding>) -> Judgement {
    let levels = Levels::of(&study.config);
    let opinions = opinions(study, &levels);
    let mut findings = reading;
    let all = || opinions.iter().flatten();
    let mut passes =
        Vec::with_capacity(all().filter(|one| matches!(one, Opinion::Pass(_))).count());
    let (mut unknowns, mut inapplicable) = (Vec::new(), Vec::new());
    for (rule, opinions) in RULES.iter().zip(opinions) {
        for opinion in opinions {
            match opinion {
                Opinion::Fault(finding) => findings.push(*finding),
                Opinion::Pass(pass) => passes.push(pass),
                Opinion::Unknown(unknown) => unknowns.push(unknown),
                Opinion::NotApplicable { reason } => {
                    inapplicable.push(Inapplicable { rule: rule.name, reason });
                }
            }
        }
    }
    if levels.asks_for_all() {
        findings.extend(unstated(&unknowns));
    }
    let mut findings = allow::apply(study, &levels, merged(findings));
    consumer_group::note(study, &mut findings);
    findings.sort_by(|a, b| {
        (a.primary.span, a.rule, &a.message).cmp(&(b.primary.span, b.rule, &b.message))
    });
    Judgement::of(findings, passes, unknowns, inapplicable)
}

/// What each rule says, in the order of the rules.
fn opinions(study: &Study, levels: &Levels) -> Vec<Vec<Opinion>> {
    // What the profile leaves out gives no pass either: a question is not answered by half.
    let asked: Vec<&Rule> = RULES.iter().filter(|rule| levels.judges(rule)).collect();
    let mut said = said_by(study, &asked).into_iter();
    let all = RULES.iter().map(|rule| match levels.judges(rule) {
        true => said.next().unwrap_or_default(),
        false if rule.check.is_of_design() => vec![not_asked()],
        false => Vec::new(),
    });
    all.collect()
}

/// What each of these rules says of a catalog, in their order.
pub fn said_by(study: &Study, rules: &[&Rule]) -> Vec<Vec<Opinion>> {
    let consumers = || {
        let consumers: Vec<&Subscription> = study.answering().collect();
        let checks = rules.iter().filter_map(|rule| rule.check.of_consumers());
        each::judge(study, &consumers, &checks.collect::<Vec<_>>())
    };
    let events = || {
        let events: Vec<&Event> = study.catalog.events.rows().iter().collect();
        let checks = rules.iter().filter_map(|rule| rule.check.of_events());
        each::judge(study, &events, &checks.collect::<Vec<_>>())
    };
    let whole = || {
        let said = rules.par_iter().map(|rule| match rule.check {
            Check::Design(check) => check(study),
            _ => Vec::new(),
        });
        said.collect::<Vec<_>>()
    };
    let (whole, (consumers, events)) = rayon::join(whole, || rayon::join(consumers, events));
    let (mut consumers, mut events) = (consumers.into_iter(), events.into_iter());
    let said = rules.iter().zip(whole).map(|(rule, whole)| match rule.check {
        Check::Consumer(_) => consumers.next().unwrap_or_default(),
        Check::Event(_) => events.next().unwrap_or_default(),
        Check::Reading | Check::Design(_) | Check::Comparison(_) => whole,
    });
    said.collect()
}

fn not_asked() -> Opinion {
    Opinion::NotApplicable { reason: "not asked by the profile `minimal`".to_owned() }
}

/// What could not be judged, as findings: one for each rule and document.
fn unstated(unknowns: &[Unknown]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    // What cannot be read is told already, by the fault that hides it.
    let unstated = unknowns.iter().filter(|open| open.what != scope::HIDDEN);
    let new = unstated.filter(|open| seen.insert((open.rule, open.subjects.first())));
    let findings = new.map(|open| {
        let message = format!("this could not be judged: {}", open.what);
        // What is open for the whole catalog stands in the settings: the first document that it is
        // open for is another one soon.
        let (span, label) = match open.subjects.is_empty() {
            true => (Span::new(FileId(0), 0, 0), "this is about the whole catalog: state it there"),
            false => (open.span, "state it here, or allow the finding"),
        };
        let finding = Finding::new(open.rule, Level::Warn, span, message).label(label);
        Finding { subjects: open.subjects.to_vec(), ..finding }
    });
    findings.collect()
}

/// Judges what differs between two states of a catalog, by the settings of the newer one. The places
/// are among the files of both.
pub fn compare(diff: &Diff<'_>) -> Vec<Finding> {
    let levels = Levels::of(&diff.head.config);
    let tolerance = Tolerance::of(diff.head, &levels);
    let checks = RULES.iter().filter_map(|rule| match rule.check {
        Check::Comparison(check) => Some(check),
        _ => None,
    });
    let found = checks.flat_map(|check| check(diff)).filter_map(|finding| {
        let path = diff.path(finding.primary.span);
        tolerance.judge(path, finding)
    });
    let mut findings: Vec<Finding> = found.collect();
    // What somebody is known to suffer from comes before what only may be.
    let spared = |finding: &Finding| !finding.subjects.iter().any(|it| it.kind == "service");
    findings.sort_by(|a, b| {
        let place = |one: &Finding| (spared(one), one.primary.span, one.rule);
        (b.level, place(a), &a.message).cmp(&(a.level, place(b), &b.message))
    });
    findings
}

/// One line may speak of many events and of many services: an entry of a service that lists events,
/// or a default of a topic. What is wrong with it is one fault, of one rule at one place. The first
/// finding tells it, says how many more services it meets, and concerns them all.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut places: BTreeMap<(&str, Span), usize> = BTreeMap::new();
    let mut services: BTreeMap<usize, BTreeSet<Subject>> = BTreeMap::new();
    for finding in findings {
        let Some(service) = met_by(&finding) else {
            kept.push(finding);
            continue;
        };
        let first = *places.entry((finding.rule, finding.primary.span)).or_insert(kept.len());
        services.entry(first).or_default().insert(service);
        match kept.get_mut(first) {
            None => kept.push(finding),
            Some(known) => {
                let subjects = &mut known.subjects;
                let new: Vec<Subject> =
                    finding.subjects.into_iter().filter(|new| !subjects.contains(new)).collect();
                subjects.extend(new);
            }
        }
    }
    for (first, services) in services {
        let others: Vec<String> =
            services.iter().map(|other| format!("`{}`", other.name)).collect();
        if let [_, _, ..] = others.as_slice() {
            let known = &mut kept[first];
            known.message = format!("{}; it is so for {}", known.message, others.join(", "));
        }
    }
    kept
}

/// The service that a finding about a consumer or a producer is about.
fn met_by(finding: &Finding) -> Option<Subject> {
    let second = finding.subjects.get(1)?;
    (finding.subjects[0].kind == "event" && second.kind == "service").then(|| second.clone())
}

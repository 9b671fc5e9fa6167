//! Verdicts: what every rule says of a Study, at the levels and with the allowances of the
//! settings.

pub mod allow;
pub mod bindings;
pub mod breaks;
pub mod carried;
pub mod concern;
pub mod group;
pub mod personal;
pub mod rule;
pub mod rules;
pub mod scope;
pub mod steps;
pub mod verdict;
pub mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diff::Diff;
use crate::finding::{Finding, Subject};
use crate::lint::rule::{Check, Opinion};
use crate::lint::rules::RULES;
use crate::lint::verdict::{Inapplicable, Judgement};
use crate::source::span::Span;
use crate::study::Study;

/// Judges a Study. `reading` is what was found while the documents were read and resolved.
pub fn judge(study: &Study, reading: Vec<Finding>) -> Judgement {
    let opinions: Vec<Vec<Opinion>> = RULES
        .par_iter()
        .map(|rule| match rule.check {
            Check::Reading | Check::Comparison(_) => Vec::new(),
            Check::Design(check) => check(study),
        })
        .collect();
    let mut findings = reading;
    let (mut passes, mut unknowns, mut inapplicable) = (Vec::new(), Vec::new(), Vec::new());
    for (rule, opinions) in RULES.iter().zip(opinions) {
        for opinion in opinions {
            match opinion {
                Opinion::Fault(finding) => findings.push(finding),
                Opinion::Pass(pass) => passes.push(pass),
                Opinion::Unknown(unknown) => unknowns.push(unknown),
                Opinion::NotApplicable { reason } => {
                    inapplicable.push(Inapplicable { rule: rule.name, reason });
                }
            }
        }
    }
    let mut findings = allow::apply(study, merged(findings));
    findings.sort_by(|a, b| {
        (a.primary.span, a.rule, &a.message).cmp(&(b.primary.span, b.rule, &b.message))
    });
    Judgement::of(findings, passes, unknowns, inapplicable)
}

/// Judges what differs between two states of a catalog, by the settings of the newer one. The places
/// are among the files of both.
pub fn compare(diff: &Diff<'_>) -> Vec<Finding> {
    let checks = RULES.iter().filter_map(|rule| match rule.check {
        Check::Comparison(check) => Some(check),
        Check::Reading | Check::Design(_) => None,
    });
    let found = checks.flat_map(|check| check(diff)).filter_map(|finding| {
        let path = diff.path(finding.primary.span);
        allow::settle(diff.head, path, finding)
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

/// One entry of a service may speak of many events, and what is wrong with it is one fault: the
/// same rule at the same place of the same service. The first tells it and concerns them all.
fn merged(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    let mut places: BTreeMap<(&str, Span, Subject), usize> = BTreeMap::new();
    for finding in findings {
        let Some(other) = finding.subjects.get(1) else {
            kept.push(finding);
            continue;
        };
        let place = (finding.rule, finding.primary.span, other.clone());
        match places.get(&place) {
            Some(first) => {
                let subjects = &mut kept[*first].subjects;
                let new: Vec<Subject> =
                    finding.subjects.into_iter().filter(|new| !subjects.contains(new)).collect();
                subjects.extend(new);
            }
            None => {
                places.insert(place, kept.len());
                kept.push(finding);
            }
        }
    }
    kept
}

//! Verdicts: what every rule says of a Study, at the levels and with the allowances of the
//! settings.

pub mod allow;
pub mod concern;
pub mod rule;
pub mod rules;
pub mod scope;
pub mod verdict;

use rayon::prelude::*;

use crate::finding::Finding;
use crate::lint::rule::{Check, Opinion};
use crate::lint::rules::RULES;
use crate::lint::verdict::{Inapplicable, Judgement};
use crate::study::Study;

/// Judges a Study. `reading` is what was found while the documents were read and resolved.
pub fn judge(study: &Study, reading: Vec<Finding>) -> Judgement {
    let opinions: Vec<Vec<Opinion>> = RULES
        .par_iter()
        .map(|rule| match rule.check {
            Check::Reading => Vec::new(),
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
    let mut findings = allow::apply(study, findings);
    findings.sort_by(|a, b| {
        (a.primary.span, a.rule, &a.message).cmp(&(b.primary.span, b.rule, &b.message))
    });
    Judgement::of(findings, passes, unknowns, inapplicable)
}

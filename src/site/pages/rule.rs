//! The page of a rule: its own comment, so that a finding explains itself, and what it says here.

use serde::Serialize;

use crate::lint::rule::Rule;
use crate::lint::rules::RULES;
use crate::site::markdown::{Prose, page_text};
use crate::site::page::{Draft, Page, PageKind, drafts};
use crate::site::search::Entry;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::finding::{FindingView, finding};
use crate::site::view::piece::{Link, Place};

/// The pages of rules.
pub const PAGE: PageKind = PageKind {
    name: "rule",
    sentence: "What a rule finds, why it matters, and what it says of this catalog.",
    plan,
};

/// How many passes, unknowns and findings are shown.
const SHOWN: usize = 15;

/// A rule.
#[derive(Debug, Serialize)]
struct RuleView {
    name: &'static str,
    sentence: String,
    concern: &'static str,
    question: &'static str,
    level: &'static str,
    gate: bool,
    since: &'static str,
    comment: Prose,
    findings: Vec<FindingView>,
    passes: Vec<Said>,
    passed: usize,
    unknowns: Vec<Said>,
    unknown: usize,
    inapplicable: Option<String>,
}

/// A pass or an unknown.
#[derive(Debug, Serialize)]
struct Said {
    text: String,
    subject: Option<Link>,
    place: Place,
}

fn plan(at: Standpoint<'_>) -> Vec<Draft<'_>> {
    let folder = |rule: &Rule| url::folder("rules", rule.name);
    let page = move |folder: &str, rule: &Rule| {
        let at = at.at(folder);
        let mut crumbs = at.above("Findings", "findings");
        crumbs.push(at.link("Rules", "rules/", ""));
        Page::new("rule", at.folder, format!("{} (rule)", rule.name), view(at, rule))
            .described(rule.sentence())
            .called(rule.name)
            .below("findings", crumbs)
            .found(Entry::new(at.link(rule.name, at.folder, "rule"), rule.name))
    };
    drafts(RULES.iter(), folder, page)
}

fn view(at: Standpoint<'_>, rule: &Rule) -> RuleView {
    let judgement = at.judgement;
    let passes = judgement.passes.iter().filter(|pass| pass.rule == rule.name);
    let unknowns = judgement.unknowns.iter().filter(|unknown| unknown.rule == rule.name);
    let findings = judgement.findings.iter().filter(|finding| finding.rule == rule.name);
    let inapplicable = judgement.inapplicable.iter().find(|row| row.rule == rule.name);
    RuleView {
        name: rule.name,
        sentence: rule.sentence(),
        concern: rule.concern.title(),
        question: rule.concern.question(),
        level: rule.level.word(),
        gate: rule.gate,
        since: rule.since,
        comment: page_text(&rule.documentation()),
        findings: findings.take(SHOWN).map(|found| finding(at, found)).collect(),
        passed: passes.clone().count(),
        passes: passes
            .take(SHOWN)
            .map(|pass| Said {
                text: pass.evidence.to_string(),
                subject: pass.subjects.first().and_then(|subject| at.subject(subject)),
                place: at.place(pass.span),
            })
            .collect(),
        unknown: unknowns.clone().count(),
        unknowns: unknowns
            .take(SHOWN)
            .map(|unknown| Said {
                text: unknown.what.to_string(),
                subject: unknown.subjects.first().and_then(|subject| at.subject(subject)),
                place: at.place(unknown.span),
            })
            .collect(),
        inapplicable: inapplicable.map(|row| row.reason.clone()),
    }
}

//! Findings and verdicts as pages show them.

use serde::Serialize;

use crate::finding::{Finding, Label, Level, Subject};
use crate::lint::verdict::Verdict;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Link, Place};

/// A finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingView {
    /// The word of its level.
    pub level: &'static str,
    /// The id of its rule.
    pub rule: &'static str,
    /// The page of its rule.
    pub rule_page: Option<Link>,
    /// What is wrong and why.
    pub message: String,
    /// What is to be seen at its place.
    pub label: String,
    /// Its place.
    pub place: Place,
    /// Other places that the message speaks of.
    pub related: Vec<Note>,
    /// What to type.
    pub help: Option<String>,
    /// The pages of what it concerns.
    pub subjects: Vec<Link>,
    /// Why it is tolerated, if it is.
    pub allowance: Option<AllowanceView>,
}

/// A place and what is to be seen there.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// What is to be seen.
    pub text: String,
    /// The place.
    pub place: Place,
}

/// Why a finding is tolerated.
#[derive(Debug, Clone, Serialize)]
pub struct AllowanceView {
    /// The reason.
    pub reason: String,
    /// The last day, in words.
    pub until: String,
    /// The level that the rule gave.
    pub lowered_from: Option<&'static str>,
}

/// A verdict.
#[derive(Debug, Clone, Serialize)]
pub struct VerdictView {
    /// What was asked, in a word or two.
    pub title: &'static str,
    /// What was asked.
    pub question: &'static str,
    /// The word of the outcome.
    pub outcome: &'static str,
    /// What the outcome rests on.
    pub evidence: String,
}

/// A finding as a page shows it.
pub fn finding(at: Standpoint<'_>, finding: &Finding) -> FindingView {
    let note = |label: &Label| Note { text: label.text.clone(), place: at.place(label.span) };
    FindingView {
        level: finding.level.word(),
        rule: finding.rule,
        rule_page: at.rule(finding.rule),
        message: finding.message.clone(),
        label: finding.primary.text.clone(),
        place: at.place(finding.primary.span),
        related: finding.related.iter().map(note).collect(),
        help: finding.help.clone(),
        subjects: finding.subjects.iter().filter_map(|subject| at.subject(subject)).collect(),
        allowance: finding.allowance.as_ref().map(|allowance| AllowanceView {
            reason: allowance.reason.clone(),
            until: match allowance.until.as_str() {
                "never" => "without an end".to_owned(),
                day => format!("until {day}"),
            },
            lowered_from: allowance.lowered_from.map(Level::word),
        }),
    }
}

/// The findings about a subject, gravest first.
pub fn findings_about(at: Standpoint<'_>, subject: &Subject) -> Vec<FindingView> {
    let mut about: Vec<&Finding> = at.judgement.findings_about(subject).collect();
    about.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    about.into_iter().map(|found| finding(at, found)).collect()
}

/// The verdicts about a subject.
pub fn verdicts_about(at: Standpoint<'_>, subject: &Subject) -> Vec<VerdictView> {
    at.judgement.verdicts_about(subject).iter().map(verdict).collect()
}

/// A verdict as a page shows it.
pub fn verdict(verdict: &Verdict) -> VerdictView {
    VerdictView {
        title: verdict.concern.title(),
        question: verdict.concern.question(),
        outcome: verdict.outcome.word(),
        evidence: verdict.evidence.clone(),
    }
}

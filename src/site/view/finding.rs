//! Findings and verdicts as pages show them.

use serde::Serialize;

use crate::catalog::event::{Event, EventVersion};
use crate::finding::{Finding, Label, Level, Subject};
use crate::lint::verdict::Verdict;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Link, Place};
use crate::source::span::Span;

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
            until: match allowance.until.as_deref() {
                Some("never") => "without an end".to_owned(),
                Some(day) => format!("until {day}"),
                None => "by a comment".to_owned(),
            },
            lowered_from: allowance.lowered_from.map(Level::word),
        }),
    }
}

/// The findings about a subject, gravest first.
pub fn findings_about(at: Standpoint<'_>, subject: &Subject) -> Vec<FindingView> {
    gravest_first(at, subject).into_iter().map(|found| finding(at, found)).collect()
}

/// The findings about an event as the page of one of its versions shows them, gravest first: those
/// that concern it, and those that only concern what other versions are and what changed between them.
pub fn findings_about_version(
    at: Standpoint<'_>,
    event: &Event,
    version: &EventVersion,
) -> (Vec<FindingView>, Vec<FindingView>) {
    let others = || event.versions.iter().filter(|other| other.version != version.version);
    let concerns = |found: &&Finding| {
        let mut places = found.related.iter().chain([&found.primary]).map(|label| label.span);
        let elsewhere = others().any(|other| states(at, other, found.primary.span));
        !elsewhere || places.any(|place| states(at, version, place))
    };
    let about = gravest_first(at, &event.subject()).into_iter();
    let (own, other): (Vec<&Finding>, Vec<&Finding>) = about.partition(concerns);
    let views = |findings: Vec<&Finding>| {
        findings.into_iter().map(|found| finding(at, found)).collect::<Vec<_>>()
    };
    (views(own), views(other))
}

/// Whether a place is where a version states its number or its schema.
fn states(at: Standpoint<'_>, version: &EventVersion, place: Span) -> bool {
    let within =
        |span: Span| span.file == place.file && span.start <= place.start && place.end <= span.end;
    let file = |span: Span| &at.study.sources.file(span.file).path;
    version.stated.version.span == place
        || version.payload.as_ref().is_some_and(|payload| {
            // A schema may lie in files of its own, which hold nothing else.
            let (contract, path) = (&payload.contract, file(place));
            let reached = contract.path == *path || contract.files.contains_key(path);
            within(payload.span) || reached && path != file(version.span)
        })
}

fn gravest_first<'a>(at: Standpoint<'a>, subject: &Subject) -> Vec<&'a Finding> {
    let mut about: Vec<&Finding> = at.judgement.findings_about(subject).collect();
    about.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    about
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

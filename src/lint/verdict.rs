//! What judging a catalog gives: findings, passes with their evidence, what is unknown, and for
//! each question one verdict.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::OnceLock;

use serde::Serialize;

use crate::finding::{Finding, Level, Subject, Subjects};
use crate::lint::concern::{CONCERNS, Concern};
use crate::lint::rule::{Pass, Unknown};
use crate::lint::rules::RULES;

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
    /// For each document, what was said of it. Only pages ask, so it is made when one does.
    about: OnceLock<BTreeMap<Subject, About>>,
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
        let about = self.about().get(subject);
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
        let said = OfRules {
            findings: by_rule(findings.into_iter()),
            passes: by_rule(passes.into_iter()),
            unknowns: by_rule(unknowns.into_iter()),
            inapplicable: &[],
        };
        CONCERNS.iter().map(|concern| said.answer(*concern, |pass| pass.words().into())).collect()
    }

    /// All that was said of any of these documents, each thing once.
    pub fn said_of(&self, subjects: &[Subject]) -> Said<'_> {
        let about: Vec<&About> =
            subjects.iter().filter_map(|subject| self.about().get(subject)).collect();
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

    /// The same with the findings marked otherwise.
    pub fn with(&self, findings: Vec<Finding>) -> Self {
        let rest = (self.passes.clone(), self.unknowns.clone(), self.inapplicable.clone());
        Judgement::of(findings, rest.0, rest.1, rest.2)
    }

    /// The judgement that all rules together give.
    pub fn of(
        findings: Vec<Finding>,
        passes: Vec<Pass>,
        unknowns: Vec<Unknown>,
        inapplicable: Vec<Inapplicable>,
    ) -> Self {
        let said = OfRules {
            findings: by_rule(findings.iter()),
            passes: by_rule(passes.iter()),
            unknowns: by_rule(unknowns.iter()),
            inapplicable: &inapplicable,
        };
        let verdicts = CONCERNS.iter();
        let verdicts =
            verdicts.map(|concern| said.answer(*concern, |pass| Cow::Borrowed(&*pass.evidence)));
        let verdicts = verdicts.collect();
        Judgement { findings, passes, unknowns, inapplicable, verdicts, about: OnceLock::new() }
    }

    fn about(&self) -> &BTreeMap<Subject, About> {
        self.about.get_or_init(|| {
            let mut about: BTreeMap<Subject, About> = BTreeMap::new();
            for (number, finding) in self.findings.iter().enumerate() {
                for subject in &finding.subjects {
                    about.entry(subject.clone()).or_default().findings.push(number);
                }
            }
            let passes = self.passes.iter().map(|pass| &pass.subjects);
            note(&mut about, passes, |about| &mut about.passes);
            let unknowns = self.unknowns.iter().map(|unknown| &unknown.subjects);
            note(&mut about, unknowns, |about| &mut about.unknowns);
            about
        })
    }
}

/// Notes for each document the numbers of what is said of it, in order. Many things are said of one
/// list of documents, so each list is looked up once.
fn note<'a>(
    about: &mut BTreeMap<Subject, About>,
    said: impl Iterator<Item = &'a Subjects>,
    part: fn(&mut About) -> &mut Vec<usize>,
) {
    let mut places: HashMap<*const Subject, usize> = HashMap::new();
    let mut lists: Vec<(&Subjects, Vec<usize>)> = Vec::new();
    for (number, subjects) in said.enumerate() {
        let place = *places.entry(subjects.as_ptr()).or_insert(lists.len());
        match lists.get_mut(place) {
            Some((_, numbers)) => numbers.push(number),
            None => lists.push((subjects, vec![number])),
        }
    }
    for (subjects, numbers) in lists {
        for subject in subjects.iter() {
            part(about.entry(subject.clone()).or_default()).extend(&numbers);
        }
    }
    about.values_mut().for_each(|about| part(about).sort_unstable());
}

/// What is said, by rule.
struct OfRules<'a> {
    findings: BTreeMap<&'a str, Vec<&'a Finding>>,
    passes: BTreeMap<&'a str, Vec<&'a Pass>>,
    unknowns: BTreeMap<&'a str, Vec<&'a Unknown>>,
    inapplicable: &'a [Inapplicable],
}

/// Something that one rule says.
trait OfRule {
    /// The rule.
    fn rule(&self) -> &'static str;
}

impl OfRule for Finding {
    fn rule(&self) -> &'static str {
        self.rule
    }
}

impl OfRule for Pass {
    fn rule(&self) -> &'static str {
        self.rule
    }
}

impl OfRule for Unknown {
    fn rule(&self) -> &'static str {
        self.rule
    }
}

fn by_rule<'a, T: OfRule>(said: impl Iterator<Item = &'a T>) -> BTreeMap<&'a str, Vec<&'a T>> {
    let mut by_rule: BTreeMap<&str, Vec<&T>> = BTreeMap::new();
    // Mostly one rule after the other has its say, so its list is looked up once.
    let mut said = said.peekable();
    while let Some(first) = said.next() {
        let own = by_rule.entry(first.rule()).or_default();
        own.push(first);
        while let Some(one) = said.next_if(|one| one.rule() == first.rule()) {
            own.push(one);
        }
    }
    by_rule
}

impl OfRules<'_> {
    /// The answer to one question, with the words that a pass has there.
    fn answer(&self, concern: Concern, words: fn(&Pass) -> Cow<'_, str>) -> Verdict {
        let rules = || RULES.iter().filter(move |rule| rule.concern == concern);
        let mut faults: Vec<&Finding> =
            rules().filter_map(|rule| self.findings.get(rule.name)).flatten().copied().collect();
        faults.sort_by_key(|fault| fault.primary.span);
        let mut passes = rules().filter_map(|rule| self.passes.get(rule.name)).flatten().peekable();
        let mut unknowns =
            rules().filter_map(|rule| self.unknowns.get(rule.name)).flatten().peekable();
        // What is allowed without a level keeps its own: it is as grave as before, and only not counted.
        let (outcome, evidence) = if let Some(level) = faults.iter().map(|fault| fault.level).max()
        {
            let worst = faults.iter().filter(|fault| fault.level == level);
            let worst: Vec<&str> = worst.map(|fault| fault.message.as_str()).collect();
            (Outcome::Level(level), summary(&worst))
        } else if passes.peek().is_some() {
            (Outcome::Pass, counted_summary(passes.map(|pass| words(pass))))
        } else if unknowns.peek().is_some() {
            (Outcome::Unknown, counted_summary(unknowns.map(|open| &*open.what)))
        } else {
            let reasons = self.inapplicable.iter();
            let reasons = reasons.filter(|row| rules().any(|rule| rule.name == row.rule));
            let reasons: BTreeSet<&str> = reasons.map(|row| row.reason.as_str()).collect();
            (Outcome::NotApplicable, counted_summary(reasons.into_iter()))
        };
        Verdict { concern, outcome, evidence }
    }
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
pub fn counted_summary<'a>(texts: impl Iterator<Item = impl Into<Cow<'a, str>>>) -> String {
    let mut counted: Vec<(Cow<'a, str>, usize)> = Vec::new();
    let mut places: HashMap<Cow<'a, str>, usize> = HashMap::new();
    let mut last = 0;
    for text in texts.map(Into::into) {
        // Mostly the same is said of one thing after the other.
        if counted.get(last).is_none_or(|(known, _)| *known != text) {
            last = *places.entry(text.clone()).or_insert(counted.len());
            if last == counted.len() {
                counted.push((text, 0));
            }
        }
        counted[last].1 += 1;
    }
    let told = counted.iter().take(MOST_TOLD).map(|(text, count)| match count {
        1 => text.to_string(),
        count => format!("{text} ({count}×)"),
    });
    let more = counted.len().saturating_sub(MOST_TOLD);
    let more = (more > 0).then(|| format!("{more} more"));
    told.chain(more).collect::<Vec<_>>().join("; ")
}

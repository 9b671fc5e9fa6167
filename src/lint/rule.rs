//! The contract of a rule: its name, what it judges, its own documentation, and one function.

use std::borrow::Cow;

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::diff::Diff;
use crate::finding::{Finding, Level, Subjects};
use crate::lint::concern::Concern;
use crate::lint::each;
use crate::lint::group::Group;
use crate::source::span::Span;
use crate::study::Study;

/// A rule. Its file's name is its id, and its file's comment is its page.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The id, which names the fault, so that "allow dual-write" reads right.
    pub name: &'static str,
    /// The question that it helps to answer.
    pub concern: Concern,
    /// What kind of thing it is about.
    pub group: Group,
    /// How grave its findings are, where the rule does not say otherwise for one of them.
    pub level: Level,
    /// Whether levels cannot lower it: only an allowance with a reason can.
    pub gate: bool,
    /// The first version that has it.
    pub since: &'static str,
    /// The text of its own file, whose first comment is its documentation.
    pub text: &'static str,
    /// Who finds the fault.
    pub check: Check,
}

/// Who finds a fault.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// It is found while the documents are read and resolved, with its place at hand.
    Reading,
    /// Each consumer that answers for itself is judged by itself.
    Consumer(each::Check<Subscription>),
    /// Each event is judged by itself, those that are retired too.
    Event(each::Check<Event>),
    /// The catalog is judged as a whole.
    Design(fn(&Study) -> Vec<Opinion>),
    /// It is judged where two states of a catalog are compared, by `diff`.
    Comparison(fn(&Diff<'_>) -> Vec<Finding>),
}

/// What a rule has to say of one thing.
#[derive(Debug, Clone)]
pub enum Opinion {
    /// It is at fault. Most opinions are passes, so what is larger lies elsewhere.
    Fault(Box<Finding>),
    /// It was judged, and holds.
    Pass(Pass),
    /// It cannot be judged, because something is not stated.
    Unknown(Unknown),
    /// There is nothing in the catalog that the rule could judge.
    NotApplicable {
        /// Why.
        reason: String,
    },
}

/// A check that was made and held.
#[derive(Debug, Clone)]
pub struct Pass {
    /// The rule.
    pub rule: &'static str,
    /// What was judged; the first is the thing itself, the others are concerned.
    pub subjects: Subjects,
    /// Where the evidence stands.
    pub span: Span,
    /// The evidence, in words that are the same for all things that hold for the same reason:
    /// "deduplication table on eventId".
    pub evidence: Cow<'static, str>,
    /// What is particular to this one: "payments-db.seen_events". May be empty.
    pub detail: String,
}

/// A check that could not be made.
#[derive(Debug, Clone)]
pub struct Unknown {
    /// The rule.
    pub rule: &'static str,
    /// What would have been judged.
    pub subjects: Subjects,
    /// Where it could be stated.
    pub span: Span,
    /// What is not stated.
    pub what: Cow<'static, str>,
}

impl Pass {
    /// The evidence with what is particular to the thing.
    pub fn words(&self) -> String {
        match self.detail.is_empty() {
            true => self.evidence.clone().into_owned(),
            false => format!("{}: {}", self.evidence, self.detail),
        }
    }
}

impl Check {
    /// Whether it judges a catalog by itself, when all of it is known.
    pub fn is_of_design(self) -> bool {
        matches!(self, Check::Consumer(_) | Check::Event(_) | Check::Design(_))
    }

    /// How it judges each consumer, where it does.
    pub fn of_consumers(self) -> Option<each::Check<Subscription>> {
        match self {
            Check::Consumer(check) => Some(check),
            _ => None,
        }
    }

    /// How it judges each event, where it does.
    pub fn of_events(self) -> Option<each::Check<Event>> {
        match self {
            Check::Event(check) => Some(check),
            _ => None,
        }
    }
}

impl Rule {
    /// A finding of this rule at its own level.
    pub fn fault(&self, span: Span, message: impl Into<String>) -> Finding {
        Finding::new(self.name, self.level, span, message)
    }

    /// A pass of this rule.
    pub fn pass(
        &self,
        subjects: impl Into<Subjects>,
        span: Span,
        evidence: impl Into<Cow<'static, str>>,
    ) -> Opinion {
        self.pass_with(subjects, span, evidence, "")
    }

    /// A pass of this rule with what is particular to the thing.
    pub fn pass_with(
        &self,
        subjects: impl Into<Subjects>,
        span: Span,
        evidence: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Opinion {
        let (subjects, evidence, detail) = (subjects.into(), evidence.into(), detail.into());
        Opinion::Pass(Pass { rule: self.name, subjects, span, evidence, detail })
    }

    /// A check that could not be made.
    pub fn unknown(
        &self,
        subjects: impl Into<Subjects>,
        span: Span,
        what: impl Into<Cow<'static, str>>,
    ) -> Opinion {
        let (subjects, what) = (subjects.into(), what.into());
        Opinion::Unknown(Unknown { rule: self.name, subjects, span, what })
    }

    /// Its page in the book, from the book's first folder: `rules/dual-write.html`. A site has a page
    /// of the same rule below its own `rules/`.
    pub fn page(&self) -> String {
        format!("rules/{}.html", self.name)
    }

    /// The documentation of the rule, in Markdown: the comment that its file begins with.
    pub fn documentation(&self) -> String {
        let lines = self.text.lines().take_while(|line| line.starts_with("//!"));
        let lines = lines.map(|line| line.trim_start_matches("//!"));
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What it finds, in the first paragraph of its documentation.
    pub fn sentence(&self) -> String {
        let documentation = self.documentation();
        let body =
            documentation.lines().skip_while(|line| line.starts_with('#') || line.is_empty());
        let paragraph: Vec<&str> = body.take_while(|line| !line.is_empty()).collect();
        paragraph.join(" ")
    }
}

/// A finding about these things, as an opinion.
pub fn fault(finding: Finding, subjects: impl Into<Subjects>) -> Opinion {
    Opinion::Fault(Box::new(Finding { subjects: subjects.into().to_vec(), ..finding }))
}

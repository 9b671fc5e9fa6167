//! A user's mistake, or a verdict on a design: what, where, how grave, and what to type.
//!
//! No finding exists without a place. Positions are spans; a report makes them lines and columns.

pub mod fingerprint;
pub mod spelling;

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::source::span::Span;

/// How grave a finding is. `critical` and `error` fail a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Worth knowing; nothing has to be done.
    Info,
    /// Likely to fail under load or at an incident.
    Warn,
    /// Will lose, duplicate or mis-order data, or the documents contradict themselves.
    Error,
    /// Wrong data is served now and nobody can see it.
    Critical,
}

impl Level {
    /// The word that reports and settings use.
    pub fn word(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warn => "warn",
            Level::Error => "error",
            Level::Critical => "critical",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A place and what is to be said about it; the text may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What the reader should see there.
    pub text: String,
}

impl Label {
    /// A label.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Label { span, text: text.into() }
    }
}

/// What a finding is about: the document's kind and its id. Links it to a page and to `allow`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Subject {
    /// The first key of the document: `event`, `service`, …
    pub kind: &'static str,
    /// The document's id.
    pub name: String,
}

impl Subject {
    /// A subject.
    pub fn new(kind: &'static str, name: impl Into<String>) -> Self {
        Subject { kind, name: name.into() }
    }
}

/// What something is about, the thing itself first. A catalog is judged by many rules, and each says
/// something of the same things, so they share one list.
pub type Subjects = Arc<[Subject]>;

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.kind, self.name)
    }
}

/// Why a finding is tolerated: it is shown, but not counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Allowance {
    /// The reason that the settings or a comment give.
    pub reason: String,
    /// The last day of the allowance, or `never`; none where a comment allows it.
    pub until: Option<String>,
    /// The level that the rule gave, where the allowance shows another.
    pub lowered_from: Option<Level>,
}

/// A change of the documents that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, as a short command: "rename the key to `consumers`".
    pub title: String,
    /// What is replaced: places of one file that do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it keeps what the documents mean, so that it can be made unseen. One that is not
    /// safe is a guess at what was meant, and is only made when asked for.
    pub safe: bool,
}

/// A place and what stands there afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; an empty place is where something is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// One mistake or verdict. Built by [`Finding::new`], completed by the methods that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The id of the rule, which names the fault.
    pub rule: &'static str,
    /// How grave it is, after levels and allowances.
    pub level: Level,
    /// What is wrong and why, in a sentence without its full stop.
    pub message: String,
    /// The place of the root cause.
    pub primary: Label,
    /// Other places that the message speaks of.
    pub related: Vec<Label>,
    /// What to type, if more than `explain` can be said.
    pub help: Option<String>,
    /// The documents that it concerns; the first is the one that it is judged on.
    pub subjects: Vec<Subject>,
    /// What tells it from others that concern the same documents: the group of a consumer.
    pub group: Option<String>,
    /// Set where the settings or a comment allow it.
    pub allowance: Option<Allowance>,
    /// Whether a baseline has it: it was there before anybody looked, and is not counted.
    pub known: bool,
    /// A change of the documents that mends it, where one is known.
    pub fix: Option<Box<Fix>>,
}

impl Finding {
    /// A finding of a rule at a place.
    pub fn new(rule: &'static str, level: Level, span: Span, message: impl Into<String>) -> Self {
        Finding {
            rule,
            level,
            message: message.into(),
            primary: Label::new(span, ""),
            related: Vec::new(),
            help: None,
            subjects: Vec::new(),
            group: None,
            allowance: None,
            known: false,
            fix: None,
        }
    }

    /// The same with words at its place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// The same with another place.
    pub fn relate(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label::new(span, text));
        self
    }

    /// The same with what to type.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// The same with a change that mends it and keeps what the documents mean.
    pub fn safe_fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Box::new(Fix { title: title.into(), edits, safe: true }));
        self
    }

    /// The same with a change that mends it if it guesses right what was meant.
    pub fn likely_fix(mut self, title: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.fix = Some(Box::new(Fix { title: title.into(), edits, safe: false }));
        self
    }

    /// The same with another spelling that mends it. It is safe where nothing else can be meant.
    pub fn respell(self, title: impl Into<String>, edit: Edit, is_safe: bool) -> Self {
        match is_safe {
            true => self.safe_fix(title, vec![edit]),
            false => self.likely_fix(title, vec![edit]),
        }
    }

    /// The same about a document; the first call names the one that is judged.
    pub fn about(mut self, kind: &'static str, name: impl Into<String>) -> Self {
        self.subjects.push(Subject::new(kind, name));
        self
    }

    /// The message, and behind it what its allowance makes of it where it counts at another level.
    pub fn told(&self) -> String {
        match self.allowance.as_ref().filter(|_| self.counts()) {
            Some(allowance) => {
                format!("{} (allowed as {}: {})", self.message, self.level, allowance.reason)
            }
            None => self.message.clone(),
        }
    }

    /// Why it does not count, in words; none where it does.
    pub fn excuse(&self) -> Option<String> {
        let allowance = self.allowance.as_ref().filter(|_| !self.counts());
        let allowed = allowance.map(|allowance| match allowance.until.as_deref() {
            None => format!("allowed by a comment: {}", allowance.reason),
            Some("never") => format!("allowed without end: {}", allowance.reason),
            Some(date) => format!("allowed until {date}: {}", allowance.reason),
        });
        allowed.or_else(|| self.known.then(|| "known by the baseline".to_owned()))
    }

    /// Whether it counts towards the exit code: a known one does not, nor an allowed one, unless its
    /// allowance gives it a level of its own to be counted as.
    pub fn counts(&self) -> bool {
        !self.known && !self.is_tolerated()
    }

    /// Whether it is allowed, and not counted as anything.
    pub fn is_tolerated(&self) -> bool {
        self.allowance.as_ref().is_some_and(|allowance| allowance.lowered_from.is_none())
    }
}

/// "did you mean `x`?" where a known name is near enough to what was typed.
pub fn did_you_mean<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    // A third of the letters may differ: `OrderPlacd` finds its name, `Foo` finds nothing.
    let limit = (typed.chars().count() / 3).clamp(1, 4);
    let near = known.into_iter().map(|name| {
        (strsim::damerau_levenshtein(&typed.to_lowercase(), &name.to_lowercase()), name)
    });
    near.filter(|(distance, _)| *distance <= limit).min().map(|(_, name)| name)
}

/// Whether a name is most likely another one, mistyped: the same letters in other cases or with
/// other separators, a letter too many or too few, or two that are swapped. Another letter makes
/// another name: `tradeId` is no `traceId`.
pub fn is_slip(typed: &str, known: &str) -> bool {
    let letters = |name: &str| -> String {
        name.chars().filter(|c| !matches!(c, '_' | '-')).flat_map(char::to_lowercase).collect()
    };
    let (one, other) = (letters(typed), letters(known));
    let sorted = |name: &str| {
        let mut letters: Vec<char> = name.chars().collect();
        letters.sort_unstable();
        letters
    };
    let lengths = (one.chars().count(), other.chars().count());
    let is_long = lengths.0.max(lengths.1) >= 5;
    let may_differ = lengths.0 != lengths.1 || sorted(&one) == sorted(&other);
    one == other || is_long && may_differ && strsim::damerau_levenshtein(&one, &other) == 1
}

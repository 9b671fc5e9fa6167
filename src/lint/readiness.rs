//! How ready a service, an event or the whole catalog is: an answer to each line of the checklist.
//!
//! A line is ticked only where all of it is known to hold: one fault fails it, and one thing that is
//! not stated leaves it open, however much passes beside.

use crate::finding::Level;
use crate::lint::checklist::Line;

/// The answers to all lines.
#[derive(Debug, Clone)]
pub struct Readiness {
    /// One for each line, in the order of the checklist.
    pub answers: Vec<LineAnswer>,
}

/// The answer to a line.
#[derive(Debug, Clone)]
pub struct LineAnswer {
    /// The line.
    pub line: &'static Line,
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub evidence: String,
    /// The rules that gave this answer, in the order of the list of rules.
    pub rules: Vec<&'static str>,
    /// How many findings there are, allowed ones left out.
    pub findings: usize,
    /// How many findings are allowed.
    pub allowed: usize,
    /// How many checks held.
    pub passes: usize,
    /// How many checks could not be made.
    pub unknowns: usize,
}

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Something is at fault; the gravest counts. What is only for information fails no line.
    Fail(Level),
    /// Something is at fault, and all of it is allowed.
    Allowed,
    /// Something is not stated.
    Unknown,
    /// All that is judged holds.
    Pass,
    /// There is nothing to judge.
    NotApplicable,
}

/// How many lines have each answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that hold.
    pub pass: usize,
    /// Lines at fault.
    pub fail: usize,
    /// Lines whose faults are all allowed.
    pub allowed: usize,
    /// Lines that are open.
    pub unknown: usize,
    /// Lines with nothing to judge.
    pub not_applicable: usize,
}

impl Answer {
    /// The word of reports and pages.
    pub fn word(self) -> &'static str {
        match self {
            Answer::Fail(level) => level.word(),
            Answer::Allowed => "allowed",
            Answer::Unknown => "unknown",
            Answer::Pass => "pass",
            Answer::NotApplicable => "not applicable",
        }
    }

    /// Whether the line is at fault.
    pub fn fails(self) -> bool {
        matches!(self, Answer::Fail(_))
    }
}

impl Counts {
    /// How many lines could be answered.
    pub fn applicable(self) -> usize {
        self.pass + self.fail + self.allowed + self.unknown
    }

    /// The shortest that can be said: what a badge says.
    pub fn words(self) -> String {
        match self {
            Counts { fail: 0, pass: 0, allowed: 0, .. } => "unknown".to_owned(),
            Counts { fail: 0, pass, .. } => format!("{pass}/{} pass", self.applicable()),
            Counts { fail, .. } => format!("{fail} failing"),
        }
    }
}

impl Readiness {
    /// How many lines have each answer.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.answers {
            *match row.answer {
                Answer::Fail(_) => &mut counts.fail,
                Answer::Allowed => &mut counts.allowed,
                Answer::Unknown => &mut counts.unknown,
                Answer::Pass => &mut counts.pass,
                Answer::NotApplicable => &mut counts.not_applicable,
            } += 1;
        }
        counts
    }

    /// How many checks could not be made.
    pub fn unknowns(&self) -> usize {
        self.answers.iter().map(|row| row.unknowns).sum()
    }

    /// The gravest level that fails a line.
    pub fn gravest(&self) -> Option<Level> {
        let levels = self.answers.iter().filter_map(|row| match row.answer {
            Answer::Fail(level) => Some(level),
            _ => None,
        });
        levels.max()
    }

    /// Whether there is anything to answer.
    pub fn applies(&self) -> bool {
        self.answers.iter().any(|row| row.answer != Answer::NotApplicable)
    }
}

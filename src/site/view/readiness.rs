//! The readiness checklist as pages show it: what is answered, line by line, what does not apply,
//! and the badge that says it elsewhere.

use serde::Serialize;

use crate::draw::badge::{self, Badge, Tone};
use crate::finding::Level;
use crate::lint::readiness::{Answer, Counts, LineAnswer, Readiness};
use crate::report::format::tame;
use crate::site::standpoint::Standpoint;
use crate::site::url;
use crate::site::view::piece::Link;

/// The file of a badge, beside the page that it tells of.
pub const BADGE: &str = "badge.svg";

/// The most rules that a line names; there are rarely more.
const RULES: usize = 4;

/// The checklist of one thing.
#[derive(Debug, Serialize)]
pub struct ReadinessView {
    /// The shortest that can be said: `9/12 pass`, `1 failing` or `unknown`.
    pub words: String,
    /// How many lines have each answer, those with none left out.
    pub counts: Vec<AnswerCount>,
    /// How many checks could not be made.
    pub unknown_checks: usize,
    /// The lines that are answered, in the order of the checklist.
    pub lines: Vec<LineView>,
    /// How many of them hold.
    pub passing: usize,
    /// How many want to be read: at fault, allowed or unknown.
    pub open: usize,
    /// The lines that do not apply.
    pub not_applicable: Vec<Inapplicable>,
    /// The page that has all services.
    pub all: Link,
    /// How to show the badge elsewhere.
    pub badge: Option<BadgeView>,
}

/// How many lines have an answer.
#[derive(Debug, Serialize)]
pub struct AnswerCount {
    /// What is counted, in words: `3 pass`.
    pub words: String,
    /// The word that chooses the colour.
    pub level: &'static str,
}

/// An answer to a line.
#[derive(Debug, Serialize)]
pub struct LineView {
    /// What the line is called.
    pub title: &'static str,
    /// The word of the answer.
    pub answer: &'static str,
    /// What is asked.
    pub question: &'static str,
    /// What the answer rests on.
    pub evidence: String,
    /// The rules that gave it.
    pub rules: Vec<Link>,
    /// How many checks of the line could not be made.
    pub unknown_checks: usize,
    /// The id of its element.
    pub anchor: String,
}

/// A line that does not apply.
#[derive(Debug, Serialize)]
pub struct Inapplicable {
    /// What the line is called.
    pub title: &'static str,
    /// Why.
    pub reason: String,
}

/// How to show a badge elsewhere.
#[derive(Debug, Serialize)]
pub struct BadgeView {
    /// The badge.
    pub href: &'static str,
    /// The Markdown that shows it.
    pub markdown: String,
}

/// A checklist as a page shows it.
pub fn readiness(at: Standpoint<'_>, readiness: &Readiness) -> ReadinessView {
    let (apart, answered): (Vec<&LineAnswer>, Vec<&LineAnswer>) =
        readiness.answers.iter().partition(|row| row.answer == Answer::NotApplicable);
    let counts = readiness.counts();
    ReadinessView {
        words: counts.words(),
        counts: counted(readiness),
        unknown_checks: readiness.unknowns(),
        passing: counts.pass,
        open: counts.applicable() - counts.pass,
        lines: answered.into_iter().map(|row| line(at, row)).collect(),
        not_applicable: apart
            .into_iter()
            .map(|row| Inapplicable { title: row.line.title, reason: row.evidence.clone() })
            .collect(),
        all: at.link("All services, line by line", "readiness/", ""),
        badge: None,
    }
}

impl ReadinessView {
    /// The same with the words that show the badge of the page in this folder.
    pub fn with_badge(mut self, at: Standpoint<'_>) -> Self {
        let base = at.study.config.base_url.as_ref();
        let base = base.map(|base| format!("{}/", base.to_string().trim_end_matches('/')));
        let to = |file: &str| {
            let address =
                format!("{}{}{file}", base.as_deref().unwrap_or(""), url::path(at.folder));
            // Either would end the address of a link in Markdown.
            address.replace('(', "%28").replace(')', "%29")
        };
        let (badge, page) = (to(BADGE), to("index.html"));
        let markdown = format!("[![readiness]({badge})]({page}#readiness)");
        self.badge = Some(BadgeView { href: BADGE, markdown });
        self
    }

    /// Whether any line is answered.
    pub fn applies(&self) -> bool {
        !self.lines.is_empty()
    }
}

/// The id of the element that answers a line.
pub fn anchor(name: &str) -> String {
    format!("line-{name}")
}

/// The badge of something.
pub fn badge_of(readiness: &Readiness, about: &str) -> String {
    let counts = readiness.counts();
    let tone = match (readiness.gravest(), counts) {
        (Some(Level::Warn | Level::Info), _) => Tone::Open,
        (Some(Level::Critical | Level::Error), _) => Tone::Bad,
        (None, Counts { pass: 0, allowed: 0, .. }) => Tone::Mute,
        (None, Counts { unknown: 0, allowed: 0, .. }) => Tone::Good,
        (None, _) => Tone::Open,
    };
    let (message, about) = (counts.words(), &tame(about));
    badge::svg(&Badge { label: "readiness", message: &message, about, tone })
}

fn counted(readiness: &Readiness) -> Vec<AnswerCount> {
    let counts = readiness.counts();
    let all = [
        (counts.fail, "failing", readiness.gravest().map_or("", Level::word)),
        (counts.allowed, "allowed", "allowed"),
        (counts.unknown, "unknown", "unknown"),
        (counts.pass, "pass", "pass"),
        (counts.not_applicable, "not applicable", "not applicable"),
    ];
    let all = all.into_iter().filter(|(count, ..)| *count > 0);
    all.map(|(count, words, level)| AnswerCount { words: format!("{count} {words}"), level })
        .collect()
}

fn line(at: Standpoint<'_>, row: &LineAnswer) -> LineView {
    LineView {
        title: row.line.title,
        answer: row.answer.word(),
        question: row.line.question,
        evidence: row.evidence.clone(),
        rules: row.rules.iter().take(RULES).filter_map(|rule| at.rule(rule)).collect(),
        unknown_checks: row.unknowns,
        anchor: anchor(row.line.name),
    }
}

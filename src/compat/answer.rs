//! The answer to "can this reader read what this writer writes?", and what shows it.

use serde_json::Value;

/// Whether a reader reads everything that a writer writes.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It does: proved.
    Compatible,
    /// It does not: every independent cause, each with a payload. There is at least one.
    Incompatible(Vec<Break>),
    /// Neither could be shown.
    Undecided(Obstacle),
}

/// Which of two schemas the writer has, so that a sentence speaks rightly of old and new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The writer has the old schema, the reader the new one.
    Backward,
    /// The writer has the new schema, the reader the old one.
    Forward,
}

/// One reason why a reader cannot read what a writer writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Break {
    /// The field: `items[].quantity`; empty for the payload as a whole.
    pub field: String,
    /// What a person would say: "`items[].quantity` was `number`, is now `integer`: 1.5 was accepted
    /// and is rejected now". Old and new are as in the catalog, whoever writes and reads.
    pub sentence: String,
    /// A payload that the writer writes and the reader rejects, as JSON.
    pub witness: Value,
    /// Where the writer's schema speaks of the field.
    pub writer: Place,
    /// Where the reader's schema rejects.
    pub reader: Place,
    /// Which of the ways that the language is written in breaks: `wire`, `json`. None where it has
    /// only one.
    pub level: Option<&'static str>,
}

/// What a change does besides what is written and read: told, and never a verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The field: `items[].quantity`; empty for the payload as a whole.
    pub field: String,
    /// What a person would say.
    pub sentence: String,
    /// What it touches: `source` for generated code, `meaning` for what an absent field means,
    /// `reuse` for what a later change could break.
    pub level: &'static str,
    /// Where, in the new schema.
    pub place: Place,
}

/// A place in a schema.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The file, from the root; empty for the schema itself, wherever that stands.
    pub file: String,
    /// What is there.
    pub at: Spot,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spot {
    /// A JSON pointer.
    Pointer(String),
    /// A line and a column, both from 1, the column in characters.
    Line(u32, u32),
}

impl Default for Spot {
    fn default() -> Self {
        Spot::Pointer(String::new())
    }
}

/// What kept a comparison from being decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Obstacle {
    /// The construct, in words.
    pub reason: String,
    /// Where it stands.
    pub place: Place,
    /// Whether it stands in the reader's schema.
    pub in_reader: bool,
}

/// Two schemas compared both ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Whether readers with the new schema read what was written with the old one.
    pub backward: Answer,
    /// Whether readers with the old schema read what is written with the new one.
    pub forward: Answer,
}

/// An answer that cannot be given, for a reason that has no place.
pub fn undecided(reason: impl Into<String>) -> Answer {
    let place = Place::default();
    Answer::Undecided(Obstacle { reason: reason.into(), place, in_reader: true })
}

impl Answer {
    /// The word of reports: `compatible`, `incompatible`, `undecided`.
    pub fn word(&self) -> &'static str {
        match self {
            Answer::Compatible => "compatible",
            Answer::Incompatible(_) => "incompatible",
            Answer::Undecided(_) => "undecided",
        }
    }

    /// Whether it is proved that the reader reads everything.
    pub fn is_compatible(&self) -> bool {
        matches!(self, Answer::Compatible)
    }

    /// What breaks.
    pub fn breaks(&self) -> &[Break] {
        match self {
            Answer::Incompatible(breaks) => breaks,
            Answer::Compatible | Answer::Undecided(_) => &[],
        }
    }
}

impl Comparison {
    /// Who must be deployed first for nothing to break; none where no order helps or it is not known.
    pub fn order(&self) -> Option<&'static str> {
        match (self.backward.is_compatible(), self.forward.is_compatible()) {
            (true, true) => Some("in any order"),
            (true, false) => Some("consumers first"),
            (false, true) => Some("producers first"),
            (false, false) => None,
        }
    }
}

//! The road to an answer: what cannot differ, what is proved, what a payload shows, and what is
//! left undecided.
//!
//! Incompatible is only what an ordinary validator confirms: it takes the payload by the writer's
//! schema and refuses it by the reader's. Compatible is only what is proved.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::compat::answer::{Answer, Break, Direction, Obstacle, undecided};
use crate::compat::contract::Contract;
use crate::compat::languages::json_schema::bundle::{Bundle, bundle};
use crate::compat::languages::json_schema::cause::cause;
use crate::compat::languages::json_schema::close::closed;
use crate::compat::languages::json_schema::open::opened;
use crate::compat::languages::json_schema::readable::readable;
use crate::compat::languages::json_schema::rejected;
use crate::compat::languages::json_schema::shared::{Shared, shared};
use crate::compat::policy::{Formats, Policy, Writer};
use crate::compat::search;
use crate::document::schema::covers;
use crate::document::schema::payload::{self, PayloadValidator};
use crate::inclusion::{self, Blocked, Escape, Inclusion, Reading};

/// How many payloads are tried where no proof was found.
const TRIES: usize = 2_000;

/// Whether a reader with the second schema reads everything that a writer with the first writes.
pub(super) fn reads(
    writer: &Contract,
    reader: &Contract,
    policy: Policy,
    direction: Direction,
) -> Answer {
    if writer.is_same(reader) {
        return Answer::Compatible;
    }
    let (writer, reader) = (bundle(writer), bundle(reader));
    // What only the whole can answer is asked of the whole.
    if let Some(shared) = shared(&writer, &reader, policy) {
        if shared.is_all() {
            return Answer::Compatible;
        }
        if let Some((writer, reader)) = shared.apart(&writer, &reader) {
            let answer = asked(writer, reader, Some(shared), policy, direction);
            if !matches!(answer, Answer::Undecided(_)) {
                return answer;
            }
        }
    }
    asked(writer, reader, None, policy, direction)
}

/// The answer for two documents, of which what they share may have been taken out.
fn asked(
    writer: Bundle,
    reader: Bundle,
    shared: Option<Shared>,
    policy: Policy,
    direction: Direction,
) -> Answer {
    let written = match policy.writer {
        Writer::DeclaredOnly => closed(writer),
        Writer::Anything => Some(writer),
    };
    match (written, opened(reader, policy)) {
        (Some(writer), Some(reader)) => {
            let formats = policy.formats == Formats::Assert;
            Question { writer, reader, shared, formats, direction }.answer()
        }
        _ => undecided("a schema with more places than are looked at"),
    }
}

/// Two documents, the policies in them.
struct Question {
    writer: Bundle,
    reader: Bundle,
    /// What was taken out of both.
    shared: Option<Shared>,
    formats: bool,
    direction: Direction,
}

impl Question {
    fn answer(&self) -> Answer {
        let (old, new) = (&self.writer.document, &self.reader.document);
        match inclusion::decide(old, new, Reading { formats: self.formats }) {
            Inclusion::Holds => Answer::Compatible,
            Inclusion::Fails(escapes) => match self.judges() {
                Ok(judges) => self.shown(&judges, escapes),
                Err(reason) => undecided(reason),
            },
            Inclusion::Unknown(blocked) if self.shared.is_some() => self.blocked(&blocked),
            Inclusion::Unknown(blocked) => match covers::covers(new, old, self.formats) {
                true => Answer::Compatible,
                false => self.searched(&blocked),
            },
        }
    }

    /// What payloads show, each confirmed by the validator.
    fn shown(&self, judges: &Judges, escapes: Vec<Escape>) -> Answer {
        let (writer, reader) = (self.writer.unchanged(), self.reader.unchanged());
        let confirmed = escapes.into_iter().filter(|escape| judges.confirm(&escape.value));
        // What the proof has placed comes first: it has a payload for each keyword.
        let (mut placed, vague): (Vec<Escape>, Vec<Escape>) = confirmed.partition(is_placed);
        let by_validator = |escape| rejected::placed(&self.reader, &judges.reader, escape);
        placed.extend(vague.into_iter().flat_map(by_validator));
        let placed = placed.into_iter();
        let mut told = BTreeSet::new();
        let placed = placed.filter(|escape| told.insert(escape.keyword.clone()));
        let placed = placed.map(|escape| readable(&writer, judges, escape));
        let whole: Option<Vec<Escape>> = match &self.shared {
            Some(shared) => placed.map(|escape| shared.completed(escape)).collect(),
            None => Some(placed.collect()),
        };
        let whole = whole.unwrap_or_default().into_iter();
        let breaks: Vec<Break> =
            whole.map(|escape| cause(&writer, &reader, escape, self.direction)).collect();
        match breaks.is_empty() {
            true => undecided("a payload that the validator judges otherwise than the proof"),
            false => Answer::Incompatible(breaks),
        }
    }

    /// What a payload shows that was looked for where no proof was found; else what is in the way.
    fn searched(&self, blocked: &Blocked) -> Answer {
        let Ok(judges) = self.judges() else { return self.blocked(blocked) };
        let (old, new) = (&self.writer.document, &self.reader.document);
        let accepts_old = |value: &Value| judges.writer.accepts(value);
        let accepts_new = |value: &Value| judges.reader.accepts(value);
        match search::separate(old, new, accepts_old, accepts_new, TRIES) {
            Some(value) => {
                let escape = Escape { value, at: String::new(), keyword: String::new() };
                self.shown(&judges, vec![escape])
            }
            None => self.blocked(blocked),
        }
    }

    fn blocked(&self, blocked: &Blocked) -> Answer {
        let bundle = if blocked.in_new { &self.reader } else { &self.writer };
        Answer::Undecided(Obstacle {
            reason: blocked.reason.clone(),
            place: bundle.place(&blocked.pointer),
            in_reader: blocked.in_new,
        })
    }

    fn judges(&self) -> Result<Judges, String> {
        let compile = |bundle: &Bundle, whose: &str| {
            let validator = payload::standing(&bundle.document, self.formats);
            validator.map_err(|fault| format!("{whose} schema is not valid: {}", fault.message))
        };
        Ok(Judges {
            writer: compile(&self.writer, "the writer's")?,
            reader: compile(&self.reader, "the reader's")?,
        })
    }
}

/// Whether it is known which keyword rejects a payload. A reference is none: it leads back to a
/// schema that is looked at already. Of a condition and of names the validator tells more.
fn is_placed(escape: &Escape) -> bool {
    let keyword = escape.keyword.rsplit('/').next().unwrap_or_default();
    let vague = ["", "$ref", "$recursiveRef", "$dynamicRef", "if", "propertyNames"];
    !vague.contains(&keyword)
}

/// The validators of both sides.
pub(super) struct Judges {
    /// What the writer writes.
    pub(super) writer: PayloadValidator,
    /// What the reader reads.
    pub(super) reader: PayloadValidator,
}

impl Judges {
    /// Whether the writer may write a payload that the reader rejects.
    fn confirm(&self, payload: &Value) -> bool {
        self.writer.accepts(payload) && !self.reader.accepts(payload)
    }
}

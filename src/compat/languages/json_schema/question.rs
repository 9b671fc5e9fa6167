//! The road to an answer: what cannot differ, what is proved, what a payload shows, and what is
//! left undecided.
//!
//! Incompatible is only what an ordinary validator confirms: it takes the payload by the writer's
//! schema and refuses it by the reader's. Compatible is only what is proved.

use crate::compat::answer::{Answer, Break, Direction, Obstacle, undecided};
use crate::compat::contract::Contract;
use crate::compat::languages::json_schema::bundle::{Bundle, bundle};
use crate::compat::languages::json_schema::cause::cause;
use crate::compat::languages::json_schema::close::closed;
use crate::compat::languages::json_schema::open::opened;
use crate::compat::policy::{Formats, Policy, Writer};
use crate::document::schema::covers;
use crate::document::schema::payload::{self, PayloadValidator};
use crate::inclusion::{self, Blocked, Escape, Inclusion, Reading};

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
    let written = bundle(writer);
    let written = match policy.writer {
        Writer::DeclaredOnly => closed(written),
        Writer::Anything => Some(written),
    };
    match (written, opened(bundle(reader), policy)) {
        (Some(writer), Some(reader)) => {
            let formats = policy.formats == Formats::Assert;
            Question { writer, reader, formats, direction }.answer()
        }
        _ => undecided("a schema with more places than are looked at"),
    }
}

/// Two documents, the policies in them.
struct Question {
    writer: Bundle,
    reader: Bundle,
    formats: bool,
    direction: Direction,
}

impl Question {
    fn answer(&self) -> Answer {
        let (old, new) = (&self.writer.document, &self.reader.document);
        match inclusion::decide(old, new, Reading { formats: self.formats }) {
            Inclusion::Holds => Answer::Compatible,
            Inclusion::Fails(escapes) => self.shown(escapes),
            Inclusion::Unknown(blocked) => match covers::covers(new, old, self.formats) {
                true => Answer::Compatible,
                false => self.blocked(&blocked),
            },
        }
    }

    fn shown(&self, escapes: Vec<Escape>) -> Answer {
        let judges = match self.judges() {
            Ok(judges) => judges,
            Err(reason) => return undecided(reason),
        };
        let (writer, reader) = (self.writer.unchanged(), self.reader.unchanged());
        let confirmed = escapes.into_iter().filter(|escape| judges.confirm(escape));
        let breaks: Vec<Break> =
            confirmed.map(|escape| cause(&writer, &reader, escape, self.direction)).collect();
        match breaks.is_empty() {
            true => undecided("a payload that the validator judges otherwise than the proof"),
            false => Answer::Incompatible(breaks),
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

/// The validators of both sides.
struct Judges {
    writer: PayloadValidator,
    reader: PayloadValidator,
}

impl Judges {
    fn confirm(&self, escape: &Escape) -> bool {
        self.writer.accepts(&escape.value) && !self.reader.accepts(&escape.value)
    }
}

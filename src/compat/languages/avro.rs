//! Avro, by its specification 1.12: schemas as `.avsc` files.
//!
//! A message is read with two schemas, the writer's and the reader's, and the specification says what
//! comes of it. So the answer is a proof by its rules, and not a search: defaults fill, aliases
//! rename, numbers are promoted, whatever the policies say.

mod breaks;
mod datum;
mod default;
mod emit;
mod json_schema;
mod library;
mod name;
mod parse;
mod resolve;
mod schema;
mod sound;

use serde_json::Value;

use crate::compat::answer::{Answer, Direction, Obstacle, undecided};
use crate::compat::contract::Contract;
use crate::compat::language::{Fault, Language};
use crate::compat::languages::avro::breaks::Pair;
use crate::compat::policy::Policy;

/// The language.
pub(super) const LANGUAGE: Language = Language {
    name: "avro",
    title: "Avro",
    endings: &["avsc"],
    requires: true,
    as_json_schema,
    reads,
    remarks: |_, _| Vec::new(),
};

fn as_json_schema(contract: &Contract) -> Result<Value, Fault> {
    Ok(json_schema::of(&parse::read(contract)?))
}

/// Policies say how writers and readers of JSON behave. Avro's writers write what is declared, and
/// its readers ignore what they do not know and fill defaults, whatever anyone wishes.
fn reads(writer: &Contract, reader: &Contract, _: Policy, direction: Direction) -> Answer {
    let (written, read) = match (parse::read(writer), parse::read(reader)) {
        (Ok(written), Ok(read)) => (written, read),
        (Err(fault), _) => return unread(fault, false),
        (_, Err(fault)) => return unread(fault, true),
    };
    let found = resolve::resolve(&written, &read);
    let pair = Pair { writer: (writer, &written), reader: (reader, &read), direction };
    let mut breaks = Vec::new();
    let mut obstacle = None;
    for cause in &found.causes {
        match pair.shown(cause) {
            Ok(shown) => breaks.push(shown),
            Err(hidden) => obstacle = obstacle.or(Some(hidden)),
        }
    }
    match (breaks.is_empty(), obstacle) {
        (false, _) => Answer::Incompatible(breaks),
        (true, Some(obstacle)) => Answer::Undecided(obstacle),
        (true, None) if found.too_deep => undecided("types that lie too deep in each other"),
        (true, None) => Answer::Compatible,
    }
}

fn unread(fault: Fault, in_reader: bool) -> Answer {
    let Fault { place, message } = fault;
    let reason = format!("a schema that cannot be read ({message})");
    Answer::Undecided(Obstacle { reason, place, in_reader })
}

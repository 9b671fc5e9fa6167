//! Fields that are the same by their number and not by their name, or the other way round.
//!
//! Bytes know fields by number and JSON knows them by name, so a new name breaks JSON alone, and a
//! new number the bytes alone. Source: "Updating A Message Type" in
//! <https://protobuf.dev/programming-guides/proto3/>: "Don't change the field numbers for any
//! existing fields"; and "JSON Wire Safety" in <https://protobuf.dev/programming-guides/json/>.

use prost_reflect::{DynamicMessage, FieldDescriptor, Value};
use serde_json::json;

use super::fields::{self, Levels, Pair};
use super::keeps;
use super::probes;
use super::sentence;
use super::show;
use super::trial::{self, Outcome, Unknown};
use super::walk::{Visit, Walk};
use crate::compat::policy::Reader;

impl Walk<'_> {
    /// Tells a field that changed its number or its name.
    pub(super) fn identity(&mut self, visit: &Visit, pair: &Pair, levels: Levels) {
        let one = match (pair.levels.wire, pair.levels.json) {
            (false, _) if visit.levels.wire => self.renumbered(visit, pair),
            // A name that is another field of the reader's is told as that one's new number.
            (true, false) if fields::read_by_name(&visit.reader, &pair.writer).is_none() => {
                match levels.wire && keeps::on_the_wire(&pair.writer, &pair.reader) {
                    true => self.renamed(visit, pair),
                    // Its type is told with its name.
                    false => None,
                }
            }
            _ => None,
        };
        if let Some((level, sentence, value)) = one {
            self.tell_as(visit, pair, level, sentence, &value);
        }
    }

    fn renumbered(&self, visit: &Visit, pair: &Pair) -> Option<(&'static str, String, Value)> {
        let (value, outcome) = shown(pair, |value| trial::wire(&pair.writer, value, &pair.reader))?;
        let name = sentence::path(&visit.path, Some(&pair.writer));
        let (was, is) = self.words.in_time(pair.writer.number(), pair.reader.number());
        let fate = match (outcome, visit.reader.get_field(pair.writer.number())) {
            (Outcome::Rejected, _) => self.words.fate(pair, "wire", &value, &Outcome::Rejected),
            (_, Some(taken)) => {
                let (value, by) = (show::value(&pair.writer, &value), self.words.by());
                format!("{value} is read as `{}`{by}", taken.json_name())
            }
            (_, None) => self.words.fate(pair, "wire", &value, &Outcome::Lost),
        };
        Some(("wire", format!("`{name}` was field {was}, is now field {is}: {fate}"), value))
    }

    fn renamed(&self, visit: &Visit, pair: &Pair) -> Option<(&'static str, String, Value)> {
        let (number, by) = (pair.writer.number(), self.words.by());
        let (was, is) = self.words.in_time(&pair.writer, &pair.reader);
        let (was, is) = (named(visit, was), named(visit, is));
        // The reader's name is a field of the writer's, so this is no new name for the same thing.
        if is_another(visit, pair) {
            let mut values = probes::of(&pair.writer).into_iter();
            let value = values.find(|value| !value.is_default_for_field(&pair.writer))?;
            let (name, shown) = (pair.reader.json_name(), show::value(&pair.writer, &value));
            let sentence =
                format!("field {number} was {was}, is now {is}: {shown} is read as `{name}`{by}");
            return Some(("wire", sentence, value));
        }
        if !visit.levels.json {
            return None;
        }
        let unknown = match self.policy.reader {
            Reader::IgnoresUnknown => Unknown::Ignored,
            Reader::Strict => Unknown::Rejected,
        };
        let (value, outcome) = shown(pair, |value| {
            let Some(written) = show::json(&pair.writer, value.clone()) else {
                return Outcome::Untold;
            };
            let json = json!({ pair.writer.json_name(): written });
            match trial::through_json(&json, &visit.reader, unknown) {
                Some(read) => trial::outcome(&pair.writer, value, &pair.reader, &read),
                None => Outcome::Rejected,
            }
        })?;
        let fate = match outcome {
            Outcome::Rejected => "rejected",
            _ => "not found",
        };
        let name = pair.writer.json_name();
        let sentence =
            format!("field {number} was {was}, is now {is}: `{name}` in JSON is {fate}{by}");
        Some(("json", sentence, value))
    }

    fn tell_as(
        &mut self,
        visit: &Visit,
        pair: &Pair,
        level: &'static str,
        sentence: String,
        value: &Value,
    ) {
        let reused = level == "wire" && pair.levels.wire && is_another(visit, pair);
        let leaf = |read: &DynamicMessage| match reused && read.has_field(&pair.reader) {
            // What shows a number that was used again is that the value is there.
            true => Outcome::Lost,
            false => trial::outcome(&pair.writer, value, &pair.reader, read),
        };
        self.tell(visit, pair, level, sentence, value, &leaf);
    }
}

/// Whether the reader's field is, by its name, another field of the writer's.
fn is_another(visit: &Visit, pair: &Pair) -> bool {
    let named = fields::read_by_name(&visit.writer, &pair.reader);
    named.is_some_and(|named| named != pair.writer)
}

fn named(visit: &Visit, field: &FieldDescriptor) -> String {
    format!("`{}`", sentence::path(&visit.path, Some(field)))
}

/// The first value that does not reach the reader.
fn shown(pair: &Pair, trial: impl Fn(&Value) -> Outcome) -> Option<(Value, Outcome)> {
    probes::of(&pair.writer).into_iter().find_map(|value| {
        let outcome = trial(&value);
        outcome.breaks().then_some((value, outcome))
    })
}

//! What a break says to a person: what the field was and is, and what becomes of a value.

use prost_reflect::{FieldDescriptor, Value};

use super::fields::Pair;
use super::show;
use super::trial::Outcome;
use crate::compat::answer::Direction;

/// The path of a field from the payload's root, with the names of JSON: `items[].unitPrice`.
pub(super) fn path(steps: &[Pair], field: Option<&FieldDescriptor>) -> String {
    let mut path = String::new();
    for step in steps {
        let tail = if step.writer.is_list() { "[]" } else { "" };
        let tail = if step.writer.is_map() { ".*" } else { tail };
        path.push_str(&format!("{}{tail}.", step.writer.json_name()));
    }
    match field {
        Some(field) => path.push_str(field.json_name()),
        None => path.truncate(path.len().saturating_sub(1)),
    }
    path
}

/// A sentence as one line: a `json_name` may be any text.
pub(super) fn one_line(sentence: &str) -> String {
    sentence.replace(char::is_control, " ")
}

/// The words for one direction of a comparison.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words {
    pub(super) direction: Direction,
}

impl Words {
    /// What is old and what is new, of what the writer and the reader have.
    pub(super) fn in_time<T>(self, writer: T, reader: T) -> (T, T) {
        match self.direction {
            Direction::Backward => (writer, reader),
            Direction::Forward => (reader, writer),
        }
    }

    /// Who reads, where that is not whoever reads from now on.
    pub(super) fn by(self) -> &'static str {
        match self.direction {
            Direction::Backward => "",
            Direction::Forward => " by readers of the old schema",
        }
    }

    /// A field whose values do not reach the reader as they are.
    pub(super) fn changed(
        self,
        steps: &[Pair],
        pair: &Pair,
        level: &str,
        value: &Value,
        outcome: &Outcome,
    ) -> String {
        let name = path(steps, Some(&pair.writer));
        let fate = self.fate(pair, level, value, outcome);
        let (old, new) = self.in_time(&pair.writer, &pair.reader);
        let (was, is) = (show::kind(old), show::kind(new));
        if !pair.levels.json {
            let number = pair.writer.number();
            let (from, to) = (old.json_name(), new.json_name());
            return format!("field {number} was `{was} {from}`, is now `{is} {to}`: {fate}");
        }
        if was != is {
            return format!("`{name}` was `{was}`, is now `{is}`: {fate}");
        }
        // What is left is the default of a writer that does not write it.
        let (was, is) = (default(old), default(new));
        let (written, read) = (default(&pair.writer), default(&pair.reader));
        let by = self.by();
        format!("`{name}` unless written was {was}, is now {is}: {written} is read as {read}{by}")
    }

    /// What becomes of a value.
    pub(super) fn fate(self, pair: &Pair, level: &str, value: &Value, outcome: &Outcome) -> String {
        let written = match level {
            "json" => show::json(&pair.writer, value.clone()).map(|json| format!("{json} in JSON")),
            _ => None,
        };
        let written = written.unwrap_or_else(|| show::value(&pair.writer, value));
        let by = self.by();
        match outcome {
            Outcome::Read(read) => {
                format!("{written} is read as {}{by}", show::value(&pair.reader, read))
            }
            Outcome::Rejected if level == "json" => format!("{written} is rejected{by}"),
            Outcome::Rejected => format!("{written} cannot be read{by}"),
            Outcome::Lost | Outcome::Kept | Outcome::Untold => {
                format!("{written} is not found{by}")
            }
        }
    }
}

fn default(field: &FieldDescriptor) -> String {
    show::value(field, &field.default_value())
}

//! The values of an enum, which are numbers as bytes and names in JSON.
//!
//! An open enum, of proto3, keeps a number that it does not know; a closed one, of proto2, loses
//! the value. Source: <https://protobuf.dev/programming-guides/enum/>.

use prost_reflect::{DynamicMessage, EnumDescriptor, FieldDescriptor, Kind, Value};

use super::fields::{Levels, Pair};
use super::keeps;
use super::probes;
use super::sentence;
use super::trial;
use super::walk::{Visit, Walk};
use crate::compat::answer::Direction;

impl Walk<'_> {
    /// Tells the values of an enum that do not reach the reader. Two enums are compared once.
    /// Answers whether that is all there is to say of a field.
    pub(super) fn enums(&mut self, visit: &Visit, pair: &Pair, levels: Levels) -> bool {
        let (Some(writer), Some(reader)) = (kind(&pair.writer), kind(&pair.reader)) else {
            return false;
        };
        let shape = |field: &FieldDescriptor| (field.is_list(), field.is_map());
        if shape(&pair.writer) != shape(&pair.reader) || !pair.levels.json {
            return false;
        }
        let names = (writer.full_name().to_owned(), reader.full_name().to_owned());
        if self.told_enums.contains(&names) {
            return true;
        }
        let unkept = if levels.wire { keeps::unkept_numbers(&writer, &reader) } else { Vec::new() };
        let mut unread =
            if levels.json { keeps::unread_names(&writer, &reader) } else { Vec::new() };
        unread.retain(|number| !unkept.contains(number));
        let wire = self.enum_values(visit, pair, "wire", &unkept);
        let json = self.enum_values(visit, pair, "json", &unread);
        if wire || json {
            self.told_enums.insert(names);
        }
        (wire || unkept.is_empty()) && (json || unread.is_empty()) && (wire || json)
    }

    /// Tells values of one kind of trouble by the first that shows it.
    fn enum_values(
        &mut self,
        visit: &Visit,
        pair: &Pair,
        level: &'static str,
        numbers: &[i32],
    ) -> bool {
        let trial = if level == "wire" { trial::wire } else { trial::json };
        let probes: Vec<Value> = probes::of(&pair.writer);
        let shown = numbers.iter().find_map(|number| {
            let mut with = probes.iter().filter(|value| holds(value, *number));
            with.find_map(|value| {
                let outcome = trial(&pair.writer, value, &pair.reader);
                outcome.breaks().then(|| (*number, value.clone(), outcome))
            })
        });
        let Some((number, value, outcome)) = shown else { return false };
        let fate = self.words.fate(pair, level, &value, &outcome);
        let what = self.what_became(visit, pair, number);
        let others: Vec<String> = numbers
            .iter()
            .filter(|other| **other != number)
            .filter_map(|other| {
                Some(format!("`{}`", keeps::value_name(&kind(&pair.writer)?, *other)))
            })
            .collect();
        let others = match others.as_slice() {
            [] => String::new(),
            some => format!("; also {}", some.join(", ")),
        };
        let leaf = |read: &DynamicMessage| trial::outcome(&pair.writer, &value, &pair.reader, read);
        let sentence = format!("{what}: {fate}{others}");
        self.tell(visit, pair, level, sentence, &value, &leaf)
    }

    /// What a change did to a value, in words.
    fn what_became(&self, visit: &Visit, pair: &Pair, number: i32) -> String {
        let field = sentence::path(&visit.path, Some(&pair.writer));
        let (Some(writer), Some(reader)) = (kind(&pair.writer), kind(&pair.reader)) else {
            return format!("`{field}` changed");
        };
        let name = keeps::value_name(&writer, number);
        if let Some(found) = reader.get_value_by_name(&name) {
            let (was, is) = self.words.in_time(number, found.number());
            return format!("`{field}`: `{name}` was {was}, is now {is}");
        }
        if reader.get_value(number).is_some() {
            let other = keeps::value_name(&reader, number);
            if writer.get_value_by_name(&other).is_none() {
                let (was, is) = self.words.in_time(name, other);
                return format!("`{field}`: `{was}` is now called `{is}`");
            }
        }
        match self.words.direction {
            Direction::Backward => format!("`{field}` may no longer be `{name}`"),
            Direction::Forward => format!("`{field}` may now be `{name}`"),
        }
    }
}

/// The enum that a field holds, alone, in a list or as the values of a map.
fn kind(field: &FieldDescriptor) -> Option<EnumDescriptor> {
    match field.kind() {
        Kind::Enum(kind) => Some(kind),
        Kind::Message(entry) if field.is_map() => match entry.map_entry_value_field().kind() {
            Kind::Enum(kind) => Some(kind),
            _ => None,
        },
        _ => None,
    }
}

fn holds(value: &Value, number: i32) -> bool {
    let is = |value: &Value| value.as_enum_number() == Some(number);
    match value {
        Value::List(items) => items.len() == 1 && items.iter().all(is),
        Value::Map(entries) => entries.values().all(is),
        one => is(one),
    }
}

//! What must be there and what may not be: required fields, fields of one `oneof`, and fields that
//! a strict reader does not know.

use prost_reflect::{DynamicMessage, FieldDescriptor};

use super::fields::{self, Pair};
use super::probes;
use super::sentence;
use super::show;
use super::trial::{self, Outcome, Unknown};
use super::walk::{Visit, Walk};
use super::witness;
use crate::compat::answer::{Break, Direction, Obstacle};
use crate::compat::policy::Reader;

impl Walk<'_> {
    /// A reader of proto2 rejects a message without a required field. Source: "Required Label" in
    /// <https://protobuf.dev/programming-guides/proto2/>. The library does not check it.
    pub(super) fn required(&mut self, visit: &Visit) {
        for field in
            fields::declared(&visit.reader).into_iter().filter(FieldDescriptor::is_required)
        {
            let writer = visit.writer.get_field(field.number());
            if !visit.levels.wire || writer.as_ref().is_some_and(FieldDescriptor::is_required) {
                continue;
            }
            let mut message = DynamicMessage::new(visit.writer.clone());
            witness::fill(&mut message, 1, writer.as_ref());
            let read = trial::over_the_wire(&message, &visit.reader);
            let missing = read.is_none_or(|read| !read.has_field(&field));
            let Some(told) = witness::around(&visit.path, &message, &[]).filter(|_| missing) else {
                continue;
            };
            let leaf = |read: &DynamicMessage| match read.has_field(&field) {
                true => Outcome::Kept,
                false => Outcome::Lost,
            };
            if !told.confirms(&visit.path, false, &leaf) {
                continue;
            }
            let name = sentence::path(&visit.path, Some(&field));
            let sentence = match self.words.direction {
                Direction::Backward => {
                    format!("`{name}` is now required: a message without it is rejected")
                }
                Direction::Forward => format!(
                    "`{name}` is no longer required: a message without it is rejected by readers \
                     of the old schema"
                ),
            };
            let (place, _) = self.places(visit);
            let written =
                writer.map(|writer| self.writer_place(&writer.parent_file(), writer.path()));
            self.add(Break {
                field: name,
                sentence,
                witness: told.json,
                writer: written.unwrap_or(place),
                reader: self.reader_place(&field.parent_file(), field.path()),
                level: Some("wire"),
            });
        }
    }

    /// Of the fields of one `oneof` a reader keeps the last, so two fields that a writer may write
    /// together must not be in one. Source: "Using Oneof" and "Backwards-compatibility issues" in
    /// <https://protobuf.dev/programming-guides/proto3/>.
    pub(super) fn oneofs(&mut self, visit: &Visit) {
        for oneof in visit.reader.oneofs().filter(|oneof| !oneof.is_synthetic()) {
            let levels = visit.levels;
            let members: Vec<Pair> = fields::pairs(&visit.writer, &visit.reader)
                .into_iter()
                .filter(|pair| pair.reader.containing_oneof().as_ref() == Some(&oneof))
                .filter(|pair| pair.levels.and(levels).any())
                .collect();
            let clash = members.iter().enumerate().find_map(|(index, one)| {
                let others = members.iter().skip(index + 1);
                let mut free = others.filter(|other| {
                    !fields::exclude_each_other(&one.writer, &other.writer)
                        && one.writer != other.writer
                        && one.levels.and(other.levels).and(levels).any()
                });
                free.next().map(|other| (one.clone(), other.clone()))
            });
            if let Some((one, other)) = clash {
                self.clash(visit, oneof.name(), &one, &other);
            }
        }
    }

    fn clash(&mut self, visit: &Visit, oneof: &str, one: &Pair, other: &Pair) {
        let mut message = DynamicMessage::new(visit.writer.clone());
        for field in [&one.writer, &other.writer] {
            let value = probes::of(field).into_iter().next();
            let set = value.map(|value| message.try_set_field(field, value));
            if !matches!(set, Some(Ok(()))) {
                return;
            }
        }
        let both = one.levels.and(other.levels).and(visit.levels);
        let leaf = |read: &DynamicMessage| match read.has_field(&one.reader) {
            true if read.has_field(&other.reader) => Outcome::Kept,
            _ => Outcome::Lost,
        };
        let local = match both.wire {
            true => trial::over_the_wire(&message, &visit.reader),
            false => show::message(&message)
                .and_then(|json| trial::through_json(&json, &visit.reader, Unknown::Ignored)),
        };
        let shown = local.is_none_or(|read| leaf(&read).breaks());
        let witness = witness::around(&visit.path, &message, &[]).filter(|_| shown);
        let Some(witness) = witness.filter(|one| one.confirms(&visit.path, !both.wire, &leaf))
        else {
            return;
        };
        let name = |pair: &Pair| sentence::path(&visit.path, Some(&pair.writer));
        let now = match self.words.direction {
            Direction::Backward => "are now",
            Direction::Forward => "were",
        };
        let sentence = format!(
            "`{}` and `{}` {now} in one `oneof {oneof}`: of both only one is read{}",
            name(one),
            name(other),
            self.words.by()
        );
        self.add(Break {
            field: name(one),
            sentence,
            witness: witness.json,
            writer: self.writer_place(&one.writer.parent_file(), one.writer.path()),
            reader: self.reader_place(&one.reader.parent_file(), one.reader.path()),
            level: Some(if both.wire { "wire" } else { "json" }),
        });
    }

    /// A reader of JSON that is strict rejects what it does not know, as is the default of
    /// ProtoJSON. As bytes unknown fields are kept. Source: "Unknown Fields" in
    /// <https://protobuf.dev/programming-guides/json/>.
    pub(super) fn unknown(&mut self, visit: &Visit) {
        if self.policy.reader != Reader::Strict || !visit.levels.json {
            return;
        }
        for field in fields::declared(&visit.writer) {
            // One that has only another name is told as renamed.
            if fields::read_by_name(&visit.reader, &field).is_some()
                || visit.levels.wire && visit.reader.get_field(field.number()).is_some()
            {
                continue;
            }
            let Some(value) = probes::of(&field).into_iter().next() else { continue };
            let mut message = DynamicMessage::new(visit.writer.clone());
            if message.try_set_field(&field, value).is_err() {
                continue;
            }
            let rejected = show::message(&message).is_some_and(|json| {
                trial::through_json(&json, &visit.reader, Unknown::Rejected).is_none()
            });
            let witness = witness::around(&visit.path, &message, &[]).filter(|_| rejected);
            let Some(witness) = witness else { continue };
            let name = sentence::path(&visit.path, Some(&field));
            let what = match self.words.direction {
                Direction::Backward => "is gone",
                Direction::Forward => "is new",
            };
            let by = self.words.by();
            let (_, reader) = self.places(visit);
            self.add(Break {
                field: name.clone(),
                sentence: format!("`{name}` {what}: it is rejected in JSON{by}"),
                witness: witness.json,
                writer: self.writer_place(&field.parent_file(), field.path()),
                reader,
                level: Some("json"),
            });
        }
    }

    /// Extensions are read as far as both schemas declare the same. Everything else about them is
    /// not decided.
    pub(super) fn extensions(&mut self, visit: &Visit) {
        for extension in visit.writer.extensions() {
            let number = extension.number();
            let same = visit.reader.get_extension(number).is_some_and(|other| {
                let scalar = extension.kind().as_message().is_none();
                scalar
                    && extension.kind().as_enum().is_none()
                    && other.kind() == extension.kind()
                    && other.cardinality() == extension.cardinality()
                    && other.full_name() == extension.full_name()
            });
            let unknown = visit.reader.get_field(number).is_none()
                && visit.reader.get_extension(number).is_none();
            if !same && !unknown {
                let place = self.writer_place(&extension.parent_file(), extension.path());
                let reason = format!("the extension `{}`", extension.full_name());
                self.hinder(Obstacle { reason, place, in_reader: false });
            }
        }
        for extension in visit.reader.extensions() {
            if visit.writer.get_field(extension.number()).is_some() {
                let place = self.reader_place(&extension.parent_file(), extension.path());
                let reason = format!("the extension `{}`", extension.full_name());
                self.hinder(Obstacle { reason, place, in_reader: true });
            }
        }
    }
}

//! The comparison: two messages walked side by side, each pair of messages once.
//!
//! What the kinds of two fields prove is not tried. What they do not prove is tried with values,
//! and a value that does not reach the reader, as bytes or as JSON, is the witness of a break. What
//! is neither proved nor shown leaves the question undecided.

use std::collections::{BTreeSet, VecDeque};

use prost_reflect::{
    DynamicMessage, FieldDescriptor, FileDescriptor, Kind, MessageDescriptor, Value,
};

use super::fields::{self, Levels, Pair};
use super::keeps;
use super::message::Schema;
use super::probes;
use super::sentence::{self, Words};
use super::show;
use super::trial::{self, Outcome};
use super::well_known;
use super::witness;
use crate::compat::answer::{Answer, Break, Direction, Obstacle, Place};
use crate::compat::policy::Policy;

/// How many messages may lie within one another on the way to a break. The readers of Protocol
/// Buffers stop at 100.
const DEEPEST: usize = 64;

/// Whether the reader reads what the writer writes.
pub(super) fn compare(
    writer: &Schema,
    reader: &Schema,
    policy: Policy,
    direction: Direction,
) -> Answer {
    let mut walk = Walk {
        writer,
        reader,
        policy,
        words: Words { direction },
        breaks: Vec::new(),
        obstacle: None,
        seen: BTreeSet::new(),
        told_enums: BTreeSet::new(),
        waiting: VecDeque::new(),
    };
    walk.reach(&writer.root, &reader.root, Vec::new(), Levels::BOTH);
    while let Some(visit) = walk.waiting.pop_front() {
        walk.visit(&visit);
    }
    match (walk.breaks.is_empty(), walk.obstacle) {
        (false, _) => Answer::Incompatible(walk.breaks),
        (true, Some(obstacle)) => Answer::Undecided(obstacle),
        (true, None) => Answer::Compatible,
    }
}

/// Two messages to compare, and the fields that lead to them.
#[derive(Debug)]
pub(super) struct Visit {
    pub(super) writer: MessageDescriptor,
    pub(super) reader: MessageDescriptor,
    pub(super) path: Vec<Pair>,
    pub(super) levels: Levels,
}

pub(super) struct Walk<'a> {
    writer: &'a Schema,
    reader: &'a Schema,
    pub(super) policy: Policy,
    pub(super) words: Words,
    breaks: Vec<Break>,
    obstacle: Option<Obstacle>,
    seen: BTreeSet<(String, String, bool, bool)>,
    pub(super) told_enums: BTreeSet<(String, String)>,
    waiting: VecDeque<Visit>,
}

/// What is to be told of a break.
pub(super) struct Telling {
    /// `wire` or `json`.
    pub(super) level: &'static str,
    /// The path of the field.
    pub(super) field: String,
    pub(super) sentence: String,
    pub(super) witness: serde_json::Value,
    pub(super) writer: Place,
    pub(super) reader: Place,
}

impl Walk<'_> {
    /// Has two messages compared, unless they were or are.
    fn reach(
        &mut self,
        writer: &MessageDescriptor,
        reader: &MessageDescriptor,
        path: Vec<Pair>,
        levels: Levels,
    ) {
        let (from, to) = (writer.full_name(), reader.full_name());
        if !levels.any() || from == to && well_known::is_one(from) {
            return;
        }
        if path.len() > DEEPEST {
            let place = self.reader.texts.part(&reader.parent_file(), reader.path());
            let reason = format!("messages within messages, more than {DEEPEST} of them");
            self.hinder(Obstacle { reason, place, in_reader: true });
            return;
        }
        let key = |wire, json| (from.to_owned(), to.to_owned(), wire, json);
        if !self.seen.contains(&key(true, true)) && self.seen.insert(key(levels.wire, levels.json))
        {
            let (writer, reader) = (writer.clone(), reader.clone());
            self.waiting.push_back(Visit { writer, reader, path, levels });
        }
    }

    fn visit(&mut self, visit: &Visit) {
        for pair in fields::pairs(&visit.writer, &visit.reader) {
            let levels = pair.levels.and(visit.levels);
            self.identity(visit, &pair, levels);
            self.values(visit, &pair, levels);
            self.descend(visit, &pair, levels);
        }
        self.required(visit);
        self.oneofs(visit);
        self.unknown(visit);
        self.extensions(visit);
    }

    /// Whether the values of a field reach the reader's: proved, or shown not to.
    fn values(&mut self, visit: &Visit, pair: &Pair, levels: Levels) {
        let wire = levels.wire && !keeps::on_the_wire(&pair.writer, &pair.reader);
        let json = levels.json && !keeps::as_json(&pair.writer, &pair.reader);
        if !wire && !json || self.enums(visit, pair, levels) {
            return;
        }
        // One cause is told once, at the level that reaches further.
        if wire && self.tried(visit, pair, "wire", trial::wire)
            || json && self.tried(visit, pair, "json", trial::json)
        {
            return;
        }
        let place = self.reader_place(&pair.reader.parent_file(), pair.reader.path());
        let name = sentence::path(&visit.path, Some(&pair.writer));
        let (from, to) = (show::kind(&pair.writer), show::kind(&pair.reader));
        let reason = format!("`{name}` is written as `{from}` and read as `{to}`");
        self.hinder(Obstacle { reason, place, in_reader: true });
    }

    /// Tries values until one does not reach the reader, and tells it.
    fn tried(
        &mut self,
        visit: &Visit,
        pair: &Pair,
        level: &'static str,
        trial: fn(&FieldDescriptor, &Value, &FieldDescriptor) -> Outcome,
    ) -> bool {
        let shown = probes::of(&pair.writer).into_iter().find_map(|value| {
            let outcome = trial(&pair.writer, &value, &pair.reader);
            outcome.breaks().then_some((value, outcome))
        });
        let Some((value, outcome)) = shown else { return false };
        let sentence = self.words.changed(&visit.path, pair, level, &value, &outcome);
        let leaf = |read: &DynamicMessage| trial::outcome(&pair.writer, &value, &pair.reader, read);
        self.tell(visit, pair, level, sentence, &value, &leaf)
    }

    /// Adds a break whose witness is one value of one field, if the whole payload confirms it.
    pub(super) fn tell(
        &mut self,
        visit: &Visit,
        pair: &Pair,
        level: &'static str,
        sentence: String,
        value: &Value,
        leaf: &dyn Fn(&DynamicMessage) -> Outcome,
    ) -> bool {
        let mut message = DynamicMessage::new(visit.writer.clone());
        if message.try_set_field(&pair.writer, value.clone()).is_err() {
            return false;
        }
        let told = [pair.writer.clone()];
        let told = if level == "json" { &told[..] } else { &[] };
        let Some(witness) = witness::around(&visit.path, &message, told) else { return false };
        if !witness.confirms(&visit.path, level == "json", leaf) {
            return false;
        }
        self.add(Telling {
            level,
            field: sentence::path(&visit.path, Some(&pair.writer)),
            sentence,
            witness: witness.json,
            writer: self.writer.texts.part(&pair.writer.parent_file(), pair.writer.path()),
            reader: self.reader.texts.part(&pair.reader.parent_file(), pair.reader.path()),
        });
        true
    }

    pub(super) fn add(&mut self, told: Telling) {
        let Telling { level, field, sentence, witness, writer, reader } = told;
        let level = Some(level);
        self.breaks.push(Break { field, sentence, witness, writer, reader, level });
    }

    /// Where the message that is compared stands in both schemas.
    pub(super) fn places(&self, visit: &Visit) -> (Place, Place) {
        let (writer, reader) = (&visit.writer, &visit.reader);
        (
            self.writer.texts.part(&writer.parent_file(), writer.path()),
            self.reader.texts.part(&reader.parent_file(), reader.path()),
        )
    }

    /// Where a part of the reader's schema stands.
    pub(super) fn reader_place(&self, file: &FileDescriptor, path: &[i32]) -> Place {
        self.reader.texts.part(file, path)
    }

    /// Where a part of the writer's schema stands.
    pub(super) fn writer_place(&self, file: &FileDescriptor, path: &[i32]) -> Place {
        self.writer.texts.part(file, path)
    }

    /// Remembers the first thing that could not be decided.
    pub(super) fn hinder(&mut self, obstacle: Obstacle) {
        self.obstacle.get_or_insert(obstacle);
    }

    fn descend(&mut self, visit: &Visit, pair: &Pair, levels: Levels) {
        let (Kind::Message(writer), Kind::Message(reader)) =
            (pair.writer.kind(), pair.reader.kind())
        else {
            return;
        };
        let mut path = visit.path.clone();
        path.push(pair.clone());
        match (pair.writer.is_map(), pair.reader.is_map()) {
            (false, false) => {
                // ProtoJSON writes a well-known message as something else than its fields.
                let special =
                    [&writer, &reader].into_iter().any(|one| well_known::is_one(one.full_name()));
                let json =
                    levels.json && !special && pair.writer.is_list() == pair.reader.is_list();
                let wire = levels.wire && pair.writer.is_group() == pair.reader.is_group();
                self.reach(&writer, &reader, path, Levels { wire, json });
            }
            (true, true) => {
                let values = (writer.map_entry_value_field(), reader.map_entry_value_field());
                if let (Kind::Message(from), Kind::Message(to)) = (values.0.kind(), values.1.kind())
                {
                    let special =
                        [&from, &to].into_iter().any(|one| well_known::is_one(one.full_name()));
                    let json = levels.json && !special;
                    self.reach(&from, &to, path, Levels { json, ..levels });
                }
            }
            // As JSON these are a list and an object, so that the verdict stands.
            _ => {}
        }
    }
}

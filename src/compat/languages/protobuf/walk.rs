//! The comparison: two messages walked side by side, each pair of messages once.
//!
//! What the kinds of two fields prove is not tried. What they do not prove is tried with values,
//! and a value that does not reach the reader, as bytes or as JSON, is the witness of a break. What
//! is neither proved nor shown leaves the question undecided.

use std::collections::{BTreeSet, VecDeque};

use prost_reflect::{Kind, MessageDescriptor};

use super::fields::{self, Levels, Pair};
use super::message::Schema;
use super::sentence::{self, Words};
use super::well_known;
use crate::compat::answer::{Answer, Break, Direction, Obstacle};
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
pub(super) struct Visit {
    pub(super) writer: MessageDescriptor,
    pub(super) reader: MessageDescriptor,
    pub(super) path: Vec<Pair>,
    pub(super) levels: Levels,
}

pub(super) struct Walk<'a> {
    pub(super) writer: &'a Schema,
    pub(super) reader: &'a Schema,
    pub(super) policy: Policy,
    pub(super) words: Words,
    breaks: Vec<Break>,
    obstacle: Option<Obstacle>,
    seen: BTreeSet<(String, String, bool, bool)>,
    pub(super) told_enums: BTreeSet<(String, String)>,
    waiting: VecDeque<Visit>,
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

    /// Adds a break.
    pub(super) fn add(&mut self, found: Break) {
        self.breaks.push(Break { sentence: sentence::one_line(&found.sentence), ..found });
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

//! One field of the writer's and one of the reader's: whether values reach it, proved or tried, and
//! how a break is told.

use prost_reflect::{DynamicMessage, FieldDescriptor, FileDescriptor, Value};

use super::fields::{Levels, Pair};
use super::keeps;
use super::probes;
use super::sentence;
use super::show;
use super::trial::{self, Outcome};
use super::walk::{Visit, Walk};
use super::witness;
use crate::compat::answer::{Break, Obstacle, Place};

impl Walk<'_> {
    /// Whether the values of a field reach the reader's: proved, or shown not to.
    pub(super) fn values(&mut self, visit: &Visit, pair: &Pair, levels: Levels) {
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
        self.add(Break {
            field: sentence::path(&visit.path, Some(&pair.writer)),
            sentence,
            witness: witness.json,
            writer: self.writer.texts.part(&pair.writer.parent_file(), pair.writer.path()),
            reader: self.reader.texts.part(&pair.reader.parent_file(), pair.reader.path()),
            level: Some(level),
        });
        true
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
}

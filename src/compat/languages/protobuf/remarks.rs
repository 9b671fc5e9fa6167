//! What a change does besides: to the code that is generated, to what an absent field means, and
//! what a later change could break because of it.

use std::collections::{BTreeSet, VecDeque};

use prost_reflect::{EnumDescriptor, FieldDescriptor, Kind, MessageDescriptor, Syntax};

use super::fields::{self, Pair};
use super::keeps;
use super::message::Schema;
use super::reserved;
use super::same;
use super::sentence;
use super::show;
use super::well_known;
use crate::compat::answer::{Place, Remark};

/// How deep messages are followed.
const DEEPEST: usize = 64;

/// The remarks on a change, in the order of the messages and of their fields.
pub(super) fn of(old: &Schema, new: &Schema) -> Vec<Remark> {
    let mut remarks = Remarks { new, found: Vec::new() };
    remarks.root(old);
    let mut seen = BTreeSet::new();
    let mut waiting = VecDeque::from([(old.root.clone(), new.root.clone(), Vec::new())]);
    while let Some((from, to, path)) = waiting.pop_front() {
        let names = (from.full_name().to_owned(), to.full_name().to_owned());
        let known = [&from, &to].into_iter().any(|one| well_known::is_one(one.full_name()));
        if known || path.len() > DEEPEST || !seen.insert(names) {
            continue;
        }
        remarks.message(&from, &to, &path);
        for pair in fields::pairs(&from, &to).into_iter().filter(|pair| pair.levels.wire) {
            remarks.field(&pair, &path);
            let (one, other) = (held(&pair.writer), held(&pair.reader));
            match (one, other) {
                (Kind::Message(one), Kind::Message(other)) => {
                    let path = path.iter().cloned().chain([pair]).collect();
                    waiting.push_back((one, other, path));
                }
                (Kind::Enum(one), Kind::Enum(other)) => {
                    let names = (one.full_name().to_owned(), other.full_name().to_owned());
                    if seen.insert(names) {
                        remarks.values(&pair, &path, &one, &other);
                    }
                }
                _ => {}
            }
        }
    }
    remarks.found
}

/// What a field holds; of a map what its values hold.
fn held(field: &FieldDescriptor) -> Kind {
    match field.kind() {
        Kind::Message(entry) if field.is_map() => entry.map_entry_value_field().kind(),
        kind => kind,
    }
}

struct Remarks<'a> {
    new: &'a Schema,
    found: Vec<Remark>,
}

impl Remarks<'_> {
    fn add(&mut self, level: &'static str, field: String, place: Place, sentence: String) {
        let sentence = sentence::one_line(&sentence);
        self.found.push(Remark { field, sentence, level, place });
    }

    fn root(&mut self, old: &Schema) {
        let (from, to) = (&old.root, &self.new.root);
        let place = self.new.texts.part(&to.parent_file(), to.path());
        let (was, is) = (from.full_name(), to.full_name());
        if was != is {
            let sentence = format!(
                "the message was `{was}`, is now `{is}`: generated code and the type URL of \
                 `google.protobuf.Any` change"
            );
            self.add("source", String::new(), place.clone(), sentence);
        }
        let word = |syntax| if syntax == Syntax::Proto2 { "proto2" } else { "proto3" };
        let (was, is) = (from.parent_file().syntax(), to.parent_file().syntax());
        if was != is {
            let (was, is) = (word(was), word(is));
            let sentence = format!("the syntax was `{was}`, is now `{is}`: generated code changes");
            self.add("source", String::new(), place, sentence);
        }
    }

    fn message(&mut self, from: &MessageDescriptor, to: &MessageDescriptor, path: &[Pair]) {
        let place = self.new.texts.part(&to.parent_file(), to.path());
        for field in fields::declared(from) {
            let name = sentence::path(path, Some(&field));
            if to.get_field(field.number()).is_none()
                && fields::read_by_name(to, &field).is_none()
                && let Some(sentence) = reserved::unguarded(&name, &field, to)
            {
                self.add("reuse", name, place.clone(), sentence);
            }
        }
        for field in fields::declared(to) {
            let name = sentence::path(path, Some(&field));
            let Some(sentence) = reserved::taken(&name, &field, from) else { continue };
            let place = self.new.texts.part(&field.parent_file(), field.path());
            self.add("reuse", name, place, sentence);
        }
        for sentence in reserved::given_up(from, to) {
            self.add("reuse", sentence::path(path, None), place.clone(), sentence);
        }
    }

    fn field(&mut self, pair: &Pair, path: &[Pair]) {
        let (from, to) = (&pair.writer, &pair.reader);
        let name = sentence::path(path, Some(to));
        let place = self.new.texts.part(&to.parent_file(), to.path());
        let same_type = keeps::on_the_wire(from, to) && keeps::on_the_wire(to, from);
        let (was, is) = (show::kind(from), show::kind(to));
        if same_type && was != is {
            let sentence = format!("`{name}` was `{was}`, is now `{is}`: generated code changes");
            self.add("source", name.clone(), place.clone(), sentence);
        }
        if from.name() != to.name() && from.json_name() == to.json_name() {
            let (was, is) = (from.name(), to.name());
            let sentence = format!("`{was}` is now `{is}`: generated code changes");
            self.add("source", name.clone(), place.clone(), sentence);
        }
        let scalar =
            same_type && !from.is_list() && !from.is_map() && from.kind().as_message().is_none();
        let moved = choice(from) != choice(to);
        if scalar && !moved && from.supports_presence() != to.supports_presence() {
            let sentence = match to.supports_presence() {
                true => format!("`{name}` can now be told to be unset: generated code changes"),
                false => {
                    format!("`{name}` can no longer be told to be unset: generated code changes")
                }
            };
            self.add("source", name.clone(), place.clone(), sentence);
        }
        let (was, is) = (from.default_value(), to.default_value());
        if scalar && !same::is_same(from, &was, to, &is) {
            let (was, is) = (show::value(from, &was), show::value(to, &is));
            let sentence = format!("`{name}` unless written was {was}, is now {is}");
            self.add("meaning", name.clone(), place.clone(), sentence);
        }
        if moved {
            let sentence = match (choice(from), choice(to)) {
                (_, Some(oneof)) => {
                    format!("`{name}` is now in `oneof {oneof}`: generated code changes")
                }
                _ => format!("`{name}` is no longer in a `oneof`: generated code changes"),
            };
            self.add("source", name, place, sentence);
        }
    }

    fn values(&mut self, pair: &Pair, path: &[Pair], from: &EnumDescriptor, to: &EnumDescriptor) {
        let place = self.new.texts.part(&to.parent_file(), to.path());
        for sentence in reserved::unguarded_values(from, to) {
            let name = sentence::path(path, Some(&pair.reader));
            self.add("reuse", name, place.clone(), sentence);
        }
    }
}

/// The `oneof` that a field is in.
fn choice(field: &FieldDescriptor) -> Option<String> {
    let oneof = field.containing_oneof().filter(|oneof| !oneof.is_synthetic());
    oneof.map(|oneof| oneof.name().to_owned())
}

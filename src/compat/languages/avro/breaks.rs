//! A cause made a break: a datum that shows it, the library's word that it does, and a sentence.

use serde_json::Value;

use crate::compat::answer::{Break, Direction, Obstacle, Place, Spot};
use crate::compat::contract::Contract;
use crate::compat::languages::avro::datum::{self, Datum};
use crate::compat::languages::avro::emit::{Form, emit};
use crate::compat::languages::avro::library::{self, Seen};
use crate::compat::languages::avro::resolve::{Cause, Reason};
use crate::compat::languages::avro::schema::{Id, Kind, Logical, Primitive, Schema};

/// Two schemas with the files that they stand in.
pub(super) struct Pair<'a> {
    pub(super) writer: (&'a Contract, &'a Schema),
    pub(super) reader: (&'a Contract, &'a Schema),
    pub(super) direction: Direction,
}

impl Pair<'_> {
    /// The break of a cause. Fails where no datum shows it.
    pub(super) fn shown(&self, cause: &Cause) -> Result<Break, Obstacle> {
        let (writer, reader) = (self.writer.1, self.reader.1);
        let shown = leaf(writer, reader, cause).and_then(|leaf| {
            let whole = datum::around(writer, &cause.trail, leaf.clone())?;
            Some((leaf, whole))
        });
        let Some((leaf, whole)) = shown else {
            return Err(self.obstacle(cause, "the smallest message that shows it is too large"));
        };
        match self.confirm(cause, &leaf, &whole) {
            Some(()) => Ok(self.told(cause, &leaf, &whole)),
            None => Err(self.obstacle(cause, "no message was found that shows it")),
        }
    }

    fn told(&self, cause: &Cause, leaf: &Datum, whole: &Datum) -> Break {
        let place = |contract: &Contract, pointer: &str| Place {
            file: contract.path.clone(),
            at: Spot::Pointer(pointer.to_owned()),
        };
        Break {
            field: cause.path.clone(),
            sentence: self.sentence(cause, leaf),
            witness: whole.json(self.writer.1, Schema::ROOT),
            writer: place(self.writer.0, &cause.writer_at),
            reader: place(self.reader.0, &cause.reader_at),
            level: None,
        }
    }

    fn obstacle(&self, cause: &Cause, why: &str) -> Obstacle {
        let at = Spot::Pointer(cause.reader_at.clone());
        let place = Place { file: self.reader.0.path.clone(), at };
        let what = subject(&cause.path);
        Obstacle { reason: format!("{what} does not resolve, but {why}"), place, in_reader: true }
    }

    /// The library writes the whole datum, and refuses the part that is at fault, or is known to be
    /// laxer than the specification there.
    fn confirm(&self, cause: &Cause, leaf: &Datum, whole: &Datum) -> Option<()> {
        let (writer, reader) = (self.writer.1, self.reader.1);
        let plain = emit(writer, Schema::ROOT, Form::Plain)?;
        let written = emit(writer, Schema::ROOT, Form::Whole)?;
        if library::try_out(&plain, &written, &written, whole) != Seen::Read {
            return None;
        }
        let plain = emit(writer, cause.writer, Form::Plain)?;
        let written = emit(writer, cause.writer, Form::Whole)?;
        let read = emit(reader, cause.reader, Form::Whole)?;
        match library::try_out(&plain, &written, &read, leaf) {
            Seen::Refused => Some(()),
            Seen::Read => is_laxer(writer, reader, cause).then_some(()),
            Seen::NotWritten => None,
        }
    }

    /// What a person says of a cause, in the words of old and new.
    fn sentence(&self, cause: &Cause, leaf: &Datum) -> String {
        let (writer, reader) = (self.writer.1, self.reader.1);
        let (from, to) = (writer.word(cause.whole.0), reader.word(cause.whole.1));
        let what = subject(&cause.path);
        let backward = self.direction == Direction::Backward;
        let changed = match backward {
            true => format!("{what} was `{from}`, is now `{to}`"),
            false => format!("{what} was `{to}`, is now `{from}`"),
        };
        let value = shortened(&leaf.json(writer, cause.writer));
        let refused = match backward {
            true => format!("{value} was written and cannot be read now"),
            false => format!("{value} is written now and cannot be read with the old schema"),
        };
        match &cause.reason {
            Reason::Type | Reason::Branch | Reason::Size => format!("{changed}: {refused}"),
            Reason::Name => {
                let name = writer.tag(cause.writer);
                let who = if backward { "the new schema" } else { "the old schema" };
                format!("{changed}: {who} has no alias `{name}`, so it cannot be read")
            }
            Reason::Field(_) if backward => {
                format!(
                    "{what} is new and has no default: what was written without it cannot be read"
                )
            }
            Reason::Field(_) => format!(
                "{what} is no longer there, and the old schema has no default for it: what is \
                 written without it cannot be read"
            ),
            Reason::Symbols(lost) => {
                let symbols = match &writer.of(cause.writer).kind {
                    Kind::Enum(_, symbols, _) => symbols.as_slice(),
                    _ => &[],
                };
                let lost = lost.iter().filter_map(|index| symbols.get(*index));
                let lost: Vec<String> = lost.map(|symbol| format!("`{symbol}`")).collect();
                let lost = lost.join(", ");
                match backward {
                    true => {
                        format!("{what} can no longer be {lost}, and has no default: {refused}")
                    }
                    false => format!(
                        "{what} can now be {lost}, and the old schema has no default: {refused}"
                    ),
                }
            }
            Reason::Meaning => {
                let read = if backward { "is read as" } else { "is read with the old schema as" };
                match (scale(writer, cause.writer), scale(reader, cause.reader)) {
                    (Some(one), Some(other)) if one == other => {
                        format!("{changed}: decimals match only if their precisions do")
                    }
                    (Some(one), Some(other)) => {
                        format!("{changed}: {} {read} {}", last_digit(one), last_digit(other))
                    }
                    _ => format!("{changed}: {value} {read} something else"),
                }
            }
        }
    }
}

/// Where the library reads what the specification says cannot be read. It resolves values and not
/// schemas, so it asks for no names, and takes a value for what it happens to look like.
fn is_laxer(writer: &Schema, reader: &Schema, cause: &Cause) -> bool {
    let (written, read) = (&writer.of(cause.writer).kind, &reader.of(cause.reader).kind);
    match (&cause.reason, written, read) {
        // Names are not compared, and every branch of a union is tried until one takes the value.
        (Reason::Name, ..) => true,
        (Reason::Branch, _, Kind::Union(branches)) => {
            branches.iter().any(|branch| takes_more(written, &reader.of(*branch).kind))
        }
        (Reason::Type, ..) => takes_more(written, read),
        // Neither precision nor scale is compared.
        (Reason::Meaning, ..) => {
            scale(writer, cause.writer).is_some() && scale(reader, cause.reader).is_some()
        }
        (Reason::Size | Reason::Field(_) | Reason::Symbols(_), ..) | (Reason::Branch, ..) => false,
    }
}

fn takes_more(written: &Kind, read: &Kind) -> bool {
    use Primitive::{Bytes, Double, Float, String};
    match (written, read) {
        (Kind::Primitive(Double), Kind::Primitive(Float)) => true,
        (Kind::Primitive(String), Kind::Fixed(..)) => true,
        // By an enum's default.
        (Kind::Primitive(String), Kind::Enum(_, _, Some(_))) => true,
        // A list of none is taken for bytes, and a mapping for a record whose fields have defaults.
        (Kind::Array(_), Kind::Primitive(Bytes)) => true,
        (Kind::Map(_), Kind::Record(..)) => true,
        // Names are not compared in unions either.
        (Kind::Record(..), Kind::Record(..))
        | (Kind::Enum(..), Kind::Enum(..))
        | (Kind::Fixed(..), Kind::Fixed(..)) => true,
        _ => false,
    }
}

/// A datum of the writer's type that the reader does not read.
fn leaf(writer: &Schema, reader: &Schema, cause: &Cause) -> Option<Datum> {
    let kind = &writer.of(cause.writer).kind;
    if let (Reason::Symbols(lost), Kind::Enum(_, symbols, _)) = (&cause.reason, kind) {
        let index = *lost.first()?;
        return Some(Datum::Enum(index, symbols.get(index)?.clone()));
    }
    telling(writer, cause.writer, &word(reader, cause.reader))
}

/// A value that no other type than its own takes easily, with this text where it is one.
fn telling(writer: &Schema, id: Id, text: &str) -> Option<Datum> {
    let of = writer.of(id);
    let primitive = match of.kind {
        Kind::Primitive(primitive) => primitive,
        // The declaration bounds how often.
        Kind::Array(items) => return Some(Datum::Array(vec![telling(writer, items, text)?])),
        Kind::Map(values) => {
            return Some(Datum::Map(vec![("key".to_owned(), telling(writer, values, text)?)]));
        }
        _ => return datum::small(writer, id),
    };
    Some(match (primitive, &of.logical) {
        (Primitive::Int, None) => Datum::Int(1),
        // More than an `int` holds: a smaller one some libraries would take.
        (Primitive::Long, None) => Datum::Long(4_294_967_296),
        (Primitive::Long, Some(_)) => Datum::Long(1_767_225_600_000),
        (Primitive::Int, Some(_)) => Datum::Int(20_454),
        (Primitive::Float, _) => Datum::Float(1.5),
        // No `float` comes near to it.
        (Primitive::Double, _) => Datum::Double(1e300),
        (Primitive::Boolean, _) => Datum::Boolean(true),
        (Primitive::String, None) => Datum::Text(text.to_owned()),
        (Primitive::Bytes, Some(Logical { digits: Some((precision, _)), .. })) => {
            let mut bytes = vec![0; precision / 2 + 1];
            if let Some(last) = bytes.last_mut() {
                *last = 1;
            }
            Datum::Bytes(bytes)
        }
        _ => return datum::small(writer, id),
    })
}

/// How many digits of a decimal stand behind its point.
fn scale(schema: &Schema, id: Id) -> Option<usize> {
    schema.of(id).logical.as_ref()?.digits.map(|(_, scale)| scale)
}

/// The smallest number with so many digits behind its point.
fn last_digit(scale: usize) -> String {
    match scale {
        0 => "1".to_owned(),
        1..=40 => format!("0.{}1", "0".repeat(scale - 1)),
        _ => format!("10^-{scale}"),
    }
}

/// A text that is no symbol of the reader's.
fn word(reader: &Schema, id: Id) -> String {
    let Kind::Enum(_, symbols, _) = &reader.of(id).kind else { return "text".to_owned() };
    let mut text = "text".to_owned();
    while symbols.contains(&text) {
        text.push('_');
    }
    text
}

fn subject(path: &str) -> String {
    if path.is_empty() { "the payload".to_owned() } else { format!("`{path}`") }
}

/// A value short enough for a sentence.
fn shortened(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

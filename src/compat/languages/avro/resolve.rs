//! What a reader's schema makes of a writer's: the rules of the specification's section "Schema
//! Resolution", version 1.12, each pair of types looked at once. A pair that is met again while it is
//! looked at holds unless something else in it does not: data end, so a fault shows at an end.

use std::collections::BTreeSet;

use crate::compat::languages::avro::datum::Step;
use crate::compat::languages::avro::schema::{
    Field, Id, Kind, Logical, Named, Primitive, Schema, short,
};

/// How deep types may lie in each other. Deeper ones are not looked at.
const DEEPEST: usize = 200;

/// What does not resolve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    /// One type is no other type, nor can it be promoted to it.
    Type,
    /// The reader calls the type otherwise, and has no alias for the writer's name.
    Name,
    /// The reader's `fixed` has another size.
    Size,
    /// The reader needs a field that the writer has not, and has no default: its index.
    Field(usize),
    /// The writer's symbols that the reader has not, by their indices; it has no default.
    Symbols(Vec<usize>),
    /// No branch of the reader's union takes it.
    Branch,
    /// The same bytes mean another number, moment or duration.
    Meaning,
}

/// A reason at its place.
#[derive(Debug, Clone)]
pub(super) struct Cause {
    pub(super) reason: Reason,
    /// The field, by the reader's names.
    pub(super) path: String,
    /// The way to it in the writer's schema.
    pub(super) trail: Vec<(Id, Step)>,
    pub(super) writer: Id,
    pub(super) reader: Id,
    /// What the field holds in both, of which the former may be a branch.
    pub(super) whole: (Id, Id),
    /// Where the writer's schema speaks of it, as a JSON pointer.
    pub(super) writer_at: String,
    /// Where the reader's does.
    pub(super) reader_at: String,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Every independent cause.
    pub(super) causes: Vec<Cause>,
    /// Whether the schemas lie deeper than is looked at: then no cause proves nothing.
    pub(super) too_deep: bool,
}

/// What does not resolve when a reader reads what a writer writes.
pub(super) fn resolve(writer: &Schema, reader: &Schema) -> Found {
    let mut walk = Walk { writer, reader, seen: BTreeSet::new(), found: Found::default() };
    let start = At {
        writer: Schema::ROOT,
        reader: Schema::ROOT,
        whole: (Schema::ROOT, Schema::ROOT),
        path: String::new(),
        trail: Vec::new(),
        writer_at: String::new(),
        reader_at: String::new(),
    };
    walk.types(start);
    walk.found
}

/// Two types that meet, and the way to them.
#[derive(Clone)]
struct At {
    writer: Id,
    reader: Id,
    whole: (Id, Id),
    path: String,
    trail: Vec<(Id, Step)>,
    writer_at: String,
    reader_at: String,
}

struct Walk<'a> {
    writer: &'a Schema,
    reader: &'a Schema,
    seen: BTreeSet<(Id, Id)>,
    found: Found,
}

impl Walk<'_> {
    fn fail(&mut self, at: At, reason: Reason) {
        let At { writer, reader, whole, path, trail, writer_at, reader_at } = at;
        let causes = &mut self.found.causes;
        causes.push(Cause { reason, path, trail, writer, reader, whole, writer_at, reader_at });
    }

    fn types(&mut self, at: At) {
        if at.trail.len() > DEEPEST {
            self.found.too_deep = true;
            return;
        }
        if !self.seen.insert((at.writer, at.reader)) {
            return;
        }
        let (from, to) = (self.writer, self.reader);
        let (written, read) = (from.of(at.writer), to.of(at.reader));
        match (&written.kind, &read.kind) {
            // "If both are unions" and "if writer's is a union, but reader's is not": whatever
            // branch was written must be read.
            (Kind::Union(branches), _) => {
                for (index, branch) in branches.iter().enumerate() {
                    let mut inner = at.clone();
                    inner.trail.push((at.writer, Step::Branch(index)));
                    inner.writer_at = use_of(from, *branch, &at.writer_at, &index.to_string());
                    inner.writer = *branch;
                    self.types(inner);
                }
            }
            // "If reader's is a union, but writer's is not": the first branch that matches is
            // resolved, and what it does not read no later one does.
            (_, Kind::Union(branches)) => match self.branch(at.writer, branches) {
                Some((index, branch)) => {
                    let mut inner = at;
                    inner.reader_at = use_of(to, branch, &inner.reader_at, &index.to_string());
                    inner.reader = branch;
                    self.types(inner);
                }
                None => self.fail(at, Reason::Branch),
            },
            (Kind::Array(written), Kind::Array(read)) => {
                self.within(at, Step::Item, (*written, *read), "[]", "items");
            }
            (Kind::Map(written), Kind::Map(read)) => {
                self.within(at, Step::Value, (*written, *read), ".*", "values");
            }
            (Kind::Record(written, fields), Kind::Record(read, wanted)) => {
                // "Both schemas are records with the same (unqualified) name". The fields of one
                // by another name are not told of besides: there may be nothing common.
                match is_called(written, read) {
                    true => self.fields(&at, fields, wanted),
                    false => self.fail(at, Reason::Name),
                }
            }
            (Kind::Enum(written, symbols, _), Kind::Enum(read, known, default)) => {
                if !is_called(written, read) {
                    return self.fail(at, Reason::Name);
                }
                // "If the writer's symbol is not present in the reader's enum and the reader has a
                // default value, then that value is used, otherwise an error is signalled."
                let known: BTreeSet<&String> = known.iter().collect();
                let lost = symbols.iter().enumerate().filter(|(_, symbol)| !known.contains(symbol));
                let lost: Vec<usize> = lost.map(|(index, _)| index).collect();
                if !lost.is_empty() && default.is_none() {
                    self.fail(at, Reason::Symbols(lost));
                }
            }
            // "Both schemas are fixed whose sizes and (unqualified) names match".
            (Kind::Fixed(written_name, size), Kind::Fixed(read_name, wanted)) => {
                if !is_called(written_name, read_name) {
                    self.fail(at, Reason::Name);
                } else if size != wanted {
                    self.fail(at, Reason::Size);
                } else if !mean_the_same(&written.logical, &read.logical) {
                    self.fail(at, Reason::Meaning);
                }
            }
            (Kind::Primitive(one), Kind::Primitive(other)) => {
                if !is_promoted(*one, *other) {
                    self.fail(at, Reason::Type);
                } else if !mean_the_same(&written.logical, &read.logical) {
                    self.fail(at, Reason::Meaning);
                }
            }
            _ => self.fail(at, Reason::Type),
        }
    }

    fn within(&mut self, at: At, step: Step, (one, other): (Id, Id), path: &str, key: &str) {
        let mut inner = at;
        inner.trail.push((inner.writer, step));
        inner.path.push_str(path);
        inner.writer_at = use_of(self.writer, one, &inner.writer_at, key);
        inner.reader_at = use_of(self.reader, other, &inner.reader_at, key);
        (inner.writer, inner.reader) = (one, other);
        inner.whole = (one, other);
        self.types(inner);
    }

    /// "The ordering of fields may be different: fields are matched by name." What only the writer
    /// has is ignored; what only the reader has needs a default.
    fn fields(&mut self, at: &At, fields: &[Field], wanted: &[Field]) {
        for (index, want) in wanted.iter().enumerate() {
            let path = match at.path.is_empty() {
                true => want.name.clone(),
                false => format!("{}.{}", at.path, want.name),
            };
            match counterpart(fields, wanted, want) {
                Some((place, field)) => {
                    let mut inner = at.clone();
                    inner.trail.push((at.writer, Step::Field(place)));
                    inner.path = path;
                    inner.writer_at = format!("{}/type", field.pointer);
                    inner.reader_at = format!("{}/type", want.pointer);
                    (inner.writer, inner.reader) = (field.of, want.of);
                    inner.whole = (field.of, want.of);
                    self.types(inner);
                }
                None if want.default.is_some() => {}
                None => {
                    let mut inner = at.clone();
                    inner.path = path;
                    inner.reader_at = want.pointer.clone();
                    self.fail(inner, Reason::Field(index));
                }
            }
        }
    }

    /// The first branch of a reader's union that matches. Of several types with one unqualified
    /// name, the one with the same namespace is preferred, as every implementation does: else a
    /// schema could not read itself.
    fn branch(&self, written: Id, branches: &[Id]) -> Option<(usize, Id)> {
        let matching = || {
            let all = branches.iter().copied().enumerate();
            all.filter(|(_, branch)| self.matches(written, *branch, 0))
        };
        let same = matching().find(|(_, branch)| {
            self.writer.tag(written) == self.reader.tag(*branch)
                && matches!(
                    self.writer.of(written).kind,
                    Kind::Record(..) | Kind::Enum(..) | Kind::Fixed(..)
                )
        });
        same.or_else(|| matching().next())
    }

    /// Whether two schemas match, which is less than that one resolves the other.
    fn matches(&self, writer: Id, reader: Id, depth: usize) -> bool {
        match (&self.writer.of(writer).kind, &self.reader.of(reader).kind) {
            _ if depth > DEEPEST => true,
            // "Either schema is a union".
            (Kind::Union(_), _) | (_, Kind::Union(_)) => true,
            (Kind::Array(one), Kind::Array(other)) | (Kind::Map(one), Kind::Map(other)) => {
                self.matches(*one, *other, depth + 1)
            }
            (Kind::Record(one, _), Kind::Record(other, _))
            | (Kind::Enum(one, ..), Kind::Enum(other, ..)) => is_called(one, other),
            (Kind::Fixed(one, size), Kind::Fixed(other, wanted)) => {
                size == wanted && is_called(one, other)
            }
            (Kind::Primitive(one), Kind::Primitive(other)) => is_promoted(*one, *other),
            _ => false,
        }
    }
}

/// The place where a type is used: its own, or for one with a name where the name stands.
fn use_of(schema: &Schema, id: Id, around: &str, key: &str) -> String {
    let of = schema.of(id);
    match of.kind {
        Kind::Record(..) | Kind::Enum(..) | Kind::Fixed(..) => format!("{around}/{key}"),
        _ => of.pointer.clone(),
    }
}

/// The writer's field that a field of the reader is filled from: the one of its name, or else one
/// that its aliases name. (Section "Aliases".) The specification leaves open what an alias does that
/// names a field which the reader has besides; here every name stands for itself first.
fn counterpart<'a>(
    fields: &'a [Field],
    wanted: &[Field],
    want: &Field,
) -> Option<(usize, &'a Field)> {
    let find = |name: &str| fields.iter().enumerate().find(|(_, field)| field.name == name);
    let taken = |alias: &str| wanted.iter().any(|other| other.name == alias);
    find(&want.name)
        .or_else(|| want.aliases.iter().filter(|alias| !taken(alias)).find_map(|alias| find(alias)))
}

/// Whether a reader's named type stands for a writer's: by its name without namespace, or by an
/// alias with its namespace. (Sections "Schema Resolution" and "Aliases".)
fn is_called(written: &Named, read: &Named) -> bool {
    short(&written.full) == short(&read.full) || read.aliases.contains(&written.full)
}

/// "The writer's schema may be promoted to the reader's as follows".
fn is_promoted(written: Primitive, read: Primitive) -> bool {
    use Primitive::{Bytes, Double, Float, Int, Long, String};
    written == read
        || matches!(
            (written, read),
            (Int, Long | Float | Double)
                | (Long, Float | Double)
                | (Float, Double)
                | (String, Bytes)
                | (Bytes, String)
        )
}

/// Whether a value means the same to both. Decimals "match if their scales and precisions match";
/// of other logical types the specification says nothing, but a count of milliseconds is none of
/// microseconds. Where one side has no logical type, the bare value is what is read.
fn mean_the_same(written: &Option<Logical>, read: &Option<Logical>) -> bool {
    match (written, read) {
        (Some(written), Some(read)) => written == read,
        _ => true,
    }
}

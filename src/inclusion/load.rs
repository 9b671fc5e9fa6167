//! Reads a schema, as its draft says, into nodes.
//!
//! What this prover does not understand becomes a predicate that is only known to be itself, so
//! that the rest can still be judged. Keywords that no draft knows are annotations.

use std::collections::VecDeque;

use serde_json::{Map, Value};

use crate::inclusion::arena::{Arena, Table};
use crate::inclusion::dialect::Dialect;
use crate::inclusion::node::{ANY, ARRAY, Lit, NUMBER, Node, OBJECT, STRING, Types};
use crate::inclusion::resource::{Index, Resource, Target};
use crate::inclusion::{Blocked, Reading};
use crate::pointer::{self, percent_decoded};

/// Beyond this depth a schema is read later, from a list, so that no stack grows with it.
const DEEPEST: usize = 40;
/// A document of more schemas than this is not read to its end.
const MOST: usize = 300_000;

/// Reads the schemas of one document.
pub(crate) struct Loader<'a, 'b> {
    pub(crate) arena: &'b mut Arena<'a>,
    pub(crate) memory: Memory<'a>,
}

/// What a reader knows of its document.
pub(crate) struct Memory<'a> {
    pub(crate) in_new: bool,
    pub(crate) reading: Reading,
    /// Where the schema stands that is read now, as a JSON pointer.
    pub(crate) at: String,
    depth: usize,
    count: usize,
    document: &'a Value,
    index: Option<Index<'a>>,
    /// What references lead to, by where it lies in memory.
    known: Table<usize, Known>,
    later: VecDeque<(u32, Target<'a>)>,
}

enum Known {
    /// It is being read, or will be.
    Promised(u32),
    /// It was read.
    Read(Lit),
    /// It is being read, and nothing has referred to it yet.
    Open,
}

impl<'a> Memory<'a> {
    /// Nothing is known of a document yet.
    pub(crate) fn new(document: &'a Value, in_new: bool, reading: Reading) -> Memory<'a> {
        let (known, later) = (Table::default(), VecDeque::new());
        let (at, index) = (String::new(), None);
        Memory { in_new, reading, at, depth: 0, count: 0, document, index, known, later }
    }

    /// The whole document.
    pub(crate) fn whole(&self) -> Target<'a> {
        let resource = Resource::whole(self.document);
        Target { schema: self.document, at: String::new(), resource }
    }
}

impl<'a> Loader<'a, '_> {
    /// The whole document.
    pub(crate) fn document(&mut self) -> Lit {
        let whole = self.memory.whole();
        self.read_whole(|loader| loader.target(&whole))
    }

    /// Reads something to its end.
    pub(crate) fn read_whole<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let first = self.arena.promises();
        self.memory.count = 0;
        let done = read(self);
        self.finish();
        if first < self.arena.promises() {
            self.arena.open_loops(first, self.memory.in_new);
        }
        done
    }

    /// Reads what was put off.
    fn finish(&mut self) {
        while let Some((promise, target)) = self.memory.later.pop_front() {
            self.memory.depth = 0;
            let lit = self.read(&target);
            self.arena.keep(promise, lit);
            self.memory.known.insert(place_of(target.schema), Known::Read(lit));
        }
    }

    /// A schema inside the one that is read, below these parts of a pointer.
    pub(crate) fn below(
        &mut self,
        schema: &'a Value,
        parts: &[&str],
        resource: &Resource<'a>,
    ) -> Lit {
        let before = self.memory.at.len();
        for part in parts {
            pointer::push(&mut self.memory.at, part);
        }
        let lit = self.schema(schema, resource);
        self.memory.at.truncate(before);
        lit
    }

    /// A schema, which stands where `at` says.
    pub(crate) fn schema(&mut self, schema: &'a Value, resource: &Resource<'a>) -> Lit {
        let Value::Object(members) = schema else {
            return match schema {
                Value::Bool(true) => Lit::TRUE,
                Value::Bool(false) => Lit::FALSE,
                _ => self.unread("what is no schema", ANY),
            };
        };
        self.memory.count += 1;
        if self.memory.count > MOST {
            return self.unread("a document of more than 300,000 schemas", ANY);
        }
        if self.memory.depth > DEEPEST {
            let target = Target { schema, at: self.memory.at.clone(), resource: resource.clone() };
            return self.target(&target);
        }
        let inner;
        let mut resource = resource;
        if members.contains_key("$id")
            || members.contains_key("id")
            || members.contains_key("$schema")
        {
            inner = resource.enter(schema, &self.memory.at);
            resource = &inner;
            let stated = Dialect::stated(schema);
            if resource.dialect.is_none() || stated.is_some_and(|it| it != resource.dialect) {
                return self.unread("a `$schema` that is not a draft of JSON Schema", ANY);
            }
        }
        let Some(dialect) = resource.dialect else {
            return self.unread("a `$schema` that is not a draft of JSON Schema", ANY);
        };
        self.memory.depth += 1;
        let lit = self.members(members, dialect, resource);
        self.memory.depth -= 1;
        lit
    }

    fn members(
        &mut self,
        members: &'a Map<String, Value>,
        dialect: Dialect,
        resource: &Resource<'a>,
    ) -> Lit {
        if dialect.ref_stands_alone() && members.contains_key("$ref") {
            return self.keyword(members, "$ref", resource);
        }
        let mut parts = Vec::with_capacity(members.len());
        for key in members.keys() {
            self.keyword_into(members, key, resource, &mut parts);
        }
        self.arena.all(parts)
    }

    /// What one keyword of a schema says, beside the others that it looks at.
    pub(crate) fn keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        resource: &Resource<'a>,
    ) -> Lit {
        let mut parts = Vec::new();
        self.keyword_into(members, key, resource, &mut parts);
        self.arena.all(parts)
    }

    /// What a reference leads to: read once, and promised while it is being read.
    pub(crate) fn target(&mut self, target: &Target<'a>) -> Lit {
        let place = place_of(target.schema);
        match self.memory.known.get(&place) {
            Some(Known::Read(lit)) => return *lit,
            Some(Known::Promised(promise)) => {
                let promise = *promise;
                return self.arena.lit(Node::Reference(promise));
            }
            Some(Known::Open) => {
                let promise = self.arena.promise();
                self.memory.known.insert(place, Known::Promised(promise));
                return self.arena.lit(Node::Reference(promise));
            }
            None => {}
        }
        if self.memory.depth > DEEPEST {
            let promise = self.arena.promise();
            self.memory.known.insert(place, Known::Promised(promise));
            let (schema, at) = (target.schema, target.at.clone());
            self.memory
                .later
                .push_back((promise, Target { schema, at, resource: target.resource.clone() }));
            return self.arena.lit(Node::Reference(promise));
        }
        self.memory.known.insert(place, Known::Open);
        let lit = self.read(target);
        if let Some(Known::Promised(promise)) = self.memory.known.insert(place, Known::Read(lit)) {
            self.arena.keep(promise, lit);
        }
        lit
    }

    fn read(&mut self, target: &Target<'a>) -> Lit {
        let before = std::mem::replace(&mut self.memory.at, target.at.clone());
        self.memory.depth += 1;
        let lit = match (target.schema, target.resource.dialect) {
            // The schema is its own resource already, so it is not entered once more.
            (Value::Object(members), Some(dialect)) => {
                self.members(members, dialect, &target.resource)
            }
            (schema, _) => self.schema(schema, &target.resource),
        };
        self.memory.depth -= 1;
        self.memory.at = before;
        lit
    }

    /// Where a reference leads; none where it leads nowhere in the document.
    pub(crate) fn resolve(&mut self, reference: &str, from: &Resource<'a>) -> Option<Target<'a>> {
        let pointer = reference.strip_prefix('#');
        if let Some(pointer) = pointer
            && (pointer.is_empty() || pointer.starts_with('/'))
        {
            return from.walk(&percent_decoded(pointer));
        }
        self.index().find(from, reference)
    }

    /// The addresses of the document, searched when they are first asked for.
    pub(crate) fn index(&mut self) -> &Index<'a> {
        let document = self.memory.document;
        self.memory.index.get_or_insert_with(|| Index::of(document))
    }

    /// A keyword of the schema that is read now, which is not understood: it is opaque.
    pub(crate) fn unread(&mut self, reason: &str, types: Types) -> Lit {
        let key = format!("{} {}", u8::from(self.memory.in_new), self.memory.at);
        self.opaque(key, reason, types)
    }

    /// A predicate that is only known to be itself.
    pub(crate) fn opaque(&mut self, key: String, reason: &str, types: Types) -> Lit {
        let why = self.place(reason);
        self.arena.opaque(key, types, why)
    }

    /// The schema that is read now, as what is in the way.
    pub(crate) fn place(&self, reason: &str) -> Blocked {
        Blocked {
            pointer: self.memory.at.clone(),
            in_new: self.memory.in_new,
            reason: reason.to_owned(),
        }
    }
}

/// What tells one schema of a document from another.
pub(crate) fn place_of(schema: &Value) -> usize {
    std::ptr::from_ref(schema) as usize
}

/// The types of the words of `type`, and whether numbers are whole. None where a word is no type.
pub(crate) fn types_of(value: &Value) -> Option<(Types, bool)> {
    let words: Vec<&str> = match value {
        Value::String(word) => vec![word],
        Value::Array(words) => words.iter().map(Value::as_str).collect::<Option<_>>()?,
        _ => return None,
    };
    let mut types = 0;
    for word in &words {
        types |= match *word {
            "null" => crate::inclusion::node::NULL,
            "boolean" => crate::inclusion::node::BOOLEAN,
            "number" | "integer" => NUMBER,
            "string" => STRING,
            "array" => ARRAY,
            "object" => OBJECT,
            _ => return None,
        };
    }
    Some((types, words.contains(&"integer") && !words.contains(&"number")))
}

//! JSON to an Avro schema, by our own reading, because the library names no place of a fault. What
//! we let pass the library reads too, and refuses what we overlooked.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::compat::answer::{Place, Spot};
use crate::compat::contract::Contract;
use crate::compat::language::Fault;
use crate::compat::languages::avro::name::{NAME, aliases, is_name, qualified};
use crate::compat::languages::avro::schema::{Field, Id, Kind, Logical, Named, Primitive, Schema};
use crate::compat::languages::avro::{default, library, sound};
use crate::finding::did_you_mean;

/// How deep declarations may nest. Names lead on from there.
const DEEPEST: usize = 64;

/// How many types and fields a schema may declare.
const MOST: usize = 10_000;

/// The largest `fixed`, in bytes.
const LARGEST_FIXED: u64 = 1 << 16;

/// What a fault is before it knows its file: a pointer and a sentence.
pub(super) type Wrong = (String, String);

type Step<T> = Result<T, Wrong>;

/// The schema of a contract.
pub(super) fn read(contract: &Contract) -> Result<Schema, Fault> {
    let read = parse(&contract.schema);
    read.map_err(|(pointer, message)| {
        let place = Place { file: contract.path.clone(), at: Spot::Pointer(pointer) };
        Fault { place, message }
    })
}

fn parse(json: &Value) -> Step<Schema> {
    let mut parser = Parser { schema: Schema::default(), names: BTreeMap::new(), fields: 0 };
    // What has no place of its own is put below, so that the whole is the first type.
    parser.of(json, String::new(), "", 0)?;
    let schema = parser.schema;
    sound::check(&schema)?;
    default::check(&schema)?;
    library::accepts(json).map_err(|message| (String::new(), message))?;
    Ok(schema)
}

struct Parser {
    schema: Schema,
    names: BTreeMap<String, Id>,
    fields: usize,
}

impl Parser {
    fn of(&mut self, json: &Value, pointer: String, namespace: &str, depth: usize) -> Step<Id> {
        if depth > DEEPEST {
            return Err((pointer, format!("types nest more than {DEEPEST} deep")));
        }
        if self.schema.len() >= MOST {
            return Err((pointer, format!("it declares more than {MOST} types")));
        }
        match json {
            Value::String(name) => self.by_name(name, pointer, namespace),
            Value::Array(branches) => self.union(branches, pointer, namespace, depth),
            Value::Object(_) => self.declaration(json, pointer, namespace, depth),
            _ => Err((pointer, "a type is a name, a mapping or a list of types".to_owned())),
        }
    }

    /// A primitive type, or a named one that was declared above. (Section "Names".)
    fn by_name(&mut self, name: &str, pointer: String, namespace: &str) -> Step<Id> {
        if let Some((_, primitive)) = Primitive::ALL.iter().find(|(word, _)| *word == name) {
            return Ok(self.schema.add(Kind::Primitive(*primitive), pointer));
        }
        let full = qualified(name, namespace);
        if let Some(id) = self.names.get(&full) {
            return Ok(*id);
        }
        let known = self.names.keys().map(String::as_str);
        let words = Primitive::ALL.iter().map(|(word, _)| *word);
        let near = did_you_mean(name, words).or_else(|| did_you_mean(&full, known));
        let hint = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        Err((pointer, format!("no type `{name}` is declared above{hint}")))
    }

    fn union(
        &mut self,
        json: &[Value],
        pointer: String,
        namespace: &str,
        depth: usize,
    ) -> Step<Id> {
        let id = self.schema.add(Kind::Union(Vec::new()), pointer.clone());
        let mut branches: Vec<Id> = Vec::new();
        for (index, branch) in json.iter().enumerate() {
            let at = format!("{pointer}/{index}");
            let branch = self.of(branch, at.clone(), namespace, depth + 1)?;
            if matches!(self.schema.of(branch).kind, Kind::Union(_)) {
                return Err((at, "a union holds no union directly".to_owned()));
            }
            let twice = branches.iter().any(|other| self.tag(*other) == self.tag(branch));
            if twice {
                return Err((at, format!("the union holds `{}` twice", self.tag(branch))));
            }
            branches.push(branch);
        }
        if branches.is_empty() {
            return Err((pointer, "the union has no branch, so nothing fits it".to_owned()));
        }
        self.schema.complete(id).kind = Kind::Union(branches);
        Ok(id)
    }

    /// What tells a branch of a union from the others. (Section "Unions".)
    fn tag(&self, id: Id) -> &str {
        self.schema.tag(id)
    }

    fn declaration(
        &mut self,
        json: &Value,
        pointer: String,
        namespace: &str,
        depth: usize,
    ) -> Step<Id> {
        let Some(stated) = json.get("type") else {
            return Err((pointer, "the declaration has no `type`".to_owned()));
        };
        let id = match stated.as_str() {
            Some("record" | "error") => return self.record(json, pointer, namespace, depth),
            Some("enum") => self.enumeration(json, pointer, namespace)?,
            Some("fixed") => self.fixed(json, pointer, namespace)?,
            Some("array") => {
                self.container(json, pointer, namespace, depth, "items", Kind::Array)?
            }
            Some("map") => self.container(json, pointer, namespace, depth, "values", Kind::Map)?,
            // `{ "type": … }` around a type is that type.
            _ => self.of(stated, format!("{pointer}/type"), namespace, depth + 1)?,
        };
        let own = self.schema.complete(id);
        // A name leads to a type that others share: what is said beside the name is not theirs.
        let is_own = matches!(own.kind, Kind::Primitive(_)) || stated == "fixed";
        if is_own && own.logical.is_none() {
            own.logical = Logical::of(json, &own.kind);
        }
        Ok(id)
    }

    fn container(
        &mut self,
        json: &Value,
        pointer: String,
        namespace: &str,
        depth: usize,
        key: &str,
        kind: fn(Id) -> Kind,
    ) -> Step<Id> {
        let Some(inner) = json.get(key) else {
            return Err((pointer, format!("the declaration has no `{key}`")));
        };
        // Takes its place before its inside, so that the whole is the first type of all.
        let id = self.schema.add(Kind::Primitive(Primitive::Null), pointer.clone());
        let inner = self.of(inner, format!("{pointer}/{key}"), namespace, depth + 1)?;
        self.schema.complete(id).kind = kind(inner);
        Ok(id)
    }

    fn record(&mut self, json: &Value, pointer: String, namespace: &str, depth: usize) -> Step<Id> {
        let (named, own) = self.named(json, &pointer, namespace)?;
        let full = named.full.clone();
        let id = self.declare(Kind::Record(named.clone(), Vec::new()), &full, pointer.clone())?;
        let Some(stated) = json.get("fields").and_then(Value::as_array) else {
            return Err((pointer, format!("the record `{full}` has no list of `fields`")));
        };
        let mut fields: Vec<Field> = Vec::new();
        let mut names = BTreeSet::new();
        self.fields = self.fields.saturating_add(stated.len());
        if self.fields > MOST {
            return Err((pointer, format!("it declares more than {MOST} fields")));
        }
        for (index, json) in stated.iter().enumerate() {
            let pointer = format!("{pointer}/fields/{index}");
            let field = self.field(json, pointer, &own, depth)?;
            if !names.insert(field.name.clone()) {
                let message = format!("the field `{}` of `{full}` stands twice", field.name);
                return Err((field.pointer, message));
            }
            fields.push(field);
        }
        self.schema.complete(id).kind = Kind::Record(named, fields);
        Ok(id)
    }

    fn field(
        &mut self,
        json: &Value,
        pointer: String,
        namespace: &str,
        depth: usize,
    ) -> Step<Field> {
        let Some(name) = json.get("name").and_then(Value::as_str) else {
            return Err((pointer, "the field has no `name`".to_owned()));
        };
        if !is_name(name) {
            let at = format!("{pointer}/name");
            return Err((at, format!("`{name}` is no name: {NAME}")));
        }
        let Some(of) = json.get("type") else {
            return Err((pointer, format!("the field `{name}` has no `type`")));
        };
        let aliases = aliases(json, &pointer)?;
        let of = self.of(of, format!("{pointer}/type"), namespace, depth + 1)?;
        Ok(Field {
            name: name.to_owned(),
            aliases,
            doc: doc(json),
            default: json.get("default").cloned(),
            of,
            pointer,
        })
    }

    fn enumeration(&mut self, json: &Value, pointer: String, namespace: &str) -> Step<Id> {
        let (named, _) = self.named(json, &pointer, namespace)?;
        let full = named.full.clone();
        let Some(stated) = json.get("symbols").and_then(Value::as_array) else {
            return Err((pointer, format!("the enum `{full}` has no list of `symbols`")));
        };
        let mut symbols: BTreeSet<&str> = BTreeSet::new();
        let mut ordered = Vec::with_capacity(stated.len());
        for (index, symbol) in stated.iter().enumerate() {
            let at = format!("{pointer}/symbols/{index}");
            let Some(symbol) = symbol.as_str().filter(|symbol| is_name(symbol)) else {
                return Err((at, format!("{symbol} is no symbol: {NAME}")));
            };
            if !symbols.insert(symbol) {
                return Err((at, format!("the symbol `{symbol}` stands twice")));
            }
            ordered.push(symbol.to_owned());
        }
        if ordered.is_empty() {
            return Err((pointer, format!("the enum `{full}` has no symbol")));
        }
        let default = match json.get("default") {
            None => None,
            Some(Value::String(symbol)) if symbols.contains(symbol.as_str()) => {
                Some(symbol.clone())
            }
            Some(other) => {
                let at = format!("{pointer}/default");
                return Err((at, format!("the default {other} is no symbol of `{full}`")));
            }
        };
        self.declare(Kind::Enum(named, ordered, default), &full, pointer)
    }

    fn fixed(&mut self, json: &Value, pointer: String, namespace: &str) -> Step<Id> {
        let (named, _) = self.named(json, &pointer, namespace)?;
        let full = named.full.clone();
        match json.get("size").and_then(Value::as_u64) {
            Some(size) if size <= LARGEST_FIXED => {
                self.declare(Kind::Fixed(named, size as usize), &full, pointer)
            }
            Some(size) => {
                let message =
                    format!("`{full}` has {size} bytes; at most {LARGEST_FIXED} are read");
                Err((format!("{pointer}/size"), message))
            }
            None => Err((pointer, format!("the fixed `{full}` has no `size` in bytes"))),
        }
    }

    /// What a declaration is called, and the namespace of what stands inside it. (Section "Names".)
    fn named(&self, json: &Value, pointer: &str, namespace: &str) -> Step<(Named, String)> {
        let Some(name) = json.get("name").and_then(Value::as_str) else {
            return Err((pointer.to_owned(), "the declaration has no `name`".to_owned()));
        };
        let stated = json.get("namespace").and_then(Value::as_str);
        let full = qualified(name, stated.unwrap_or(namespace));
        if !full.split('.').all(is_name) {
            return Err((format!("{pointer}/name"), format!("`{full}` is no name: {NAME}")));
        }
        if Primitive::ALL.iter().any(|(word, _)| *word == full) {
            return Err((format!("{pointer}/name"), format!("`{full}` is a type of Avro itself")));
        }
        let own = full.rsplit_once('.').map_or("", |(namespace, _)| namespace).to_owned();
        let aliases = aliases(json, pointer)?;
        let aliases = aliases.iter().map(|alias| qualified(alias, &own)).collect();
        Ok((Named { full, aliases, doc: doc(json) }, own))
    }

    fn declare(&mut self, kind: Kind, full: &str, pointer: String) -> Step<Id> {
        if self.names.contains_key(full) {
            return Err((format!("{pointer}/name"), format!("`{full}` is declared twice")));
        }
        let id = self.schema.add(kind, pointer);
        self.names.insert(full.to_owned(), id);
        Ok(id)
    }
}

fn doc(json: &Value) -> Option<String> {
    json.get("doc").and_then(Value::as_str).map(str::to_owned)
}

//! A contract as one document that stands alone, and the way back from a place in it to a file.
//!
//! Every file that is reached is embedded under `$defs` with an address of its own, so references
//! resolve as they are written (JSON Schema 2020-12 Core, section 9.3).

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::compat::answer::{Place, Spot};
use crate::compat::contract::Contract;
use crate::compat::languages::json_schema::dialect::Dialect;
use crate::compat::languages::json_schema::reference;
use crate::document::schema::payload;
use crate::pointer::escaped;

/// A document that stands alone.
#[derive(Debug)]
pub(super) struct Bundle {
    /// The document.
    pub(super) document: Arc<Value>,
    /// Its draft.
    pub(super) dialect: Dialect,
    /// The path that its relative references start from.
    pub(super) path: String,
    /// The embedded files: the pointer at which each stands, and its path.
    pub(super) embedded: Vec<(String, String)>,
    /// The file that the document is, where the contract is nothing but a reference to it.
    file: Option<String>,
    /// The document before any policy changed it.
    original: Arc<Value>,
}

/// The document of a schema that belongs to no file and refers to none.
pub(super) fn alone(schema: Arc<Value>) -> Bundle {
    let dialect = Dialect::of(&schema, Dialect::Draft2020);
    let (document, path, embedded) = (Arc::clone(&schema), String::new(), Vec::new());
    Bundle { document, dialect, path, embedded, file: None, original: schema }
}

/// The document of a contract.
pub(super) fn bundle(contract: &Contract) -> Bundle {
    let file = only_reference(contract);
    let (schema, path) = match &file {
        Some((path, schema)) => (Arc::clone(schema), path.clone()),
        None => (Arc::clone(&contract.schema), contract.path.clone()),
    };
    let file = file.map(|(path, _)| path);
    let dialect = Dialect::of(&schema, Dialect::Draft2020);
    let others: Vec<(&String, &Arc<Value>)> =
        contract.files.iter().filter(|(path, _)| Some(*path) != file.as_ref()).collect();
    if others.is_empty() && !leads_out(&schema) {
        return Bundle { path, file, ..alone(schema) };
    }
    let mut root = roomy(&schema, dialect);
    let base = if file.is_some() { payload::uri(&path) } else { payload::inline_uri(&path) };
    root.insert(dialect.id().to_owned(), Value::String(base));
    let mut embedded = Vec::new();
    let definitions = definitions(&mut root, dialect);
    for (path, schema) in others {
        let name = free_name(definitions, path);
        let dialect_of_file = Dialect::of(schema, dialect);
        let mut object = roomy(schema, dialect_of_file);
        object.insert(dialect_of_file.id().to_owned(), Value::String(payload::uri(path)));
        let pointer = format!("/{}/{}", dialect.definitions(), escaped(&name));
        definitions.insert(name, Value::Object(object));
        embedded.push((pointer, path.clone()));
    }
    let document = Arc::new(Value::Object(root));
    Bundle { original: Arc::clone(&document), document, dialect, path, embedded, file }
}

impl Bundle {
    /// The same with another document in its place, made from its own by a policy.
    pub(super) fn with(self, document: Arc<Value>) -> Self {
        Bundle { document, ..self }
    }

    /// The same with another document in its place, for as long as this one is kept too.
    pub(super) fn replaced(&self, document: Arc<Value>) -> Self {
        let original = Arc::clone(&self.original);
        Bundle { document, original, ..self.unchanged() }
    }

    /// Whether the document is a file as a whole, so that its path names it.
    pub(super) fn is_file(&self) -> bool {
        self.file.is_some()
    }

    /// The same as it was before any policy.
    pub(super) fn unchanged(&self) -> Bundle {
        Bundle {
            document: Arc::clone(&self.original),
            dialect: self.dialect,
            path: self.path.clone(),
            embedded: self.embedded.clone(),
            file: self.file.clone(),
            original: Arc::clone(&self.original),
        }
    }

    /// The longest part of a pointer that leads to something in the document as it was written.
    pub(super) fn known<'p>(&self, pointer: &'p str) -> &'p str {
        let mut pointer = pointer;
        while self.original.pointer(pointer).is_none() {
            pointer = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
        pointer
    }

    /// The place in a file that a pointer into the document names; the nearest above it where a
    /// policy has put there what no file has.
    pub(super) fn place(&self, pointer: &str) -> Place {
        let pointer = self.known(pointer);
        let held = self.embedded.iter().find_map(|(at, path)| {
            let inside = pointer.strip_prefix(at.as_str())?;
            (inside.is_empty() || inside.starts_with('/')).then_some((path.clone(), inside))
        });
        let own = || (self.file.clone().unwrap_or_default(), pointer);
        let (file, inside) = held.unwrap_or_else(own);
        Place { file, at: Spot::Pointer(inside.to_owned()) }
    }
}

/// The file that a contract only refers to as a whole, as `schema: { file: … }` does.
fn only_reference(contract: &Contract) -> Option<(String, Arc<Value>)> {
    let schema = contract.schema.as_object().filter(|schema| schema.len() == 1)?;
    let stated = schema.get("$ref")?.as_str()?;
    let mut files = contract.files.iter();
    let (path, schema) = files.find(|(path, _)| is_beside(&contract.path, stated, path))?;
    Some((path.clone(), Arc::clone(schema)))
}

fn is_beside(from: &str, text: &str, path: &str) -> bool {
    reference::path(from, text).as_deref() == Some(path)
}

/// A schema as an object to which keywords can be added: where `$ref` would silence them, it moves
/// into an `allOf`, and only what it silenced so far goes.
pub(super) fn roomy(schema: &Value, dialect: Dialect) -> Map<String, Value> {
    let mut object = match schema {
        Value::Object(object) => object.clone(),
        Value::Bool(false) => Map::from_iter([("not".to_owned(), Value::Object(Map::new()))]),
        _ => Map::new(),
    };
    if let Some(reference) = object.get("$ref").cloned().filter(|_| dialect.ignores_siblings()) {
        object.retain(|key, _| matches!(key.as_str(), "$schema" | "$defs" | "definitions"));
        let reference = Map::from_iter([("$ref".to_owned(), reference)]);
        object.insert("allOf".to_owned(), Value::Array(vec![Value::Object(reference)]));
    }
    object
}

/// The definitions of a document, made where it has none.
pub(super) fn definitions(
    root: &mut Map<String, Value>,
    dialect: Dialect,
) -> &mut Map<String, Value> {
    let held = root.entry(dialect.definitions()).or_insert_with(|| Value::Object(Map::new()));
    if !held.is_object() {
        *held = Value::Object(Map::new());
    }
    held.as_object_mut().expect("it was made an object in the line above")
}

/// A name that no definition has yet.
pub(super) fn free_name(definitions: &Map<String, Value>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    while definitions.contains_key(&name) {
        name.push('~');
    }
    name
}

/// Whether a reference of a schema names a file, if only its own.
fn leads_out(schema: &Value) -> bool {
    match schema {
        Value::Object(object) => object.iter().any(|(key, value)| match (key.as_str(), value) {
            ("$ref", Value::String(reference)) => !reference.starts_with('#'),
            ("const" | "enum" | "default" | "examples" | "example", _) => false,
            (_, value) => leads_out(value),
        }),
        Value::Array(items) => items.iter().any(leads_out),
        _ => false,
    }
}

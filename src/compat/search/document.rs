//! A schema's document, with what its references name and its patterns, read once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::inclusion::text::Pattern;
use crate::pointer::percent_decoded;

/// How deep a document is looked through; none that people write is deeper.
const DEEPEST: usize = 128;

/// A schema's document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    root: &'a Value,
    /// Subschemas by what names them: `$id`, `id`, and anchors with their `#`.
    named: BTreeMap<String, &'a Value>,
    patterns: BTreeMap<&'a str, Pattern>,
    /// Values that the document itself tells: of `enum`, `const`, `default` and `examples`.
    told: Vec<&'a Value>,
}

impl<'a> Document<'a> {
    /// Reads a document.
    pub(super) fn new(root: &'a Value) -> Document<'a> {
        let mut document =
            Document { root, named: BTreeMap::new(), patterns: BTreeMap::new(), told: Vec::new() };
        document.visit(root, 0);
        document
    }

    fn visit(&mut self, value: &'a Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.visit(item, depth + 1)),
            Value::Object(schema) => {
                self.note(value, schema);
                schema.values().for_each(|inner| self.visit(inner, depth + 1));
            }
            _ => {}
        }
    }

    fn note(&mut self, value: &'a Value, schema: &'a Map<String, Value>) {
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        for key in ["$id", "id"] {
            if let Some(name) = text(key) {
                self.named.entry(name.trim_end_matches('#').to_owned()).or_insert(value);
            }
        }
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                self.named.entry(format!("#{name}")).or_insert(value);
            }
        }
        let keys = schema.get("patternProperties").and_then(Value::as_object);
        let sources = keys.into_iter().flat_map(Map::keys).map(String::as_str);
        for source in text("pattern").into_iter().chain(sources) {
            if let Ok(pattern) = Pattern::parse(source) {
                self.patterns.insert(source, pattern);
            }
        }
        let lists = ["enum", "examples"].into_iter().filter_map(|key| schema.get(key)?.as_array());
        self.told.extend(lists.flatten());
        self.told.extend(["const", "default"].into_iter().filter_map(|key| schema.get(key)));
    }

    /// The document itself.
    pub(super) fn root(&self) -> &'a Value {
        self.root
    }

    /// The values that it tells.
    pub(super) fn told(&self) -> &[&'a Value] {
        &self.told
    }

    /// A pattern of it, unless it is one that cannot be read.
    pub(super) fn pattern(&self, source: &str) -> Option<&Pattern> {
        self.patterns.get(source)
    }

    /// What a reference names, if it lies in this document.
    pub(super) fn target(&self, reference: &str) -> Option<&'a Value> {
        let (base, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = match base {
            "" => self.root,
            name => self.by_name(name)?,
        };
        if fragment.is_empty() {
            return Some(base);
        }
        if !fragment.starts_with('/') {
            return self.named.get(&format!("#{fragment}")).copied();
        }
        let pointer = percent_decoded(fragment);
        base.pointer(&pointer).or_else(|| {
            // A reference in an embedded resource starts from there.
            self.named.values().find_map(|resource| resource.pointer(&pointer))
        })
    }

    /// A resource by its name, or by the end of it: references may be relative.
    fn by_name(&self, name: &str) -> Option<&'a Value> {
        let ending = format!("/{}", name.trim_start_matches("./"));
        self.named.get(name).copied().or_else(|| {
            let mut all = self.named.iter();
            all.find(|(known, _)| known.ends_with(&ending)).map(|(_, value)| *value)
        })
    }
}

//! Schema files in languages other than JSON Schema: read once, and shared by all that name them.

use std::sync::Arc;

use serde_json::Value;

use crate::catalog::import::{self, Import};
use crate::compat::answer::{Place, Spot};
use crate::compat::language::Language;
use crate::compat::languages;
use crate::document::tree::Node;
use crate::document::{self, parse};
use crate::finding::{Finding, Level};
use crate::pointer;
use crate::source::span::{FileId, Span};
use crate::source::{SourceFile, Sources};

/// A schema file that a payload or another schema file names.
#[derive(Debug)]
pub struct SchemaFile {
    /// The file.
    pub id: FileId,
    /// What it says: JSON, or its text as a JSON string.
    pub content: Arc<Value>,
    /// The same with places, where it is JSON.
    tree: Option<Node>,
    /// The files that it names.
    pub imports: Vec<Import>,
}

/// The language of a file that is no JSON Schema.
pub fn language(path: &str) -> Option<&'static Language> {
    let language = languages::of(path);
    (language.name != languages::LANGUAGES[0].name).then_some(language)
}

/// Reads a schema file. Fails with a finding where its text cannot be used, or where it is to be
/// JSON and is none.
pub fn read(id: FileId, file: &SourceFile) -> Result<SchemaFile, Finding> {
    if let Some(fault) = &file.fault {
        return Err(document::unreadable(id, file, fault));
    }
    if import::is_text(&file.path) {
        let content = Arc::new(Value::String(file.text.clone()));
        return Ok(SchemaFile { id, content, tree: None, imports: import::imports(&file.text) });
    }
    let content: Value =
        serde_json::from_str(&file.text).map_err(|error| no_json(id, file, &error))?;
    // The same text as a tree knows the place of everything, and finds keys that stand twice.
    let parsed = parse::parse(id, &file.text);
    let twice = parsed.findings.into_iter().find(|finding| finding.rule != "yaml-syntax");
    match twice {
        Some(finding) => Err(finding),
        None => {
            let tree = parsed.documents.into_iter().next();
            Ok(SchemaFile { id, content: Arc::new(content), tree, imports: Vec::new() })
        }
    }
}

/// What the JSON reader says, without the place that the finding has itself.
fn no_json(id: FileId, file: &SourceFile, error: &serde_json::Error) -> Finding {
    let (line, column) = (error.line() as u32, error.column() as u32);
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    let message = format!("this is no valid JSON: {text}");
    Finding::new("invalid-schema", Level::Error, word(id, file, line, column), message)
}

impl SchemaFile {
    /// The range of a place in this file.
    pub fn span(&self, sources: &Sources, place: &Place) -> Span {
        let start = Span::new(self.id, 0, 0);
        match &place.at {
            Spot::Line(line, column) => word(self.id, sources.file(self.id), *line, *column),
            Spot::Pointer(pointer) => self.tree.as_ref().map_or(start, |tree| at(tree, pointer)),
        }
    }
}

/// The node that a JSON pointer names, or the nearest above it; of a mapping its first key, so that
/// what is shown is a line and not a page.
fn at(tree: &Node, pointer: &str) -> Span {
    let mut node = tree;
    for step in pointer::steps(pointer) {
        match node.step(&step) {
            Some(next) => node = next,
            None => break,
        }
    }
    node.entries().first().map_or(node.span, |entry| entry.key_span)
}

/// The word that stands at a place.
fn word(id: FileId, file: &SourceFile, line: u32, column: u32) -> Span {
    let start = file.offset(line, column);
    let rest = file.text.get(start as usize..).unwrap_or_default();
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let first = rest.chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    Span::new(id, start, start + word.max(first) as u32)
}

//! `$ref` between the files of a catalog: found, followed, and refused where it leads outside.
//!
//! A reference never causes a request, and nothing outside the root is read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::catalog::import;
use crate::catalog::schema_file::{self, SchemaFile};
use crate::document::tree::{Data, Node};
use crate::document::{self, Documents};
use crate::finding::{Finding, Level, did_you_mean};
use crate::pointer::{self, percent_decoded};
use crate::source::Sources;
use crate::source::span::{FileId, Span};

/// A `$ref` in a schema.
#[derive(Debug, Clone, Copy)]
pub struct Reference<'a> {
    /// What it says.
    pub text: &'a str,
    /// Where the text stands.
    pub span: Span,
}

/// Where a reference leads: a file and a fragment of it. An empty path is the same schema.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The file, from the root; `None` for the schema that holds the reference.
    pub path: Option<String>,
    /// The part behind `#`, decoded.
    pub fragment: String,
}

/// All references of a schema, in the order of the document. Data that only looks like a schema
/// (examples, constants) holds none.
pub fn references(schema: &Node) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    collect(schema, &mut found);
    found
}

fn collect<'a>(node: &'a Node, found: &mut Vec<Reference<'a>>) {
    match &node.data {
        Data::Scalar { .. } => {}
        Data::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Data::Mapping(entries) => {
            for entry in entries {
                match (entry.key.as_str(), &entry.value.data) {
                    ("$ref", Data::Scalar { text, .. }) => {
                        found.push(Reference { text, span: entry.value.span });
                    }
                    ("const" | "enum" | "default" | "examples" | "example", _) => {}
                    _ => collect(&entry.value, found),
                }
            }
        }
    }
}

/// Where a reference in the file `from` leads. Fails with a finding where it leaves the catalog.
pub fn target(from: &str, reference: Reference<'_>) -> Result<Target, Finding> {
    let (path, fragment) = reference.text.split_once('#').unwrap_or((reference.text, ""));
    let fragment = percent_decoded(fragment);
    if path.is_empty() {
        return Ok(Target { path: None, fragment });
    }
    let path = percent_decoded(path);
    let scheme = path.split(['/', '.']).next().unwrap_or_default().contains(':');
    if scheme || path.starts_with("//") {
        let message =
            format!("`{}` leads to another system; nothing is ever fetched", reference.text);
        return Err(Finding::new("remote-ref", Level::Error, reference.span, message)
            .label("copy the schema into the catalog and refer to the copy"));
    }
    match normal(from, &path) {
        Some(path) => Ok(Target { path: Some(path), fragment }),
        None => {
            let message = format!("`{}` leads out of the catalog's folder", reference.text);
            Err(Finding::new("ref-outside-root", Level::Error, reference.span, message)
                .label("only files below eventbook.yaml are read"))
        }
    }
}

/// The path from the root that a relative path in `from` names; none where it leaves the root.
pub fn normal(from: &str, relative: &str) -> Option<String> {
    if relative.starts_with('/') || relative.contains('\\') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// All files that schemas refer to, by their paths from the root.
#[derive(Debug, Default)]
pub struct Fragments {
    trees: BTreeMap<String, Tree>,
    /// Those in languages other than JSON Schema.
    files: BTreeMap<String, SchemaFile>,
    /// Files whose own faults are the root cause of what refers to them.
    broken: BTreeSet<String>,
}

/// A file of JSON Schema.
#[derive(Debug)]
struct Tree {
    node: Node,
    /// The same as JSON, shared by all schemas that reach it.
    json: Arc<Value>,
}

impl Fragments {
    /// Reads every file that the schemas reach, directly or through another file. `schemas` are
    /// the schemas with the paths of their documents.
    pub fn reached<'a>(
        sources: &Sources,
        documents: &Documents,
        schemas: impl Iterator<Item = (&'a str, Cow<'a, Node>)>,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut fragments = Fragments::default();
        let mut waiting: BTreeSet<String> =
            schemas.flat_map(|(from, schema)| outgoing(from, &schema)).collect();
        while let Some(path) = waiting.pop_first() {
            let Some((id, file)) = sources.find(&path) else { continue };
            if schema_file::language(&path).is_some() {
                match schema_file::read(id, file) {
                    Ok(read) => {
                        waiting.extend(fragments.imported(sources, &path, &read));
                        fragments.files.insert(path, read);
                    }
                    Err(finding) => {
                        findings.push(finding);
                        fragments.broken.insert(path);
                    }
                }
                continue;
            }
            let tree = match documents.fragments.get(&id) {
                Some(node) => Ok(node.clone()),
                None => match documents.documents.iter().find(|known| known.span.file == id) {
                    Some(document) => Ok(document.node.clone()),
                    // A selected file's faults are already told.
                    None if file.selected => Err(None),
                    None => document::parse_fragment(id, file).map_err(Some),
                },
            };
            match tree {
                Ok(node) => {
                    let new = outgoing(&path, &node);
                    waiting.extend(new.into_iter().filter(|to| {
                        !fragments.trees.contains_key(to)
                            && !fragments.files.contains_key(to)
                            && !fragments.broken.contains(to)
                            && *to != path
                    }));
                    let json = Arc::new(without_id(node.json()));
                    fragments.trees.insert(path, Tree { node, json });
                }
                Err(finding) => {
                    findings.extend(finding);
                    fragments.broken.insert(path);
                }
            }
        }
        fragments
    }

    /// The files that a schema file imports and that were not read before.
    fn imported(&self, sources: &Sources, path: &str, read: &SchemaFile) -> Vec<String> {
        let named = read.imports.iter().filter_map(|import| import::resolve(sources, path, import));
        let new = named
            .filter(|to| !self.files.contains_key(to) && !self.broken.contains(to) && to != path);
        new.collect()
    }

    /// A file in a language other than JSON Schema.
    pub fn file(&self, path: &str) -> Option<&SchemaFile> {
        self.files.get(path)
    }

    /// Whether a file is at fault itself, so that what refers to it is not.
    pub fn is_broken(&self, path: &str) -> bool {
        self.broken.contains(path)
    }

    /// A file as JSON, without a name of its own.
    pub fn json(&self, path: &str) -> Option<Arc<Value>> {
        self.trees.get(path).map(|tree| Arc::clone(&tree.json))
    }

    /// The tree of a file, with the path under which it lives as long as the tree.
    pub fn entry(&self, path: &str) -> Option<(&str, &Node)> {
        self.trees.get_key_value(path).map(|(path, tree)| (path.as_str(), &tree.node))
    }

    /// Whether a file was reached.
    pub fn holds(&self, sources: &Sources, file: FileId) -> bool {
        let path = &sources.file(file).path;
        self.trees.contains_key(path) || self.files.contains_key(path) || self.broken.contains(path)
    }

    /// Every reached file below another, with itself: what a validator must know.
    pub fn closure(&self, from: &str, schema: &Node) -> BTreeMap<String, &Node> {
        let mut known = BTreeMap::new();
        let mut waiting = outgoing(from, schema);
        while let Some(path) = waiting.pop() {
            let Some(tree) = self.trees.get(&path).filter(|_| !known.contains_key(&path)) else {
                continue;
            };
            waiting.extend(outgoing(&path, &tree.node));
            known.insert(path, &tree.node);
        }
        known
    }

    /// The node that a target names. `root` is the schema that holds the reference.
    ///
    /// Fails with a finding, or with none where the file's own fault is the root cause.
    pub fn follow<'a>(
        &'a self,
        sources: &Sources,
        root: &'a Node,
        target: &Target,
        reference: Reference<'_>,
    ) -> Result<&'a Node, Option<Finding>> {
        let unresolved =
            |message: String| Finding::new("unresolved-ref", Level::Error, reference.span, message);
        let tree = match &target.path {
            None => root,
            Some(path) => match self.trees.get(path) {
                Some(tree) => &tree.node,
                None if self.broken.contains(path) => return Err(None),
                None => return Err(Some(self.missing(sources, path, reference.span))),
            },
        };
        descend(tree, &target.fragment).ok_or_else(|| {
            let place = target.path.as_deref().unwrap_or("this schema");
            Some(unresolved(format!("`#{}` names nothing in {place}", target.fragment)))
        })
    }

    /// The finding for a reference to a file that cannot be referred to.
    pub fn missing(&self, sources: &Sources, path: &str, at: Span) -> Finding {
        let finding = |message| Finding::new("unresolved-ref", Level::Error, at, message);
        if let Some(language) = schema_file::language(path).filter(|_| self.file(path).is_some()) {
            let message = format!("`{path}` is {}, which no `$ref` can lead to", language.title);
            return finding(message).label("name it as `schema: { file: … }`");
        }
        let paths = sources.iter().map(|(_, file)| file.path.as_str());
        let finding = finding(format!("there is no file `{path}` in the catalog"));
        match did_you_mean(path, paths) {
            Some(near) => finding.label(format!("did you mean `{near}`?")),
            None => finding,
        }
    }
}

/// Files are known by their paths here, so a file's own `$id` must not give it another name.
pub fn without_id(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("$id");
        object.shift_remove("id");
    }
    schema
}

/// The files that a schema refers to, where the references stay inside the catalog.
fn outgoing(from: &str, schema: &Node) -> Vec<String> {
    let targets = references(schema).into_iter().filter_map(|found| target(from, found).ok()?.path);
    targets.collect()
}

/// The node that a JSON pointer or an anchor names.
pub fn descend<'a>(tree: &'a Node, fragment: &str) -> Option<&'a Node> {
    if !fragment.is_empty() && !fragment.starts_with('/') {
        return anchor(tree, fragment);
    }
    pointer::steps(fragment).try_fold(tree, |node, step| node.step(&step))
}

fn anchor<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    let here = ["$anchor", "$dynamicAnchor"]
        .iter()
        .any(|key| node.get(key).and_then(Node::text) == Some(name));
    if here {
        return Some(node);
    }
    let values = node.entries().iter().map(|entry| &entry.value).chain(node.items());
    values.into_iter().find_map(|inner| anchor(inner, name))
}

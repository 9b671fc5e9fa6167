//! `$ref` between the files of a catalog: found, followed, and refused where it leads outside.
//!
//! A reference never causes a request, and nothing outside the root is read.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::tree::{Data, Node};
use crate::document::{self, Documents};
use crate::finding::{Finding, Level, did_you_mean};
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

fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = bytes.get(at + 1..at + 3).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.filter(|_| *byte == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        decoded.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

/// The trees of all files that schemas refer to, by their paths from the root.
#[derive(Debug, Default)]
pub struct Fragments {
    trees: BTreeMap<String, Node>,
    /// Files whose own faults are the root cause of what refers to them.
    broken: BTreeSet<String>,
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
                            && !fragments.broken.contains(to)
                            && *to != path
                    }));
                    fragments.trees.insert(path, node);
                }
                Err(finding) => {
                    findings.extend(finding);
                    fragments.broken.insert(path);
                }
            }
        }
        fragments
    }

    /// The tree of a file that a schema reaches.
    pub fn tree(&self, path: &str) -> Option<&Node> {
        self.trees.get(path)
    }

    /// The tree of a file, with the path under which it lives as long as the tree.
    pub fn entry(&self, path: &str) -> Option<(&str, &Node)> {
        self.trees.get_key_value(path).map(|(path, tree)| (path.as_str(), tree))
    }

    /// Whether a file was reached.
    pub fn holds(&self, sources: &Sources, file: FileId) -> bool {
        let path = &sources.file(file).path;
        self.trees.contains_key(path) || self.broken.contains(path)
    }

    /// Every reached file below another, with itself: what a validator must know.
    pub fn closure(&self, from: &str, schema: &Node) -> BTreeMap<String, &Node> {
        let mut known = BTreeMap::new();
        let mut waiting = outgoing(from, schema);
        while let Some(path) = waiting.pop() {
            let Some(node) = self.trees.get(&path).filter(|_| !known.contains_key(&path)) else {
                continue;
            };
            waiting.extend(outgoing(&path, node));
            known.insert(path, node);
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
                Some(tree) => tree,
                None if self.broken.contains(path) => return Err(None),
                None => {
                    let paths = sources.iter().map(|(_, file)| file.path.as_str());
                    let finding = unresolved(format!("there is no file `{path}` in the catalog"));
                    return Err(Some(match did_you_mean(path, paths) {
                        Some(near) => finding.label(format!("did you mean `{near}`?")),
                        None => finding,
                    }));
                }
            },
        };
        descend(tree, &target.fragment).ok_or_else(|| {
            let place = target.path.as_deref().unwrap_or("this schema");
            Some(unresolved(format!("`#{}` names nothing in {place}", target.fragment)))
        })
    }
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
    fragment
        .split('/')
        .skip(1)
        .try_fold(tree, |node, segment| node.step(&segment.replace("~1", "/").replace("~0", "~")))
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

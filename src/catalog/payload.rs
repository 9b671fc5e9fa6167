//! A payload's schema: its references checked, its fields laid out, ready to judge examples.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::catalog::field::{self, Field};
use crate::catalog::reference::{self, Fragments, Reference};
use crate::document::schema::payload::{self, PayloadValidator};
use crate::document::schema::violation;
use crate::document::tree::{Data, Node};
use crate::finding::{Finding, Level};
use crate::source::Sources;
use crate::source::span::Span;

/// A payload's schema.
#[derive(Debug)]
pub struct Payload {
    /// The schema as JSON, references as written.
    pub schema: Value,
    /// Where it stands.
    pub span: Span,
    /// The file that its relative references start from.
    pub path: String,
    /// Its fields, references followed.
    pub fields: Vec<Field>,
    /// Judges messages.
    pub validator: PayloadValidator,
}

/// A schema as a document states it, before anything is read of it.
#[derive(Debug, Clone, Copy)]
pub struct Stated<'a> {
    /// The document's file.
    pub path: &'a str,
    /// The value of its `schema` key.
    pub node: &'a Node,
}

impl<'a> Stated<'a> {
    /// The reference that `{ file: … }` stands for.
    fn file(self) -> Option<Reference<'a>> {
        match self.node.entries() {
            [only] if only.key == "file" => {
                Some(Reference { text: only.value.text()?, span: only.value.span })
            }
            _ => None,
        }
    }
}

/// A schema with `{ file: … }` turned into the reference that it stands for, so that one walk
/// finds all files.
pub fn as_reference(stated: Stated<'_>) -> Node {
    let mut node = stated.node.clone();
    if stated.file().is_some()
        && let Data::Mapping(entries) = &mut node.data
    {
        for entry in entries.iter_mut() {
            entry.key = "$ref".to_owned();
        }
    }
    node
}

/// Reads a payload's schema. Adds a finding for each reference that leads nowhere and for what is
/// no valid JSON Schema; then there is no payload.
pub fn read(
    sources: &Sources,
    fragments: &Fragments,
    stated: Stated<'_>,
    checked: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<Payload> {
    let root = as_reference(stated);
    let files = fragments.closure(stated.path, &root);
    let mut sound = check_references(sources, fragments, stated.path, &root, findings);
    for (path, tree) in &files {
        // A shared file's faults are told once, not once for each event that uses it.
        let mut faults = Vec::new();
        sound &= check_references(sources, fragments, path, tree, &mut faults);
        if checked.insert(path.clone()) {
            findings.append(&mut faults);
        }
    }
    if !sound {
        return None;
    }
    let schema = without_id(root.json());
    let trees: BTreeMap<String, Value> =
        files.iter().map(|(path, tree)| (path.clone(), without_id(tree.json()))).collect();
    let base = format!("{}.schema", stated.path);
    match payload::compile(&schema, &base, trees) {
        Ok(validator) => Some(Payload {
            fields: field::fields(fragments, stated.path, &root),
            schema,
            span: stated.node.span,
            path: stated.path.to_owned(),
            validator,
        }),
        Err(fault) => {
            // The pointer may lie in another file; then the nearest node above is what we have.
            let (node, _) = violation::place(&root, &fault.path);
            let span = first_key(node);
            let message = format!("this is no valid JSON Schema: {}", fault.message);
            findings.push(Finding::new("invalid-schema", Level::Error, span, message));
            None
        }
    }
}

fn first_key(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key_span)
}

/// Files are known by their paths here, so a file's own `$id` must not give it another name.
fn without_id(mut schema: Value) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.shift_remove("$id");
        object.shift_remove("id");
    }
    schema
}

/// Whether every reference of a schema leads somewhere, and none only back to itself.
fn check_references(
    sources: &Sources,
    fragments: &Fragments,
    path: &str,
    root: &Node,
    findings: &mut Vec<Finding>,
) -> bool {
    let before = findings.len();
    let mut sound = true;
    for found in reference::references(root) {
        let followed = reference::target(path, found).map_err(Some);
        let followed =
            followed.and_then(|target| fragments.follow(sources, root, &target, found).map(drop));
        if let Err(finding) = followed {
            findings.extend(finding);
            sound = false;
        }
    }
    if sound {
        let mut walk =
            CycleWalk { sources, fragments, open: Vec::new(), done: BTreeSet::new(), found: None };
        every_schema(root, &mut |node| walk.visit(path, root, node, None));
        if let Some(reference) = walk.found {
            findings.push(cycle(reference));
        }
    }
    sound && findings.len() == before
}

fn cycle(span: Span) -> Finding {
    let message = "the `$ref` leads back to itself without any data in between";
    Finding::new("ref-cycle", Level::Error, span, message)
        .label("this one closes the circle")
        .help("a schema may contain itself below `properties` or `items`, but not be itself")
}

fn every_schema(node: &Node, visit: &mut impl FnMut(&Node)) {
    visit(node);
    for entry in node.entries() {
        every_schema(&entry.value, visit);
    }
    for item in node.items() {
        every_schema(item, visit);
    }
}

/// Follows what applies to the same data: references and the combinators. Coming back to a node
/// that is still open is a circle.
struct CycleWalk<'a> {
    sources: &'a Sources,
    fragments: &'a Fragments,
    open: Vec<Span>,
    done: BTreeSet<Span>,
    found: Option<Span>,
}

impl CycleWalk<'_> {
    fn visit(&mut self, path: &str, root: &Node, node: &Node, via: Option<Span>) {
        if self.found.is_some() || self.done.contains(&node.span) || node.entries().is_empty() {
            return;
        }
        if self.open.contains(&node.span) {
            self.found = via;
            return;
        }
        self.open.push(node.span);
        if let Some(Node { data: Data::Scalar { text, .. }, span, .. }) = node.get("$ref") {
            let found = Reference { text, span: *span };
            if let Ok(target) = reference::target(path, found)
                && let Ok(next) = self.fragments.follow(self.sources, root, &target, found)
            {
                let path = target.path.as_deref().unwrap_or(path);
                let root =
                    target.path.as_ref().and_then(|path| self.fragments.tree(path)).unwrap_or(root);
                self.visit(path, root, next, Some(*span));
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            for inner in node.get(key).map(Node::items).unwrap_or_default() {
                self.visit(path, root, inner, via);
            }
        }
        self.open.pop();
        self.done.insert(node.span);
    }
}

//! A payload's schema: its references checked, its fields laid out, ready to judge examples.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use crate::catalog::circle;
use crate::catalog::field::{self, Field};
use crate::catalog::foreign::{self, Foreigners};
use crate::catalog::import;
use crate::catalog::numbers;
use crate::catalog::reference::{self, Fragments, Reference};
use crate::catalog::schema_file;
use crate::compat::contract::Contract;
use crate::compat::languages;
use crate::document::schema::payload::{self, PayloadValidator};
use crate::document::schema::violation;
use crate::document::tree::{Data, Node};
use crate::finding::{Finding, Level, did_you_mean};
use crate::source::Sources;
use crate::source::span::Span;

/// A payload's schema.
#[derive(Debug)]
pub struct Payload {
    /// The schema as it is written, with all that it refers to.
    pub contract: Contract,
    /// The same as JSON Schema, references as written.
    pub schema: Arc<Value>,
    /// Where it stands.
    pub span: Span,
    /// The file that its relative references start from.
    pub path: String,
    /// Its fields, references followed.
    pub fields: Vec<Field>,
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
    /// What `{ file: … }` names. JSON Schema has no keyword `file`.
    pub fn file(self) -> Option<Named<'a>> {
        let value = self.node.get("file")?;
        let file = Reference { text: value.text()?, span: value.span };
        Some(Named { file, message: self.node.get("message") })
    }

    /// The only finding for what stands beside `file` and means nothing there.
    fn stray(self, file: &str) -> Option<Finding> {
        let several = import::is_text(file);
        let known = |key: &str| key == "file" || key == "message" && several;
        let entry = self.node.entries().iter().find(|entry| !known(&entry.key))?;
        let (key, span) = (&entry.key, entry.key_span);
        let finding = |message: String| Finding::new("unknown-key", Level::Error, span, message);
        Some(match did_you_mean(key, ["message"]).filter(|_| several) {
            _ if key == "message" => {
                finding(format!("`{file}` has one schema, so there is no `message` to choose"))
                    .label("remove it")
            }
            Some(near) => finding(format!("`schema` has no key `{key}` beside `file`"))
                .label(format!("did you mean `{near}`?")),
            None => finding(format!("`schema` has no key `{key}` beside `file`"))
                .label("a schema stands here or in the file, not in both"),
        })
    }
}

/// A schema file, and which of its messages is meant.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// The file, as it is written.
    pub file: Reference<'a>,
    /// The value of `message`.
    pub message: Option<&'a Node>,
}

/// A schema with `{ file: … }` turned into the reference that it stands for, so that one walk
/// finds all files.
pub fn as_reference(stated: Stated<'_>) -> Cow<'_, Node> {
    if stated.file().is_none() {
        return Cow::Borrowed(stated.node);
    }
    let mut node = stated.node.clone();
    if let Data::Mapping(entries) = &mut node.data {
        entries.retain(|entry| entry.key == "file");
        for entry in entries.iter_mut() {
            entry.key = "$ref".to_owned();
        }
    }
    Cow::Owned(node)
}

/// What has been read for other events and is shared by all.
#[derive(Debug, Default)]
pub struct Seen {
    /// Files whose faults are told.
    checked: BTreeSet<String>,
    /// Schemas in other languages as JSON Schema, by file and message.
    pub foreign: Foreigners,
}

/// Reads a payload's schema, and what judges messages by it. Adds a finding for each reference that
/// leads nowhere and for what is no valid JSON Schema; then there is no payload.
///
/// The validator is not a part of the payload: it takes more memory than all else that is known of an
/// event, and once the examples are judged nobody asks it again.
pub fn read(
    sources: &Sources,
    fragments: &Fragments,
    stated: Stated<'_>,
    seen: &mut Seen,
    findings: &mut Vec<Finding>,
) -> Option<(Payload, PayloadValidator)> {
    if let Some(named) = stated.file() {
        if let Some(stray) = stated.stray(named.file.text) {
            findings.push(stray);
            return None;
        }
        if schema_file::language(named.file.text).is_some() {
            return foreign::read(sources, fragments, stated, &mut seen.foreign, findings);
        }
    }
    let root = as_reference(stated);
    let files = fragments.closure(stated.path, &root);
    let mut sound = check_references(sources, fragments, stated.path, &root, findings)
        & numbers::check(&root, findings);
    for (path, tree) in &files {
        // A shared file's faults are told once, not once for each event that uses it.
        let mut faults = Vec::new();
        sound &= check_references(sources, fragments, path, tree, &mut faults)
            & numbers::check(tree, &mut faults);
        if seen.checked.insert(path.clone()) {
            findings.append(&mut faults);
        }
    }
    if !sound {
        return None;
    }
    let schema = Arc::new(reference::without_id(root.json()));
    let shared = files.into_keys().filter_map(|path| Some((path.clone(), fragments.json(&path)?)));
    let shared: BTreeMap<String, Arc<Value>> = shared.collect();
    let base = format!("{}.schema", stated.path);
    match payload::compile(&schema, &base, shared.clone()) {
        Ok(validator) => {
            let fields = field::fields(fragments, stated.path, &root);
            let (span, path) = (stated.node.span, stated.path.to_owned());
            let contract = Contract {
                language: languages::LANGUAGES[0],
                path: path.clone(),
                schema: Arc::clone(&schema),
                files: shared,
                message: None,
            };
            Some((Payload { contract, schema, span, path, fields }, validator))
        }
        Err(fault) => {
            // The pointer may lie in another file; then the nearest node above is what we have.
            let (node, key) = violation::place(&root, &fault.path);
            findings.push(invalid(node, key, &fault.message));
            None
        }
    }
}

/// The types of JSON Schema, for the commonest mistake in it.
const TYPES: [&str; 7] = ["string", "number", "integer", "boolean", "object", "array", "null"];

fn invalid(node: &Node, key: Option<&str>, fault: &str) -> Finding {
    let finding =
        |message: String| Finding::new("invalid-schema", Level::Error, first_key(node), message);
    match (key, node.text()) {
        (Some("type"), Some(name)) if !TYPES.contains(&name) => {
            let finding = finding(format!("`{name}` is no type of JSON Schema"));
            match did_you_mean(name, TYPES) {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding.label(format!("one of {}", TYPES.join(", "))),
            }
        }
        _ => finding(format!("this is no valid JSON Schema: {fault}")),
    }
}

fn first_key(node: &Node) -> Span {
    node.entries().first().map_or(node.span, |entry| entry.key_span)
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
        findings.extend(circle::find(sources, fragments, path, root));
    }
    sound && findings.len() == before
}

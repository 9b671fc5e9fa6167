//! What the validator found, in words, at the place in the source: one finding for each node.

use std::collections::BTreeSet;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value;

use crate::document::schema::{instance, resolve};
use crate::document::tree::{Data, Entry, Node, Scalar};
use crate::document::values;
use crate::finding::spelling::{folded, replacement, respelt};
use crate::finding::{Finding, Level, did_you_mean};
use crate::pointer;
use crate::source::span::Span;

/// A finding for each fault. Several violations at one node have one root cause.
pub fn findings<'a>(
    schema: &Value,
    document: &Node,
    errors: impl Iterator<Item = ValidationError<'a>>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for error in errors {
        for finding in explain(schema, document, &error) {
            if seen.insert(finding.primary.span) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn explain(schema: &Value, document: &Node, error: &ValidationError<'_>) -> Vec<Finding> {
    let (node, key) = place(document, error.instance_path().as_str());
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected }
        | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
            let object = object(schema, error.schema_path().as_str());
            let known = known_keys(object);
            let unexpected: BTreeSet<&str> = unexpected.iter().map(String::as_str).collect();
            let entries = node.entries().iter();
            let entries = entries.filter(|entry| unexpected.contains(entry.key.as_str()));
            entries.map(|entry| unknown_key(node, entry, &known)).collect()
        }
        ValidationErrorKind::Required { property } => {
            let missing = property.as_str().unwrap_or_default();
            let object = object(schema, error.schema_path().as_str());
            match is_misspelt(node, missing, object) {
                true => Vec::new(),
                false => vec![missing_key(node, key, missing)],
            }
        }
        ValidationErrorKind::Type { kind } => vec![wrong_type(node, key, &expected(kind))],
        ValidationErrorKind::Format { format } => {
            let text = node.text().unwrap_or_default();
            if node.scalar() == Some(Scalar::Null) {
                let key = key.unwrap_or("this key");
                return vec![invalid(node.span, format!("`{key}` has no value"))];
            }
            let reason = values::fault(format, text).unwrap_or_else(|| format!("is no {format}"));
            vec![invalid(node.span, format!("`{text}` {reason}"))]
        }
        ValidationErrorKind::Constant { expected_value } => {
            vec![not_one_of(node, key, &[word(expected_value)])]
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
            vec![not_one_of(node, key, &options.iter().map(word).collect::<Vec<_>>())]
        }
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            branches(schema, document, node, key, context)
        }
        _ => vec![invalid(node.span, error.to_string())],
    }
}

/// A value that may have several forms: judged by the form that its author meant.
fn branches(
    schema: &Value,
    document: &Node,
    node: &Node,
    key: Option<&str>,
    context: &[Vec<ValidationError<'static>>],
) -> Vec<Finding> {
    // The branch that takes the node's shape is the one that was meant; its faults are the news.
    let meant = context.iter().find(|errors| !refuses_shape(document, node, errors));
    if let Some(errors) = meant {
        return errors.iter().flat_map(|error| explain(schema, document, error)).collect();
    }
    let mut words = Vec::new();
    collect_words(context, &mut words);
    if !words.is_empty() && matches!(node.data, Data::Scalar { .. }) {
        return vec![not_one_of(node, key, &words)];
    }
    let mut types = Vec::new();
    collect_types(context, &mut types);
    vec![wrong_type(node, key, &types.join(" or "))]
}

fn stands_at(document: &Node, node: &Node, error: &ValidationError<'_>) -> bool {
    place(document, error.instance_path().as_str()).0.span == node.span
}

/// Whether a branch takes another kind of value than the node is, all of its own branches included.
fn refuses_shape(document: &Node, node: &Node, errors: &[ValidationError<'static>]) -> bool {
    errors.iter().filter(|error| stands_at(document, node, error)).any(|error| match error.kind() {
        ValidationErrorKind::Type { .. }
        | ValidationErrorKind::Constant { .. }
        | ValidationErrorKind::Enum { .. } => true,
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.iter().all(|branch| refuses_shape(document, node, branch))
        }
        _ => false,
    })
}

fn collect_words(context: &[Vec<ValidationError<'static>>], words: &mut Vec<String>) {
    for error in context.iter().flatten() {
        match error.kind() {
            ValidationErrorKind::Constant { expected_value } => words.push(word(expected_value)),
            ValidationErrorKind::Enum { options } => {
                words.extend(options.as_array().into_iter().flatten().map(word));
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => collect_words(context, words),
            _ => {}
        }
    }
}

/// The types that the branches take, each once; that a value may be left out needs no words.
fn collect_types(context: &[Vec<ValidationError<'static>>], types: &mut Vec<String>) {
    for error in context.iter().flatten() {
        match error.kind() {
            ValidationErrorKind::Type { kind } => {
                let name = expected(kind);
                if name != EMPTY && !types.contains(&name) {
                    types.push(name);
                }
            }
            ValidationErrorKind::AnyOf { context }
            | ValidationErrorKind::OneOfNotValid { context } => collect_types(context, types),
            _ => {}
        }
    }
}

/// What a person calls the type `null`.
const EMPTY: &str = "empty";

/// The node that an instance path names and the key that leads to it; the nearest one above where
/// the path leads nowhere, which keeps a finding at a true place.
pub fn place<'a>(document: &'a Node, path: &str) -> (&'a Node, Option<&'a str>) {
    let mut node = document;
    let mut key = None;
    for step in pointer::steps(path) {
        let Some(next) = node.step(&step) else { break };
        key = node.entry(&step).map(|entry| entry.key.as_str()).or(key);
        node = next;
    }
    (node, key)
}

/// The schema of a mapping, one of whose keywords found the fault.
fn object<'a>(schema: &'a Value, schema_path: &str) -> Option<&'a Value> {
    let parent = schema_path.rsplit_once('/').map_or("", |(parent, _)| parent);
    let object = schema.pointer(parent).map(|object| resolve(schema, object));
    object.and_then(|object| instance::branch(object, schema, "object"))
}

/// The keys that a mapping may have, from its schema.
fn known_keys(object: Option<&Value>) -> Vec<&str> {
    let properties = object.and_then(|object| object.get("properties")?.as_object());
    properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)).collect()
}

/// The known key that another was most likely meant to be.
fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let respelt = respelt(typed, known.iter().copied());
    respelt.or_else(|| did_you_mean(typed, known.iter().copied()))
}

/// Whether a key that a mapping lacks is told already, as what an unknown key was meant to be.
fn is_misspelt(node: &Node, missing: &str, object: Option<&Value>) -> bool {
    let closing = ["additionalProperties", "unevaluatedProperties"];
    let is_closed =
        |object: &Value| closing.iter().any(|key| object.get(key) == Some(&false.into()));
    let known = known_keys(object);
    let mut unknown = node.entries().iter().filter(|entry| !known.contains(&entry.key.as_str()));
    object.is_some_and(is_closed) && unknown.any(|entry| meant(&entry.key, &known) == Some(missing))
}

fn unknown_key(node: &Node, entry: &Entry, known: &[&str]) -> Finding {
    let finding = Finding::new(
        "unknown-key",
        Level::Error,
        entry.key_span,
        format!("`{}` is no key of this mapping", entry.key),
    );
    let is_respelt = respelt(&entry.key, known.iter().copied()).is_some();
    let finding = match meant(&entry.key, known) {
        Some(near) => {
            let finding = finding.label(format!("did you mean `{near}`?"));
            let edit = replacement(entry.key_span, &entry.key, near);
            // A key that stands twice would be another fault.
            return match edit.filter(|_| is_free(node, entry, near)) {
                Some(edit) => {
                    finding.respell(format!("rename the key to `{near}`"), edit, is_respelt)
                }
                None => finding,
            };
        }
        None => finding,
    };
    finding.label(format!("known here: {}", known.join(", ")))
}

/// Whether no other entry has the key, in any spelling.
fn is_free(node: &Node, entry: &Entry, key: &str) -> bool {
    let mut others = node.entries().iter().filter(|other| other.key != entry.key);
    others.all(|other| folded(&other.key) != folded(key))
}

fn missing_key(node: &Node, key: Option<&str>, missing: &str) -> Finding {
    let span = node.entries().first().map_or(node.span, |first| first.key_span);
    let of = match (key, node.entries().first()) {
        (Some(key), _) => format!("this entry of `{key}`"),
        (None, Some(first)) => match first.value.text() {
            Some(name) => format!("the {} `{name}`", first.key),
            None => format!("the {}", first.key),
        },
        (None, None) => "the document".to_owned(),
    };
    Finding::new("missing-key", Level::Error, span, format!("{of} has no `{missing}`"))
        .label(format!("add `{missing}`"))
}

fn wrong_type(node: &Node, key: Option<&str>, expected: &str) -> Finding {
    let found = match node.text() {
        Some(text) if node.scalar() != Some(Scalar::Null) => {
            format!("`{text}`, which is {}", node.shape())
        }
        _ => node.shape().to_owned(),
    };
    let subject = key.map_or_else(|| "the document".to_owned(), |key| format!("`{key}`"));
    let message = format!("{subject} must be {expected}, not {found}");
    let span = first_line(node);
    Finding::new("wrong-type", Level::Error, span, message).label(format!("expected {expected}"))
}

/// A mapping or a list may be long; its first key or item is enough to point at.
fn first_line(node: &Node) -> Span {
    match &node.data {
        Data::Mapping(entries) => entries.first().map_or(node.span, |entry| entry.key_span),
        Data::Sequence(items) => items.first().map_or(node.span, first_line),
        Data::Scalar { .. } => node.span,
    }
}

fn not_one_of(node: &Node, key: Option<&str>, words: &[String]) -> Finding {
    let text = node.text().unwrap_or_default();
    let subject = key.map_or_else(String::new, |key| format!(" for `{key}`"));
    let finding = invalid(node.span, format!("`{text}` is no value{subject}"));
    let words_of = || words.iter().map(String::as_str);
    let meant = respelt(text, words_of());
    match meant.or_else(|| did_you_mean(text, words_of())) {
        Some(near) => {
            let finding = finding.label(format!("did you mean `{near}`?"));
            match replacement(node.span, text, near) {
                Some(edit) => finding.respell(format!("write `{near}`"), edit, meant.is_some()),
                None => finding,
            }
        }
        None => finding.label(format!("one of {}", words.join(", "))),
    }
}

fn invalid(span: Span, message: String) -> Finding {
    Finding::new("invalid-value", Level::Error, span, message)
}

fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn expected(kind: &TypeKind) -> String {
    let name = |name: &str| match name {
        "string" => "text".to_owned(),
        "object" => "a mapping".to_owned(),
        "array" => "a list".to_owned(),
        "integer" => "a whole number".to_owned(),
        "null" => EMPTY.to_owned(),
        other => format!("a {other}"),
    };
    match kind {
        TypeKind::Single(kind) => name(&kind.to_string()),
        TypeKind::Multiple(kinds) => {
            let names: Vec<String> = kinds
                .iter()
                .map(|kind| kind.to_string())
                .filter(|kind| kind != "null")
                .map(|kind| name(&kind))
                .collect();
            names.join(" or ")
        }
    }
}

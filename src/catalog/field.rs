//! A payload's fields as a reader wants them: name, type, whether it is required, what lies within.
//!
//! The layout follows references and stops where a schema contains itself.

use std::collections::BTreeSet;

use crate::catalog::constraint;
use crate::catalog::reference::{self, Fragments, Reference};
use crate::document::tree::{Data, Node};
use crate::source::span::Span;

/// How deep fields are laid out. Deeper ones are still validated; a page could not show them.
const DEEPEST: usize = 12;

/// A field of a payload.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name; `[]` for the items of a list.
    pub name: String,
    /// The path from the payload's root: `items[].sku`.
    pub path: String,
    /// What it holds, in words: `text (uuid)`, `list of objects`.
    pub kind: String,
    /// Whether a message must have it.
    pub required: bool,
    /// The only values that it may have, as text; empty where there are others.
    pub values: Vec<String>,
    /// What limits its values, each in words.
    pub limits: Vec<String>,
    /// What its absence means, as text; nothing where the schema does not say.
    pub default: Option<String>,
    /// What the schema says of it.
    pub description: Option<String>,
    /// An example of its value.
    pub example: Option<String>,
    /// Whether it is marked as given up.
    pub deprecated: bool,
    /// Whether its schema contains itself, so that its fields are those above.
    pub recursive: bool,
    /// The fields within it.
    pub children: Vec<Field>,
}

/// The fields of a payload's schema.
pub fn fields(fragments: &Fragments, path: &str, schema: &Node) -> Vec<Field> {
    let mut walk = Walk { fragments, open: Vec::new() };
    let root = Place { path, root: schema };
    walk.object(root, schema, "").fields
}

impl Field {
    /// The kinds of value that it may have: "string or null" are two.
    pub fn kinds(&self) -> impl Iterator<Item = &str> + Clone {
        // Most fields have one of a single word, and a blank is found faster than a word.
        let only = (!self.kind.contains(' ')).then_some(self.kind.as_str());
        let several = only.is_none().then(|| self.kind.split(" or "));
        only.into_iter().chain(several.into_iter().flatten())
    }

    /// Whether its value may be null.
    pub fn is_nullable(&self) -> bool {
        self.kinds().any(|kind| kind == "null") || self.values.iter().any(|value| value == "null")
    }
}

/// All fields, each before those within it.
pub fn all(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let mut open = vec![fields.iter()];
    std::iter::from_fn(move || {
        loop {
            match open.last_mut()?.next() {
                Some(field) => {
                    open.push(field.children.iter());
                    return Some(field);
                }
                None => open.pop(),
            };
        }
    })
}

/// The field that a path names: `orderId`, `items[].sku`.
pub fn find<'a>(fields: &'a [Field], path: &str) -> Option<&'a Field> {
    fields.iter().find_map(|field| {
        if field.path == path { Some(field) } else { find(&field.children, path) }
    })
}

/// The file and the schema that relative references start from.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    root: &'a Node,
}

/// What a schema says of an object.
#[derive(Default)]
struct Object {
    fields: Vec<Field>,
    /// The names of the fields that a message must have.
    required: BTreeSet<String>,
}

struct Walk<'a> {
    fragments: &'a Fragments,
    open: Vec<Span>,
}

impl<'a> Walk<'a> {
    /// The schema behind references, with the place that its own references start from.
    fn resolved(&self, place: Place<'a>, node: &'a Node) -> (Place<'a>, &'a Node) {
        let (mut place, mut node) = (place, node);
        // Circles of references are findings before this; the bound keeps a mistake finite.
        for _ in 0..32 {
            if let Some(only) = only_branch(node) {
                node = only;
                continue;
            }
            let Some(Node { data: Data::Scalar { text, .. }, span, .. }) = node.get("$ref") else {
                break;
            };
            let found = Reference { text, span: *span };
            let Ok(target) = reference::target(place.path, found) else { break };
            let tree = match &target.path {
                None => Some(place),
                Some(path) => self.fragments.entry(path).map(|(path, root)| Place { path, root }),
            };
            let Some(next) = tree
                .and_then(|next| Some((next, reference::descend(next.root, &target.fragment)?)))
            else {
                break;
            };
            (place, node) = next;
        }
        (place, node)
    }

    fn object(&mut self, place: Place<'a>, schema: &'a Node, prefix: &str) -> Object {
        let (place, node) = self.resolved(place, schema);
        let mut object = Object::default();
        if self.open.len() >= DEEPEST || self.open.contains(&node.span) {
            return object;
        }
        self.open.push(node.span);
        let required = node.get("required").map(Node::items).unwrap_or_default();
        object.required.extend(required.iter().filter_map(Node::text).map(str::to_owned));
        for entry in node.get("properties").map(Node::entries).unwrap_or_default() {
            let path = if prefix.is_empty() {
                entry.key.clone()
            } else {
                format!("{prefix}.{}", entry.key)
            };
            object.fields.push(self.field(place, &entry.value, entry.key.clone(), path));
        }
        for part in node.get("allOf").map(Node::items).unwrap_or_default() {
            let part = self.object(place, part, prefix);
            object.fields.extend(part.fields);
            object.required.extend(part.required);
        }
        for key in ["oneOf", "anyOf"] {
            // A field of only some branches need not be there; one that all require must be.
            let mut of_all: Option<BTreeSet<String>> = None;
            for branch in branches(node, key) {
                let branch = self.object(place, branch, prefix);
                let known: Vec<String> =
                    object.fields.iter().map(|field| field.path.clone()).collect();
                let more = branch.fields.into_iter();
                object.fields.extend(more.filter(|field| !known.contains(&field.path)));
                of_all = Some(match of_all {
                    Some(names) => names.intersection(&branch.required).cloned().collect(),
                    None => branch.required,
                });
            }
            object.required.extend(of_all.unwrap_or_default());
        }
        for field in &mut object.fields {
            field.required = object.required.contains(&field.name);
        }
        self.open.pop();
        object
    }

    fn field(&mut self, place: Place<'a>, schema: &'a Node, name: String, path: String) -> Field {
        let (inner, node) = self.resolved(place, schema);
        let recursive = self.is_open(inner, node);
        let text = |key: &str| {
            let own = schema.get(key).or_else(|| node.get(key));
            own.and_then(Node::text).map(str::to_owned)
        };
        let mut limits = constraint::limits(node);
        if node.get("default").is_none() {
            limits.extend(schema.get("default").map(constraint::unless_stated));
        }
        let items = node.get("items").filter(|items| !items.entries().is_empty());
        let children = match items {
            Some(items) => {
                let item = self.resolved(inner, items).1;
                limits.extend(
                    constraint::limits(item).into_iter().map(|limit| format!("each {limit}")),
                );
                self.object(inner, items, &format!("{path}[]")).fields
            }
            None => self.object(inner, node, &path).fields,
        };
        Field {
            kind: self.kind(inner, node),
            name,
            path,
            // Those who hold it say which of their fields are.
            required: false,
            values: constraint::values(node),
            limits,
            default: schema.get("default").or_else(|| node.get("default")).map(constraint::default),
            description: text("description"),
            example: constraint::example(schema).or_else(|| constraint::example(node)),
            deprecated: text("deprecated").as_deref() == Some("true"),
            recursive,
            children,
        }
    }

    /// Whether a schema, its items or a branch of it is one that it stands in.
    fn is_open(&self, place: Place<'a>, node: &'a Node) -> bool {
        let inner = node.get("items").into_iter().chain(branches(node, "anyOf"));
        let mut inner = inner.chain(branches(node, "oneOf"));
        let is_open = |node: &Node| self.open.contains(&node.span);
        is_open(node) || inner.any(|inner| is_open(self.resolved(place, inner).1))
    }

    /// What a schema holds, in a few words.
    fn kind(&self, place: Place<'a>, node: &'a Node) -> String {
        let types: Vec<&str> = match node.get("type") {
            Some(Node { data: Data::Scalar { text, .. }, .. }) => vec![text],
            Some(list) => list.items().iter().filter_map(Node::text).collect(),
            None if node.get("properties").is_some() => vec!["object"],
            None if node.get("items").is_some() => vec!["array"],
            None if node.get("enum").is_some() || node.get("const").is_some() => vec!["one of"],
            None => Vec::new(),
        };
        let words = types.iter().map(|name| match *name {
            "array" => match node.get("items").map(|items| self.resolved(place, items)) {
                Some((place, items)) if !items.entries().is_empty() => {
                    format!("list of {}", self.kind(place, items))
                }
                _ => "list".to_owned(),
            },
            "string" => match node.get("format").and_then(Node::text) {
                Some(format) => format!("string ({format})"),
                None => "string".to_owned(),
            },
            "integer" | "number" => match node.get("format").and_then(Node::text) {
                // The format of the text that may stand there too is told with the text.
                Some(format) if !types.contains(&"string") => format!("{name} ({format})"),
                _ => (*name).to_owned(),
            },
            other => other.to_owned(),
        });
        let words: Vec<String> = words.collect();
        match words.is_empty() {
            false => words.join(" or "),
            true => self.one_of_several(place, node),
        }
    }

    /// What the branches of a choice hold, where that tells them apart.
    fn one_of_several(&self, place: Place<'a>, node: &'a Node) -> String {
        let parts: Vec<&Node> =
            ["oneOf", "anyOf"].iter().flat_map(|key| branches(node, key)).collect();
        if parts.is_empty() {
            return "anything".to_owned();
        }
        let mut words: Vec<String> = Vec::new();
        for part in &parts {
            let (place, part) = self.resolved(place, part);
            // A choice within a choice is not spelt out: it may come back here.
            let inner = part.get("oneOf").is_some() || part.get("anyOf").is_some();
            let word = if inner { "anything".to_owned() } else { self.kind(place, part) };
            if word == "anything" || words.contains(&word) {
                return "one of several".to_owned();
            }
            words.push(word);
        }
        words.join(" or ")
    }
}

/// The branches of a choice that are worth telling: not those that only spell another one otherwise,
/// as [`crate::compat::language::Language::as_json_schema`] marks them.
fn branches<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> {
    let all = node.get(key).map(Node::items).unwrap_or_default();
    all.iter().filter(|part| part.get("x-alternative").is_none())
}

/// The one branch of a choice that has other spellings besides.
fn only_branch(node: &Node) -> Option<&Node> {
    let all = node.get("anyOf").map(Node::items).unwrap_or_default();
    let mut told = branches(node, "anyOf");
    let only = told.next().filter(|_| told.next().is_none() && all.len() > 1)?;
    Some(only)
}

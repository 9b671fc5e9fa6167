//! Which schemas speak of one value together: in place, through `$ref`, `allOf`, `anyOf`, `oneOf`,
//! `if` and `dependentSchemas`, and which of them speak of the values inside it.

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::compat::languages::json_schema::bundle::Bundle;
use crate::compat::languages::json_schema::dialect::Dialect;
use crate::compat::languages::json_schema::reference;
use crate::pointer::{self, escaped};

/// A schema of the document, by the order in which it was met.
pub(super) type NodeId = u32;

/// The schemas of a document that were met, each with its place.
#[derive(Debug)]
pub(super) struct Nodes<'a> {
    bundle: &'a Bundle,
    nodes: Vec<Node<'a>>,
    /// By the address of the schema in memory; only asked, never listed.
    known: HashMap<usize, NodeId>,
}

/// A schema.
#[derive(Debug)]
struct Node<'a> {
    schema: &'a Value,
    step: Step<'a>,
    /// The pointer to the file that it belongs to; none below an address of its author's own,
    /// against which references would have to be read.
    resource: Option<&'a str>,
    dialect: Dialect,
}

/// How a schema is reached.
#[derive(Debug, Clone)]
enum Step<'a> {
    At(String),
    Keyword(NodeId, &'static str),
    Name(NodeId, &'static str, &'a str),
    Index(NodeId, &'static str, usize),
}

/// All schemas that speak of one value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts {
    /// The schemas that may reject it.
    pub(super) nodes: Vec<NodeId>,
    /// Those that only choose which others do.
    pub(super) conditions: Vec<NodeId>,
    /// Whether a reference leads where this cannot follow.
    pub(super) is_opaque: bool,
}

impl<'a> Nodes<'a> {
    /// The schemas of a document, the root met first.
    pub(super) fn new(bundle: &'a Bundle) -> Self {
        let mut nodes = Nodes { bundle, nodes: Vec::new(), known: HashMap::new() };
        nodes.meet(&bundle.document, Step::At(String::new()), Some(""), bundle.dialect);
        nodes
    }

    /// The root of the document.
    pub(super) fn root(&self) -> NodeId {
        0
    }

    /// How many schemas were met.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The schema.
    pub(super) fn schema(&self, id: NodeId) -> &'a Value {
        self.nodes.get(id as usize).map_or(&Value::Null, |node| node.schema)
    }

    /// The draft that the schema is read as.
    pub(super) fn dialect(&self, id: NodeId) -> Dialect {
        self.nodes.get(id as usize).map_or(self.bundle.dialect, |node| node.dialect)
    }

    /// Where the schema stands in the document.
    pub(super) fn pointer(&self, id: NodeId) -> String {
        let mut segments = Vec::new();
        let mut at = id;
        while let Some(node) = self.nodes.get(at as usize) {
            at = match &node.step {
                Step::At(pointer) => {
                    segments.push(pointer.clone());
                    break;
                }
                Step::Keyword(parent, key) => {
                    segments.push(format!("/{key}"));
                    *parent
                }
                Step::Name(parent, key, name) => {
                    segments.push(format!("/{key}/{}", escaped(name)));
                    *parent
                }
                Step::Index(parent, key, index) => {
                    segments.push(format!("/{key}/{index}"));
                    *parent
                }
            };
        }
        segments.reverse();
        segments.concat()
    }

    fn meet(
        &mut self,
        schema: &'a Value,
        step: Step<'a>,
        resource: Option<&'a str>,
        dialect: Dialect,
    ) -> NodeId {
        let address = std::ptr::from_ref(schema) as usize;
        if let Some(id) = self.known.get(&address) {
            return *id;
        }
        let id = self.nodes.len() as NodeId;
        // An address of its own moves the base of references; one that is only a fragment does not.
        let id_of = |key| schema.get(key).and_then(Value::as_str).filter(|id| !id.starts_with('#'));
        let is_root = matches!(step, Step::At(_));
        let resource = resource.filter(|_| is_root || id_of(dialect.id()).is_none());
        self.nodes.push(Node { schema, step, resource, dialect });
        self.known.insert(address, id);
        id
    }

    fn child(&mut self, of: NodeId, schema: &'a Value, step: Step<'a>) -> NodeId {
        let resource = self.nodes.get(of as usize).and_then(|node| node.resource);
        self.meet(schema, step, resource, self.dialect(of))
    }

    /// What the reference of a schema leads to.
    fn follow(&mut self, from: NodeId, text: &str) -> Option<NodeId> {
        let bundle = self.bundle;
        let resource = self.nodes.get(from as usize)?.resource?;
        let pointer = reference::pointer(bundle, resource, text)?;
        let schema = bundle.document.pointer(&pointer)?;
        let inside = |at: &str| {
            let rest = pointer.strip_prefix(at);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let held = bundle.embedded.iter().find(|(at, _)| inside(at));
        let resource = held.map_or("", |(at, _)| at.as_str());
        let root = bundle.document.pointer(resource)?;
        // What a pointer passes may have an address of its own.
        let passed = pointer.strip_prefix(resource).unwrap_or_default();
        let mut at = root;
        for segment in pointer::steps(passed) {
            at = match at {
                Value::Object(object) => object.get(&segment)?,
                Value::Array(items) => items.get(segment.parse::<usize>().ok()?)?,
                _ => return None,
            };
            let id = at.get("$id").or_else(|| at.get("id")).and_then(Value::as_str);
            if id.is_some_and(|id| !id.starts_with('#')) {
                return None;
            }
        }
        let dialect = Dialect::of(root, bundle.dialect);
        Some(self.meet(schema, Step::At(pointer), Some(resource), dialect))
    }

    /// Every schema that speaks of the value that the seeds speak of.
    pub(super) fn closure(&mut self, seeds: &[NodeId]) -> Parts {
        let mut parts = Parts::default();
        let mut conditions = Vec::new();
        self.gather(seeds.to_vec(), &mut parts, &mut conditions);
        let mut chosen = Parts::default();
        self.gather(conditions, &mut chosen, &mut Vec::new());
        chosen.nodes.retain(|node| !parts.nodes.contains(node));
        parts.conditions = chosen.nodes;
        parts.is_opaque |= chosen.is_opaque;
        parts
    }

    fn gather(&mut self, mut waiting: Vec<NodeId>, parts: &mut Parts, ifs: &mut Vec<NodeId>) {
        waiting.reverse();
        while let Some(id) = waiting.pop() {
            if parts.nodes.contains(&id) {
                continue;
            }
            parts.nodes.push(id);
            let Value::Object(object) = self.schema(id) else { continue };
            for key in ["$ref", "$recursiveRef", "$dynamicRef"] {
                let Some(text) = object.get(key).and_then(Value::as_str) else { continue };
                match self.follow(id, text) {
                    Some(target) => waiting.push(target),
                    None => parts.is_opaque = true,
                }
            }
            if object.contains_key("$ref") && self.dialect(id).ignores_siblings() {
                continue;
            }
            self.in_place(id, object, &mut waiting, ifs);
        }
    }

    fn in_place(
        &mut self,
        id: NodeId,
        object: &'a Map<String, Value>,
        waiting: &mut Vec<NodeId>,
        ifs: &mut Vec<NodeId>,
    ) {
        for key in ["allOf", "anyOf", "oneOf"] {
            let branches = object.get(key).and_then(Value::as_array).into_iter().flatten();
            for (index, branch) in branches.enumerate() {
                waiting.push(self.child(id, branch, Step::Index(id, key, index)));
            }
        }
        for key in ["then", "else"] {
            let branch = object.get(key).map(|it| self.child(id, it, Step::Keyword(id, key)));
            waiting.extend(branch);
        }
        let condition = object.get("if");
        ifs.extend(condition.map(|it| self.child(id, it, Step::Keyword(id, "if"))));
        for key in ["dependentSchemas", "dependencies"] {
            for (name, schema) in object.get(key).and_then(Value::as_object).into_iter().flatten() {
                if !schema.is_array() {
                    waiting.push(self.child(id, schema, Step::Name(id, key, name)));
                }
            }
        }
    }

    /// The schema below a keyword, where it is a schema.
    pub(super) fn below(&mut self, id: NodeId, key: &'static str) -> Option<NodeId> {
        let schema = self.keywords(id)?.get(key)?;
        let is_schema = schema.is_object() || schema.is_boolean();
        is_schema.then(|| self.child(id, schema, Step::Keyword(id, key)))
    }

    /// The schemas below a keyword, by their names.
    pub(super) fn named(&mut self, id: NodeId, key: &'static str) -> Vec<(&'a str, NodeId)> {
        let Some(Value::Object(held)) = self.keywords(id).and_then(|object| object.get(key)) else {
            return Vec::new();
        };
        let step = |name| Step::Name(id, key, name);
        held.iter().map(|(name, it)| (name.as_str(), self.child(id, it, step(name)))).collect()
    }

    /// The schemas below a keyword, in their order.
    pub(super) fn listed(&mut self, id: NodeId, key: &'static str) -> Vec<NodeId> {
        let Some(Value::Array(held)) = self.keywords(id).and_then(|object| object.get(key)) else {
            return Vec::new();
        };
        let held = held.iter().enumerate();
        held.map(|(index, it)| self.child(id, it, Step::Index(id, key, index))).collect()
    }

    /// The keywords of a schema that mean something there.
    pub(super) fn keywords(&self, id: NodeId) -> Option<&'a Map<String, Value>> {
        let object = self.schema(id).as_object()?;
        let silenced = object.contains_key("$ref") && self.dialect(id).ignores_siblings();
        (!silenced).then_some(object)
    }
}

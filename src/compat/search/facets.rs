//! What several schemas ask of one value: their keywords side by side.

use serde_json::{Map, Value};

use crate::compat::search::document::Document;
use crate::compat::search::random::Random;

/// How many schemas are looked at for one value.
const MOST: usize = 200;

/// A schema, with the document that it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    /// The schema.
    pub(super) schema: &'a Value,
    /// The number of its document.
    pub(super) document: usize,
}

/// The keywords that bear on one value, of every schema that does.
#[derive(Debug, Clone, Default)]
pub(super) struct Facets<'a> {
    /// The objects that hold the keywords.
    pub(super) all: Vec<Facet<'a>>,
    /// Whether one of the schemas is `false`.
    pub(super) refuses: bool,
}

/// The keywords of one schema.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facet<'a> {
    /// The keywords.
    pub(super) keywords: &'a Map<String, Value>,
    /// The number of the document.
    pub(super) document: usize,
}

impl<'a> Facet<'a> {
    /// A keyword.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.keywords.get(keyword)
    }

    /// A schema in the same document.
    pub(super) fn node(&self, schema: &'a Value) -> Node<'a> {
        Node { schema, document: self.document }
    }

    /// The schema of a keyword.
    pub(super) fn inner(&self, keyword: &str) -> Option<Node<'a>> {
        self.get(keyword).map(|schema| self.node(schema))
    }

    /// The schemas of a keyword that has a list of them.
    pub(super) fn list(&self, keyword: &str) -> impl Iterator<Item = Node<'a>> + use<'a> {
        let facet = *self;
        let list = self.get(keyword).and_then(Value::as_array).into_iter().flatten();
        list.map(move |schema| facet.node(schema))
    }

    /// The schemas of a keyword that has them by name.
    pub(super) fn named(
        &self,
        keyword: &str,
    ) -> impl Iterator<Item = (&'a str, Node<'a>)> + use<'a> {
        let facet = *self;
        let all = self.get(keyword).and_then(Value::as_object).into_iter().flatten();
        all.map(move |(name, schema)| (name.as_str(), facet.node(schema)))
    }
}

impl<'a> Facets<'a> {
    /// All the values of a keyword.
    pub(super) fn values(&self, keyword: &str) -> impl Iterator<Item = &'a Value> {
        self.all.iter().filter_map(move |facet| facet.get(keyword))
    }

    /// All the values of a keyword that counts something.
    pub(super) fn counts(&self, keyword: &str) -> impl Iterator<Item = u64> {
        // A count may be written as 3.0; what is no count at all asks nothing.
        self.values(keyword)
            .filter_map(|value| value.as_u64().or_else(|| value.as_f64().map(|count| count as u64)))
    }

    /// All the names in a keyword that lists some.
    pub(super) fn names(&self, keyword: &str) -> impl Iterator<Item = &'a str> {
        self.values(keyword).filter_map(Value::as_array).flatten().filter_map(Value::as_str)
    }
}

/// How a schema that leaves a choice is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One choice, drawn: what a value is made from.
    OneChoice,
    /// All choices: what a value may be wanted to break.
    AllChoices,
}

/// What schemas ask, with all that they refer to.
pub(super) fn of<'a>(
    documents: &[Document<'a>],
    nodes: &[Node<'a>],
    reading: Reading,
    random: &mut Random,
) -> Facets<'a> {
    let mut facets = Facets::default();
    let mut waiting: Vec<Node<'a>> = nodes.iter().rev().copied().collect();
    while let Some(node) = waiting.pop() {
        let keywords = match node.schema {
            Value::Object(keywords) => keywords,
            other => {
                facets.refuses |= *other == Value::Bool(false);
                continue;
            }
        };
        if facets.all.len() >= MOST {
            break;
        }
        let facet = Facet { keywords, document: node.document };
        facets.all.push(facet);
        let references = ["$ref", "$dynamicRef", "$recursiveRef"].into_iter();
        let targets = references.filter_map(|key| {
            let document = documents.get(node.document)?;
            document.target(facet.get(key)?.as_str()?)
        });
        waiting.extend(targets.map(|target| facet.node(target)));
        waiting.extend(facet.list("allOf"));
        match reading {
            Reading::OneChoice => choose(&facet, random, &mut waiting),
            Reading::AllChoices => {
                waiting.extend(["anyOf", "oneOf"].into_iter().flat_map(|key| facet.list(key)));
                waiting.extend(["then", "else"].into_iter().filter_map(|key| facet.inner(key)));
                waiting.extend(facet.named("dependentSchemas").map(|(_, node)| node));
            }
        }
    }
    facets
}

/// Draws one way through the choices of a schema; now and then two at once.
fn choose<'a>(facet: &Facet<'a>, random: &mut Random, waiting: &mut Vec<Node<'a>>) {
    for keyword in ["anyOf", "oneOf"] {
        let branches: Vec<Node<'a>> = facet.list(keyword).collect();
        waiting.extend(random.one_of(&branches));
        if keyword == "anyOf" && random.once_in(5) {
            waiting.extend(random.one_of(&branches));
        }
    }
    if let Some(condition) = facet.inner("if") {
        match random.once_in(2) {
            true => waiting.extend([Some(condition), facet.inner("then")].into_iter().flatten()),
            false => waiting.extend(facet.inner("else")),
        }
    }
}

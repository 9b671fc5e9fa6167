//! Values drawn from a schema: most of them valid, and near to where another schema draws its lines.
//!
//! Each value is made from the outside in. At every place the keywords of the schema say what it may
//! be, and those of the other schema what is worth trying: just beyond a bound of it, without a key
//! that it requires, of a type that it does not take.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Number, Value};

use crate::compat::search::document::Document;
use crate::compat::search::facets::{self, Facets, Node, Reading};
use crate::compat::search::kind::{self, Kind};
use crate::compat::search::random::Random;
use crate::compat::search::{mutation, texts};
use crate::inclusion::number::Goal;

/// How deep values are made.
const DEEPEST: usize = 20;

/// From which depth on only what is required is made.
const SPARSE: usize = 6;

/// Most parts of one value that nothing requires.
const PARTS: usize = 300;

/// Most parts of one value at all: each may require several more.
const MOST_PARTS: usize = 3_000;

/// An endless row of values, the same for the same schemas and seed.
#[derive(Debug)]
pub struct Sampler<'a> {
    /// The schema that values are made for, then the one whose lines are tried.
    pub(super) documents: Vec<Document<'a>>,
    pub(super) random: Random,
    /// Texts that were looked for, by what was asked.
    pub(super) texts: BTreeMap<String, Option<String>>,
    /// Numbers that were looked for, by what was asked; only asked, never listed.
    pub(super) numbers: HashMap<Goal, Option<Number>>,
    drawn: usize,
    parts: usize,
}

impl<'a> Sampler<'a> {
    /// Values of a schema that stands alone.
    pub fn new(schema: &'a Value, seed: u64) -> Sampler<'a> {
        Sampler {
            documents: vec![Document::new(schema)],
            random: Random::new(seed),
            texts: BTreeMap::new(),
            numbers: HashMap::new(),
            drawn: 0,
            parts: 0,
        }
    }

    /// The same, with the lines of another schema tried: of its bounds, names, patterns and values.
    pub fn with_seeds_of(mut self, other: &'a Value) -> Sampler<'a> {
        self.documents.truncate(1);
        self.documents.push(Document::new(other));
        self
    }

    /// A value as the first schemas ask, tried on the lines of the others.
    pub(super) fn value(&mut self, own: &[Node<'a>], other: &[Node<'a>], depth: usize) -> Value {
        self.parts += 1;
        if depth > DEEPEST || self.parts > MOST_PARTS {
            return Value::Null;
        }
        let mut own = own.to_vec();
        let lines = self.facets(other, Reading::AllChoices);
        let aims = !lines.all.is_empty() && !self.random.once_in(3);
        if aims && self.random.once_in(3) {
            own.extend(self.wish(&lines));
        }
        let facets = self.facets(&own, Reading::OneChoice);
        if let Some(value) = self.listed(&facets, &lines, aims) {
            return value;
        }
        let kind = self.kind(&facets, &lines, aims);
        match kind {
            Kind::Null => Value::Null,
            Kind::Boolean => Value::Bool(self.random.once_in(2)),
            Kind::Number => self.number(&facets, &lines, aims),
            Kind::Text => Value::String(self.text(&facets, &lines, aims)),
            Kind::Array => self.array(&facets, &lines, aims, depth),
            Kind::Object => self.object(&facets, &lines, aims, depth),
        }
    }

    fn facets(&mut self, nodes: &[Node<'a>], reading: Reading) -> Facets<'a> {
        facets::of(&self.documents, nodes, reading, &mut self.random)
    }

    /// What a value may fulfil to be rejected by the others: a schema behind `not`, two branches
    /// of a `oneOf`, the condition of an `if`.
    fn wish(&mut self, lines: &Facets<'a>) -> Vec<Node<'a>> {
        let mut wishes: Vec<Vec<Node<'a>>> = Vec::new();
        for facet in &lines.all {
            wishes.extend(facet.inner("not").map(|node| vec![node]));
            wishes.extend(facet.inner("if").map(|node| vec![node]));
            let branches: Vec<Node<'a>> = facet.list("oneOf").collect();
            if branches.len() > 1 {
                let both = [self.random.one_of(&branches), self.random.one_of(&branches)];
                wishes.push(both.into_iter().flatten().copied().collect());
            }
        }
        self.random.one_of(&wishes).cloned().unwrap_or_default()
    }

    /// A value of `enum` and `const`, where the schema has one; now and then one that is told.
    pub(super) fn listed(
        &mut self,
        facets: &Facets<'a>,
        lines: &Facets<'a>,
        aims: bool,
    ) -> Option<Value> {
        let of = |facets: &Facets<'a>| -> Vec<Vec<&'a Value>> {
            let lists = facets.values("enum").filter_map(Value::as_array);
            let constants = facets.values("const").map(|value| vec![value]);
            lists.map(|list| list.iter().collect()).chain(constants).collect()
        };
        let (mut own, others) = (of(facets), of(lines));
        if let Some(mut values) = own.pop() {
            let all = values.clone();
            values.retain(|value| own.iter().all(|list| list.contains(value)));
            let mut beyond = values.clone();
            beyond.retain(|value| !others.iter().flatten().any(|other| other == value));
            let choice = [if aims { beyond } else { Vec::new() }, values, all];
            let choice = choice.iter().find(|values| !values.is_empty())?;
            return self.random.one_of(choice).map(|value| (*value).clone());
        }
        if !self.random.once_in(8) {
            return None;
        }
        let examples = |facets: &Facets<'a>| -> Vec<&'a Value> {
            let lists = facets.values("examples").filter_map(Value::as_array).flatten();
            lists.chain(facets.values("default")).collect()
        };
        let told: Vec<&Value> = [examples(facets), examples(lines), others.concat()].concat();
        self.random.one_of(&told).map(|value| (*value).clone())
    }

    fn kind(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool) -> Kind {
        let allowed = kind::allowed(facets);
        let lines_allow = kind::allowed(lines);
        let beyond: Vec<Kind> =
            allowed.iter().filter(|kind| !lines_allow.contains(kind)).copied().collect();
        if aims && self.random.once_in(2) && !beyond.is_empty() {
            return self.random.one_of(&beyond).copied().unwrap_or(Kind::Null);
        }
        let mut spoken_of = kind::spoken_of(facets);
        spoken_of.extend(kind::spoken_of(lines));
        spoken_of.retain(|kind| allowed.contains(kind));
        let choice =
            if spoken_of.is_empty() || self.random.once_in(8) { allowed } else { spoken_of };
        self.random.one_of(&choice).copied().unwrap_or(Kind::Null)
    }

    /// Whether only what is required should be made from here on.
    pub(super) fn is_sparse(&self, depth: usize) -> bool {
        depth >= SPARSE || self.parts > PARTS
    }
}

impl Iterator for Sampler<'_> {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let drawn = self.drawn;
        self.drawn = drawn.saturating_add(1);
        self.parts = 0;
        let told = self.documents.iter().flat_map(|document| document.told());
        if let Some(value) = told.copied().nth(drawn) {
            return Some(value.clone());
        }
        let node = |number: usize| {
            let document = self.documents.get(number)?;
            Some(Node { schema: document.root(), document: number })
        };
        let (own, other): (Vec<_>, Vec<_>) =
            (node(0).into_iter().collect(), node(1).into_iter().collect());
        let value = self.value(&own, &other, 0);
        if !self.random.once_in(5) {
            return Some(value);
        }
        let told: Vec<&Value> =
            self.documents.iter().flat_map(|document| document.told()).copied().collect();
        Some(mutation::mutated(value, &told, texts::PLAIN, &mut self.random))
    }
}

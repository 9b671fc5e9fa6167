//! Objects drawn: with the keys that are required, some that are declared, and those that others
//! speak of.

use serde_json::{Map, Value};

use crate::compat::search::facets::{self, Facets, Node, Reading};
use crate::compat::search::sample::Sampler;
use crate::compat::search::texts;

/// Most keys that are added for their number alone.
const FILLERS: u64 = 60;

impl<'a> Sampler<'a> {
    /// An object.
    pub(super) fn object(
        &mut self,
        facets: &Facets<'a>,
        lines: &Facets<'a>,
        aims: bool,
        depth: usize,
    ) -> Value {
        let mut facets = facets.clone();
        let mut keys: Vec<String> = facets.names("required").map(str::to_owned).collect();
        let required = keys.len();
        if !self.is_sparse(depth) && !self.random.once_in(5) {
            keys.extend(self.declared(&facets, 2));
            keys.extend(self.declared(lines, if aims { 2 } else { 5 }));
            keys.extend(self.invented(&facets, lines, aims));
        }
        self.follow_dependencies(&mut facets, &mut keys);
        self.count(&facets, lines, aims, required, &mut keys);
        let mut object = Map::new();
        for key in keys {
            if object.contains_key(&key) {
                continue;
            }
            let own = self.of_key(&facets, &key);
            if own.iter().any(|node| *node.schema == Value::Bool(false)) {
                continue;
            }
            let other = self.of_key(lines, &key);
            let value = self.value(&own, &other, depth + 1);
            object.insert(key, value);
        }
        Value::Object(object)
    }

    /// Names that schemas speak of, each drawn once in so many times.
    fn declared(&mut self, facets: &Facets<'a>, times: u64) -> Vec<String> {
        let mut names = Vec::new();
        for facet in &facets.all {
            names.extend(facet.named("properties").map(|(name, _)| name));
            for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
                names.extend(facet.named(keyword).map(|(name, _)| name));
            }
        }
        names.extend(facets.names("required"));
        names.retain(|_| self.random.once_in(times));
        names.into_iter().map(str::to_owned).collect()
    }

    /// Names that nobody has declared: such as patterns match, and any.
    fn invented(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool) -> Vec<String> {
        let mut names = Vec::new();
        for facet in facets.all.iter().chain(&lines.all) {
            for (source, _) in facet.named("patternProperties") {
                if self.random.once_in(2) {
                    names.extend(self.matching(facet.document, source));
                }
            }
        }
        if self.random.once_in(if aims { 2 } else { 6 }) {
            names.push(self.name(facets, lines, aims));
        }
        names
    }

    /// A name as `propertyNames` asks.
    fn name(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool) -> String {
        let names = |facets: &Facets<'a>| -> Vec<Node<'a>> {
            facets.all.iter().filter_map(|facet| facet.inner("propertyNames")).collect()
        };
        let (own, other) = (names(facets), names(lines));
        if own.is_empty() && (other.is_empty() || self.random.once_in(3)) {
            return self.random.one_of(texts::PLAIN).copied().unwrap_or_default().to_owned();
        }
        let of = |sampler: &mut Sampler<'a>, nodes: &[Node<'a>], reading| {
            facets::of(&sampler.documents, nodes, reading, &mut sampler.random)
        };
        let own = of(self, &own, Reading::OneChoice);
        let other = of(self, &other, Reading::AllChoices);
        match self.listed(&own, &other, aims) {
            Some(Value::String(name)) => name,
            _ => self.text(&own, &other, aims),
        }
    }

    /// Adds the keys and the schemas that follow from keys that are there.
    fn follow_dependencies(&mut self, facets: &mut Facets<'a>, keys: &mut Vec<String>) {
        let mut schemas = Vec::new();
        let mut at = 0;
        while let Some(key) = keys.get(at).cloned() {
            for facet in &facets.all {
                for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
                    let Some(follows) = facet.get(keyword).and_then(|all| all.get(&key)) else {
                        continue;
                    };
                    match follows.as_array() {
                        Some(names) => {
                            let names = names.iter().filter_map(Value::as_str).map(str::to_owned);
                            let new: Vec<String> =
                                names.filter(|name| !keys.contains(name)).collect();
                            keys.extend(new);
                        }
                        None => schemas.push(facet.node(follows)),
                    }
                }
            }
            at += 1;
        }
        if !schemas.is_empty() {
            let more = facets::of(&self.documents, &schemas, Reading::OneChoice, &mut self.random);
            keys.extend(more.names("required").map(str::to_owned));
            facets.all.extend(more.all);
        }
    }

    /// Brings the number of keys between the bounds, or just beyond those of the others.
    fn count(
        &mut self,
        facets: &Facets<'a>,
        lines: &Facets<'a>,
        aims: bool,
        required: usize,
        keys: &mut Vec<String>,
    ) {
        let mut least = facets.counts("minProperties").max().unwrap_or(0);
        let mut most = facets.counts("maxProperties").min();
        if aims && self.random.once_in(2) {
            let fewer = lines.counts("minProperties").filter_map(|count| count.checked_sub(1));
            let more: Vec<u64> = lines.counts("maxProperties").map(|count| count + 1).collect();
            if let Some(fewer) = fewer.max().filter(|fewer| *fewer >= least) {
                most = Some(most.map_or(fewer, |most| most.min(fewer)));
            }
            let more = self.random.one_of(&more).copied();
            least =
                least.max(more.filter(|more| most.is_none_or(|most| *more <= most)).unwrap_or(0));
        }
        for number in 0..FILLERS {
            if u64::try_from(keys.len()).unwrap_or(u64::MAX) >= least {
                break;
            }
            let name = match self.random.once_in(2) {
                true => format!("k{number}"),
                false => self.name(facets, lines, false),
            };
            if !keys.contains(&name) {
                keys.push(name);
            }
        }
        let most = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(usize::MAX);
        keys.truncate(most.max(required));
    }

    /// The schemas that the value of a key must fulfil.
    fn of_key(&self, facets: &Facets<'a>, key: &str) -> Vec<Node<'a>> {
        let mut nodes = Vec::new();
        let mut rest = Vec::new();
        for facet in &facets.all {
            let before = nodes.len();
            let own = facet.get("properties").and_then(|all| all.get(key));
            nodes.extend(own.map(|schema| facet.node(schema)));
            for (source, node) in facet.named("patternProperties") {
                let pattern =
                    self.documents.get(facet.document).and_then(|all| all.pattern(source));
                if pattern.is_some_and(|pattern| pattern.matches(key)) {
                    nodes.push(node);
                }
            }
            if nodes.len() == before {
                nodes.extend(facet.inner("additionalProperties"));
                rest.extend(facet.inner("unevaluatedProperties"));
            }
        }
        if nodes.is_empty() { rest } else { nodes }
    }
}

//! What the keywords of arrays and objects say, as nodes.

use serde_json::{Map, Value};

use crate::inclusion::arena::Arena;
use crate::inclusion::keyword::count_of;
use crate::inclusion::load::Loader;
use crate::inclusion::node::{ARRAY, Lit, Node, OBJECT, Others, PatternId, STRING, Symbol};
use crate::inclusion::resource::Resource;
use crate::pointer;

impl Arena<'_> {
    /// A node about parts, unless every part satisfies it anyway.
    pub(crate) fn about(&mut self, part: Lit, node: impl FnOnce(Lit) -> Node) -> Lit {
        if part == Lit::TRUE { Lit::TRUE } else { self.lit(node(part)) }
    }

    /// What `additionalProperties` says, beside these names and patterns.
    pub(crate) fn others(
        &mut self,
        mut names: Vec<Symbol>,
        mut patterns: Vec<PatternId>,
        part: Lit,
    ) -> Lit {
        names.sort_unstable();
        names.dedup();
        patterns.sort_unstable();
        patterns.dedup();
        let others = Others { names: names.into(), patterns: patterns.into() };
        self.about(part, |part| Node::Rest(Box::new(others), part))
    }
}

impl<'a> Loader<'a, '_> {
    pub(crate) fn array_keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        value: &'a Value,
        resource: &Resource<'a>,
        parts: &mut Vec<Lit>,
    ) -> Option<()> {
        let prefix = members.get("prefixItems").filter(|_| self.knows(resource, "prefixItems"));
        let lit = match (key, value) {
            ("items", Value::Array(items)) | ("prefixItems", Value::Array(items)) => {
                for (index, item) in (0..).zip(items) {
                    let item = self.below(item, &[&index.to_string()], resource);
                    parts.push(self.arena.about(item, |item| Node::Item(index, item)));
                }
                return Some(());
            }
            ("prefixItems", _) => return None,
            ("items", _) => {
                let from = prefix.and_then(Value::as_array).map_or(0, Vec::len) as u64;
                let item = self.schema(value, resource);
                self.arena.about(item, |item| Node::Tail(from, item))
            }
            ("additionalItems", _) => {
                let Some(Value::Array(items)) = members.get("items") else { return Some(()) };
                let item = self.schema(value, resource);
                self.arena.about(item, |item| Node::Tail(items.len() as u64, item))
            }
            ("contains", _) => return self.contains(members, value, resource, parts),
            ("minItems", _) => self.arena.min_items(count_of(value)?),
            ("maxItems", _) => self.arena.lit(Node::MaxItems(count_of(value)?)),
            ("uniqueItems", _) if !value.as_bool()? => return Some(()),
            ("uniqueItems", _) => {
                let lit = self.arena.lit(Node::Unique);
                let place = self.place("items that must differ");
                self.arena.mark(lit, || place);
                lit
            }
            _ => self.unevaluated_items(members, value, resource),
        };
        parts.push(lit);
        Some(())
    }

    fn contains(
        &mut self,
        members: &'a Map<String, Value>,
        value: &'a Value,
        resource: &Resource<'a>,
        parts: &mut Vec<Lit>,
    ) -> Option<()> {
        let item = self.schema(value, resource);
        let bounded = self.knows(resource, "dependentRequired");
        let bound = |key: &str| members.get(key).filter(|_| bounded).map(count_of);
        let least = bound("minContains").unwrap_or(Some(1))?;
        if least > 0 {
            parts.push(self.arena.lit(Node::AtLeast(least, item)));
        }
        if let Some(most) = bound("maxContains") {
            let more = self.arena.lit(Node::AtLeast(most?.saturating_add(1), item));
            let other = self.arena.types(!ARRAY & crate::inclusion::node::ANY);
            let not_more = self.arena.not(more);
            parts.push(self.arena.any([other, not_more]));
        }
        Some(())
    }

    pub(crate) fn knows(&self, resource: &Resource<'a>, key: &str) -> bool {
        resource.dialect.is_some_and(|dialect| dialect.knows(key))
    }

    pub(crate) fn object_keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        value: &'a Value,
        resource: &Resource<'a>,
        parts: &mut Vec<Lit>,
    ) -> Option<()> {
        match key {
            "properties" => {
                for (name, schema) in value.as_object()? {
                    let part = self.below(schema, &[name], resource);
                    let name = self.arena.symbol(name.as_str());
                    parts.push(self.arena.about(part, |part| Node::Property(name, part)));
                }
            }
            "patternProperties" => {
                for (source, schema) in value.as_object()? {
                    let part = self.below(schema, &[source], resource);
                    parts.push(self.matching(source, part));
                }
            }
            "additionalProperties" => {
                let part = self.schema(value, resource);
                parts.push(self.additional(members, part));
            }
            "required" => {
                // Before draft 6 a property's own `required` was a boolean, which says nothing now.
                for name in value.as_array()? {
                    let name = self.arena.symbol(name.as_str()?);
                    parts.push(self.arena.lit(Node::Required(name)));
                }
            }
            "minProperties" => match count_of(value)? {
                0 => {}
                count => parts.push(self.arena.lit(Node::MinProperties(count))),
            },
            "maxProperties" => parts.push(self.arena.lit(Node::MaxProperties(count_of(value)?))),
            "propertyNames" => {
                let name = self.schema(value, resource);
                // A name is always a string, so what is said of others is left out.
                let string = self.arena.types(STRING);
                let name = self.arena.all([string, name]);
                if name != string {
                    parts.push(self.arena.lit(Node::Names(name)));
                }
            }
            "unevaluatedProperties" => {
                let lit = self.unevaluated_properties(members, value, resource);
                parts.push(lit);
            }
            _ => {
                for (name, asked) in value.as_object()? {
                    let lit = self.dependency(name, asked, resource)?;
                    parts.push(lit);
                }
            }
        }
        Some(())
    }

    fn dependency(
        &mut self,
        name: &'a str,
        asked: &'a Value,
        resource: &Resource<'a>,
    ) -> Option<Lit> {
        let said = match asked {
            Value::Array(names) => {
                let mut parts = Vec::new();
                for name in names {
                    let name = self.arena.symbol(name.as_str()?);
                    parts.push(self.arena.lit(Node::Required(name)));
                }
                self.arena.all(parts)
            }
            schema => self.below(schema, &[name], resource),
        };
        Some(self.where_present(name, said))
    }

    /// That where an object has this property, this holds too.
    pub(crate) fn where_present(&mut self, name: &'a str, said: Lit) -> Lit {
        let has = self.has(name);
        self.arena.implies(has, said)
    }

    /// That a value is an object with this property.
    pub(crate) fn has(&mut self, name: &'a str) -> Lit {
        let name = self.arena.symbol(name);
        let present = self.arena.lit(Node::Required(name));
        let object = self.arena.types(OBJECT);
        self.arena.all([object, present])
    }

    /// That the properties whose names match satisfy this.
    pub(crate) fn matching(&mut self, source: &'a str, part: Lit) -> Lit {
        if part == Lit::TRUE {
            return Lit::TRUE;
        }
        match self.arena.pattern(source) {
            Ok(pattern) => {
                let before = self.memory.at.len();
                pointer::push(&mut self.memory.at, source);
                let place = self.place("this pattern, with what else is asked of the names");
                self.memory.at.truncate(before);
                let lit = self.arena.lit(Node::Pattern(pattern));
                self.arena.mark(lit, || place);
                self.arena.lit(Node::Matching(pattern, part))
            }
            Err(reason) => {
                let key = format!("names {source} {}", part.index());
                self.opaque(key, &reason, OBJECT)
            }
        }
    }

    /// That the properties which neither `properties` nor `patternProperties` name satisfy this.
    pub(crate) fn additional(&mut self, members: &'a Map<String, Value>, part: Lit) -> Lit {
        let keys = |key: &str| members.get(key).and_then(Value::as_object).into_iter().flatten();
        let names: Vec<_> =
            keys("properties").map(|(name, _)| self.arena.symbol(name.as_str())).collect();
        let mut patterns = Vec::new();
        for (source, _) in keys("patternProperties") {
            match self.arena.pattern(source) {
                Ok(pattern) => patterns.push(pattern),
                Err(reason) if part != Lit::TRUE => {
                    let sources: Vec<_> = keys("patternProperties").map(|(key, _)| key).collect();
                    let mut names = names;
                    names.sort_unstable();
                    let key = format!("others {names:?} {sources:?} {}", part.index());
                    return self.opaque(key, &reason, OBJECT);
                }
                Err(_) => return Lit::TRUE,
            }
        }
        self.arena.others(names, patterns, part)
    }
}

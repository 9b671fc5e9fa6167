//! Why a value escapes: every keyword of the new schema that rejects by itself what the old accepts.
//!
//! The new schema is the conjunction of its keywords, each at its place. So each is asked alone, at
//! the end of the way that leads to it; a part that includes all is not gone into.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::inclusion::Escape;
use crate::inclusion::arena::Table;
use crate::inclusion::load::{Loader, Memory, place_of};
use crate::inclusion::node::{Lit, Node};
use crate::inclusion::resource::Target;
use crate::inclusion::search::{Outcome, Search};
use crate::inclusion::way::Step;
use crate::pointer;

/// So many causes are told at most.
const MOST: usize = 50;
/// So deep is the new schema gone into.
const DEEPEST: usize = 30;
/// So often is one schema gone into, however many ways lead to it.
const MOST_VISITS: usize = 4;
/// So many steps are spent on one cause.
const FUEL: u64 = 50_000;

/// The search for causes.
pub(crate) struct Causes<'a, 's, 'b> {
    search: &'s mut Search<'a, 'b>,
    memory: Option<Memory<'a>>,
    old: Lit,
    found: Vec<Escape>,
    /// What tells each cause from the others: its keyword, and the name that is required.
    told: Vec<String>,
    steps: Vec<Step>,
    /// The schemas that the way leads through.
    open: Vec<usize>,
    /// How often each schema was gone into.
    visits: Table<usize, usize>,
}

/// Every cause for which a value of `old` is none of the document that is remembered.
pub(crate) fn causes<'a>(search: &mut Search<'a, '_>, memory: Memory<'a>, old: Lit) -> Vec<Escape> {
    let whole = memory.whole();
    let mut causes = Causes {
        search,
        memory: Some(memory),
        old,
        found: Vec::new(),
        told: Vec::new(),
        steps: Vec::new(),
        open: Vec::new(),
        visits: Table::default(),
    };
    causes.visit(&whole);
    causes.found
}

impl<'a> Causes<'a, '_, '_> {
    /// Goes into a schema. Whether a cause was found there.
    fn visit(&mut self, target: &Target<'a>) -> bool {
        let place = place_of(target.schema);
        let Value::Object(members) = target.schema else { return false };
        if self.open.contains(&place) || self.open.len() >= DEEPEST {
            return false;
        }
        let visits = self.visits.entry(place).or_default();
        *visits += 1;
        if *visits > MOST_VISITS {
            // What it rejects has been told.
            return true;
        }
        self.open.push(place);
        let mut any = false;
        let alone = target.resource.dialect.is_some_and(|dialect| dialect.ref_stands_alone())
            && members.contains_key("$ref");
        for key in members.keys() {
            if self.found.len() >= MOST {
                break;
            }
            if !alone || key == "$ref" {
                any |= self.keyword(members, key, target);
            }
        }
        self.open.pop();
        any
    }

    /// What one keyword rejects. Whether there is any such value.
    fn keyword(
        &mut self,
        members: &'a Map<String, Value>,
        key: &'a str,
        target: &Target<'a>,
    ) -> bool {
        let lit = self.read(target, |loader| loader.keyword(members, key, &target.resource));
        let Some(value) = self.escape(lit) else { return false };
        let mut at = target.at.clone();
        pointer::push(&mut at, key);
        let gone_into = match members.get(key) {
            Some(inner) => self.go_into(members, key, inner, target, &at),
            None => false,
        };
        gone_into || self.tell(&value, lit, at, "")
    }

    /// Goes into what a keyword holds. Whether a cause was found there.
    fn go_into(
        &mut self,
        members: &'a Map<String, Value>,
        key: &str,
        inner: &'a Value,
        target: &Target<'a>,
        at: &str,
    ) -> bool {
        let prefix = || members.get("prefixItems").and_then(Value::as_array).map_or(0, Vec::len);
        match (key, inner) {
            ("properties" | "patternProperties", Value::Object(inner)) => {
                self.each(inner.iter().map(|(name, one)| (name.clone(), one)), key, target, at)
            }
            ("items" | "prefixItems" | "allOf", Value::Array(inner)) => {
                let inner = inner.iter().enumerate().map(|(at, one)| (at.to_string(), one));
                self.each(inner, key, target, at)
            }
            ("required", Value::Array(names)) => self.each_name(names, at),
            ("items", _) => {
                let from = if self.knows(target, "prefixItems") { prefix() } else { 0 };
                self.below(Some(Step::Tail(from as u64)), inner, target, at)
            }
            ("additionalItems", _) => {
                let from = members.get("items").and_then(Value::as_array).map_or(0, Vec::len);
                self.below(Some(Step::Tail(from as u64)), inner, target, at)
            }
            ("additionalProperties", Value::Object(_)) => {
                // Any part does, as long as it is not always true: only what it is of is looked at.
                let rest = self.read(target, |loader| loader.additional(members, Lit::FALSE));
                match self.search.arena.node(rest).clone() {
                    Node::Rest(others, _) => {
                        self.below(Some(Step::Rest(*others)), inner, target, at)
                    }
                    _ => false,
                }
            }
            ("$ref", Value::String(reference)) => {
                let found = self.read(target, |loader| loader.resolve(reference, &target.resource));
                found.is_some_and(|found| self.visit(&found))
            }
            _ => false,
        }
    }

    fn each(
        &mut self,
        inner: impl Iterator<Item = (String, &'a Value)>,
        key: &str,
        target: &Target<'a>,
        at: &str,
    ) -> bool {
        let mut any = false;
        for (name, schema) in inner {
            if self.found.len() >= MOST {
                break;
            }
            let arena = &mut self.search.arena;
            let step = match key {
                "properties" => Some(Step::Property(arena.symbol(name.clone()))),
                "patternProperties" => {
                    let Some(pattern) = arena.known_pattern(&name) else { continue };
                    Some(Step::Matching(pattern))
                }
                "allOf" => None,
                _ => Some(Step::Item(name.parse().unwrap_or(0))),
            };
            let mut at = at.to_owned();
            pointer::push(&mut at, &name);
            any |= self.below(step, schema, target, &at);
        }
        any
    }

    fn each_name(&mut self, names: &'a [Value], at: &str) -> bool {
        let mut any = false;
        for name in names.iter().filter_map(Value::as_str) {
            let symbol = self.search.arena.symbol(name);
            let lit = self.search.arena.lit(Node::Required(symbol));
            if let Some(value) = self.escape(lit) {
                any |= self.tell(&value, lit, at.to_owned(), name);
            }
        }
        any
    }

    /// A schema one step on. Whether a cause was found there.
    fn below(
        &mut self,
        step: Option<Step>,
        schema: &'a Value,
        outer: &Target<'a>,
        at: &str,
    ) -> bool {
        let resource = outer.resource.enter(schema, at);
        let target = Target { schema, at: at.to_owned(), resource };
        let lit = self.read(&target, |loader| loader.schema(schema, &outer.resource));
        let stepped = step.is_some();
        self.steps.extend(step);
        let mut any = false;
        if let Some(value) = self.escape(lit) {
            any = self.visit(&target) || self.tell(&value, lit, at.to_owned(), "");
        }
        if stepped {
            self.steps.pop();
        }
        any
    }

    /// A value of the old schema that a literal at the end of the way rejects.
    fn escape(&mut self, lit: Lit) -> Option<Rc<Value>> {
        let whole =
            self.steps.iter().rev().fold(lit, |lit, step| step.before(self.search.arena, lit));
        if whole == Lit::TRUE {
            return None;
        }
        if let (Node::All(lits), true) = (self.search.arena.node(self.old), self.old.asserts())
            && lits.binary_search(&whole).is_ok()
        {
            return None;
        }
        let denied = self.search.arena.not(whole);
        let old = self.old;
        match self.search.within(FUEL, |search| search.solve(&[old, denied])) {
            Outcome::Value(value) => Some(value),
            Outcome::Empty | Outcome::Unknown(_) => None,
        }
    }

    /// Tells a cause, unless it was told before. It was found either way.
    fn tell(&mut self, value: &Rc<Value>, lit: Lit, keyword: String, name: &str) -> bool {
        let told = format!("{keyword} {name}");
        if !self.told.contains(&told) && self.found.len() < MOST {
            self.told.push(told);
            let mut at = String::new();
            if !Step::rejects(&self.steps, self.search.arena, lit, value, &mut at) {
                at.clear();
            }
            self.found.push(Escape { value: (**value).clone(), at, keyword });
        }
        true
    }

    fn knows(&self, target: &Target<'a>, key: &str) -> bool {
        target.resource.dialect.is_some_and(|dialect| dialect.knows(key))
    }

    /// Reads something of the document, at a schema.
    fn read<T: Default>(
        &mut self,
        target: &Target<'a>,
        read: impl FnOnce(&mut Loader<'a, '_>) -> T,
    ) -> T {
        let Some(mut memory) = self.memory.take() else { return T::default() };
        memory.at.clone_from(&target.at);
        let mut loader = Loader { arena: self.search.arena, memory };
        let done = loader.read_whole(read);
        self.memory = Some(loader.memory);
        done
    }
}

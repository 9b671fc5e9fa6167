//! `unevaluatedProperties` and `unevaluatedItems`, where what is evaluated can be told beforehand.
//!
//! Which properties are evaluated depends on which branches hold. For each combination of those the
//! keyword says what `additionalProperties` would say with all names of the branches that hold.

use serde_json::{Map, Value};

use crate::inclusion::load::Loader;
use crate::inclusion::node::{ARRAY, Lit, Node, OBJECT, PatternId, Symbol};
use crate::inclusion::resource::Resource;

/// So many combinations of branches are told apart at most.
const MOST: usize = 64;
/// So deep are branches followed.
const DEEPEST: usize = 12;

const OPAQUE: &str = "a keyword that depends on branches in more ways than are followed";

/// What is evaluated where this holds.
#[derive(Clone)]
struct Evaluated {
    when: Lit,
    names: Vec<Symbol>,
    patterns: Vec<PatternId>,
    /// Items before this one.
    prefix: u64,
    /// Items that satisfy one of these.
    contains: Vec<Lit>,
    /// Every property, every item.
    properties: bool,
    items: bool,
    /// Whether readers differ on which items: draft 2019-09 leaves open what `contains` evaluates.
    doubt: bool,
}

impl<'a> Loader<'a, '_> {
    pub(crate) fn unevaluated_properties(
        &mut self,
        members: &'a Map<String, Value>,
        value: &'a Value,
        resource: &Resource<'a>,
    ) -> Lit {
        let part = self.schema(value, resource);
        if part == Lit::TRUE {
            return Lit::TRUE;
        }
        let Some(cases) = self.outside(|loader| loader.evaluated(members, resource, true, 0))
        else {
            return self.unread(OPAQUE, OBJECT);
        };
        let mut parts = Vec::new();
        for case in cases.into_iter().filter(|case| !case.properties) {
            let rest = self.arena.others(case.names, case.patterns, part);
            parts.push(self.arena.implies(case.when, rest));
        }
        self.arena.all(parts)
    }

    pub(crate) fn unevaluated_items(
        &mut self,
        members: &'a Map<String, Value>,
        value: &'a Value,
        resource: &Resource<'a>,
    ) -> Lit {
        let part = self.schema(value, resource);
        if part == Lit::TRUE {
            return Lit::TRUE;
        }
        let Some(cases) = self.outside(|loader| loader.evaluated(members, resource, true, 0))
        else {
            return self.unread(OPAQUE, ARRAY);
        };
        if cases.iter().any(|case| case.doubt) {
            return self.unread("`contains` beside `unevaluatedItems` in draft 2019-09", ARRAY);
        }
        let mut parts = Vec::new();
        for case in cases.into_iter().filter(|case| !case.items) {
            let part = self.arena.any(case.contains.into_iter().chain([part]));
            let rest = self.arena.about(part, |part| Node::Tail(case.prefix, part));
            parts.push(self.arena.implies(case.when, rest));
        }
        self.arena.all(parts)
    }

    /// Does something at the schema whose keyword is read.
    fn outside<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        let whole = self.memory.at.clone();
        self.memory.at.truncate(whole.rfind('/').unwrap_or(0));
        let done = act(self);
        self.memory.at = whole;
        done
    }

    fn evaluated(
        &mut self,
        members: &'a Map<String, Value>,
        resource: &Resource<'a>,
        own: bool,
        depth: usize,
    ) -> Option<Vec<Evaluated>> {
        if depth > DEEPEST || members.contains_key("dependencies") {
            return None;
        }
        let mut cases = vec![self.by_itself(members, resource, own)?];
        for (key, value) in members {
            let key = key.as_str();
            if !self.knows(resource, key) {
                continue;
            }
            match key {
                "$ref" => {
                    let target = self.resolve(value.as_str()?, resource)?;
                    if let Value::Object(inner) = target.schema {
                        let more = self.evaluated(inner, &target.resource, false, depth + 1)?;
                        cases = self.both(&cases, &more)?;
                    }
                }
                "$dynamicRef" | "$recursiveRef" => return None,
                "allOf" | "anyOf" | "oneOf" => {
                    for (at, branch) in value.as_array()?.iter().enumerate() {
                        let at = at.to_string();
                        let held = self.below(branch, &[key, &at], resource);
                        let more = self.branch(branch, resource, depth)?;
                        let when = if key == "allOf" { Lit::TRUE } else { held };
                        let more = self.where_holds(more, when, Vec::new());
                        cases = self.both(&cases, &more)?;
                    }
                }
                "if" => {
                    let asked = self.below(value, &["if"], resource);
                    let mut held = self.branch(value, resource, depth)?;
                    if let Some(then) = members.get("then") {
                        let then = self.branch(then, resource, depth)?;
                        held = self.both(&held, &then)?;
                    }
                    let other = match members.get("else") {
                        Some(other) => self.branch(other, resource, depth)?,
                        None => vec![nothing()],
                    };
                    let more = self.where_holds(held, asked, other);
                    cases = self.both(&cases, &more)?;
                }
                "dependentSchemas" => {
                    for (name, schema) in value.as_object()? {
                        let has = self.has(name);
                        let more = self.branch(schema, resource, depth)?;
                        let more = self.where_holds(more, has, Vec::new());
                        cases = self.both(&cases, &more)?;
                    }
                }
                _ => {}
            }
        }
        Some(cases)
    }

    fn branch(
        &mut self,
        schema: &'a Value,
        resource: &Resource<'a>,
        depth: usize,
    ) -> Option<Vec<Evaluated>> {
        let Value::Object(members) = schema else { return Some(vec![nothing()]) };
        let inner = resource.enter(schema, &self.memory.at);
        self.evaluated(members, &inner, false, depth + 1)
    }

    /// What the keywords of a schema evaluate by themselves.
    fn by_itself(
        &mut self,
        members: &'a Map<String, Value>,
        resource: &Resource<'a>,
        own: bool,
    ) -> Option<Evaluated> {
        let mut case = nothing();
        let inner = |key: &str| !own && members.contains_key(key);
        case.properties =
            members.contains_key("additionalProperties") || inner("unevaluatedProperties");
        case.items = inner("unevaluatedItems");
        for name in members.get("properties").and_then(Value::as_object).into_iter().flatten() {
            case.names.push(self.arena.symbol(name.0.as_str()));
        }
        let patterns = members.get("patternProperties").and_then(Value::as_object);
        for (source, _) in patterns.into_iter().flatten() {
            case.patterns.push(self.arena.pattern(source).ok()?);
        }
        let by_prefix = self.knows(resource, "prefixItems");
        match members.get("items") {
            Some(Value::Array(_)) if by_prefix => return None,
            Some(Value::Array(items)) => {
                case.prefix = items.len() as u64;
                case.items |= members.contains_key("additionalItems");
            }
            Some(_) => case.items = true,
            None => {}
        }
        case.doubt = !by_prefix && members.contains_key("contains");
        if by_prefix {
            let prefix = members.get("prefixItems").and_then(Value::as_array);
            case.prefix = case.prefix.max(prefix.map_or(0, |items| items.len() as u64));
            if let Some(item) = members.get("contains") {
                let item = self.below(item, &["contains"], resource);
                case.contains.push(item);
            }
        }
        Some(case)
    }

    /// These cases where a branch holds, and others where it does not.
    fn where_holds(
        &mut self,
        held: Vec<Evaluated>,
        when: Lit,
        mut denied: Vec<Evaluated>,
    ) -> Vec<Evaluated> {
        if denied.is_empty() {
            denied.push(nothing());
        }
        let not = self.arena.not(when);
        let mut cases = held;
        let count = cases.len();
        cases.extend(denied);
        for (at, case) in cases.iter_mut().enumerate() {
            let sign = if at < count { when } else { not };
            case.when = self.arena.all([sign, case.when]);
        }
        cases.retain(|case| case.when != Lit::FALSE);
        cases
    }

    /// What is evaluated by two schemas together, in each pair of their cases.
    fn both(&mut self, one: &[Evaluated], other: &[Evaluated]) -> Option<Vec<Evaluated>> {
        let mut cases: Vec<Evaluated> = Vec::new();
        for first in one {
            for second in other {
                let when = self.arena.all([first.when, second.when]);
                if when == Lit::FALSE {
                    continue;
                }
                let mut case = first.clone();
                case.when = when;
                case.names.extend(&second.names);
                case.patterns.extend(&second.patterns);
                case.contains.extend(&second.contains);
                case.prefix = case.prefix.max(second.prefix);
                case.properties |= second.properties;
                case.items |= second.items;
                case.doubt |= second.doubt;
                cases.push(case);
                if cases.len() > MOST {
                    return None;
                }
            }
        }
        Some(cases)
    }
}

fn nothing() -> Evaluated {
    Evaluated {
        when: Lit::TRUE,
        names: Vec::new(),
        patterns: Vec::new(),
        prefix: 0,
        contains: Vec::new(),
        properties: false,
        items: false,
        doubt: false,
    }
}

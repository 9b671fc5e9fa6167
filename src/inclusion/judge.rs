//! Whether one value satisfies a literal: the plain reading, which checks what the search finds.

use serde_json::Value;

use crate::inclusion::arena::Arena;
use crate::inclusion::node::{
    ARRAY, BOOLEAN, Lit, NULL, NUMBER, Node, OBJECT, Others, STRING, Scalar, Types,
};
use crate::inclusion::number;

/// The type of a value.
pub(crate) fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}

/// Whether two values are equal as JSON Schema has it: numbers by value, whatever their notation.
pub(crate) fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || number::exact(one) == number::exact(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|two| equal(one, two)))
        }
        _ => one == other,
    }
}

impl Others {
    /// Whether `additionalProperties` speaks of a property of this name.
    pub(crate) fn speaks_of(&self, arena: &Arena<'_>, name: &str) -> bool {
        let named = arena.known_symbol(name);
        named.is_none_or(|name| self.names.binary_search(&name).is_err())
            && !self.patterns.iter().any(|&pattern| arena.matches(pattern, name))
    }
}

impl Arena<'_> {
    /// Whether a value satisfies a literal; none where that depends on what is opaque.
    pub(crate) fn holds(&self, lit: Lit, value: &Value) -> Option<bool> {
        let lit = self.follow(lit);
        let kind = type_of(value);
        let (must, may) = self.masks(lit);
        if must & kind != 0 {
            return Some(true);
        }
        if may & kind == 0 {
            return Some(false);
        }
        let holds = match (self.node(lit), value) {
            (Node::All(lits), _) => self.every(lits.iter().map(|&lit| (lit, value)), 0),
            (Node::One(lits), _) => self.exactly_one(lits, value),
            (Node::Opaque(..) | Node::Reference(_), _) => None,
            (Node::Types(types), _) => Some(types & kind != 0),
            (Node::Among(scalars), _) => Some(self.is_among(scalars, value)),
            (node, Value::Number(_)) => Some(self.number_holds(node, value)),
            (node, Value::String(text)) => Some(self.text_holds(node, text)),
            (node, Value::Array(items)) => self.items_hold(node, items),
            (node, Value::Object(members)) => self.members_hold(node, members),
            _ => Some(true),
        };
        holds.map(|holds| holds == lit.asserts())
    }

    fn is_among(&self, scalars: &[Scalar], value: &Value) -> bool {
        match value {
            Value::String(text) => self
                .known_symbol(text)
                .is_some_and(|symbol| scalars.binary_search(&Scalar::Text(symbol)).is_ok()),
            _ => scalars.iter().any(|&scalar| self.is(scalar, value)),
        }
    }

    /// Whether a value is this scalar.
    pub(crate) fn is(&self, scalar: Scalar, value: &Value) -> bool {
        match (scalar, value) {
            (Scalar::Boolean(one), Value::Bool(other)) => one == *other,
            (Scalar::Text(one), Value::String(other)) => self.name(one) == other,
            (Scalar::Number(one), Value::Number(other)) => self.exact(one) == number::exact(other),
            _ => false,
        }
    }

    /// Whether all hold but so many.
    fn every<'v>(&self, pairs: impl Iterator<Item = (Lit, &'v Value)>, but: u64) -> Option<bool> {
        let (mut failed, mut unknown) = (0, 0);
        for (lit, value) in pairs {
            match self.holds(lit, value) {
                Some(true) => {}
                Some(false) => failed += 1,
                None => unknown += 1,
            }
            if failed > but {
                return Some(false);
            }
        }
        (failed + unknown <= but).then_some(true)
    }

    fn exactly_one(&self, lits: &[Lit], value: &Value) -> Option<bool> {
        let (mut held, mut unknown) = (0, 0);
        for &lit in lits {
            match self.holds(lit, value) {
                Some(true) => held += 1,
                Some(false) => {}
                None => unknown += 1,
            }
        }
        match (held, unknown) {
            (2.., _) => Some(false),
            (_, 0) => Some(held == 1),
            _ => None,
        }
    }

    fn number_holds(&self, node: &Node, value: &Value) -> bool {
        let Value::Number(written) = value else { return true };
        let exact = number::exact(written);
        match node {
            Node::Least { at, open } => {
                let bound = self.exact(*at);
                exact > bound || (!open && exact == bound)
            }
            Node::Most { at, open } => {
                let bound = self.exact(*at);
                exact < bound || (!open && exact == bound)
            }
            Node::Multiple(of) => (exact / self.exact(*of)).is_integer(),
            Node::Plain => !written.is_f64(),
            _ => true,
        }
    }

    fn text_holds(&self, node: &Node, text: &str) -> bool {
        match node {
            Node::MinLength(count) => text.chars().count() as u64 >= *count,
            Node::MaxLength(count) => text.chars().count() as u64 <= *count,
            Node::Pattern(pattern) => self.matches(*pattern, text),
            _ => true,
        }
    }

    fn items_hold(&self, node: &Node, items: &[Value]) -> Option<bool> {
        let count = items.len() as u64;
        let from = |from: u64| items.get(usize::try_from(from).unwrap_or(usize::MAX)..);
        match node {
            Node::MinItems(least) => Some(count >= *least),
            Node::MaxItems(most) => Some(count <= *most),
            Node::Unique => {
                let mut pairs = (0..items.len()).flat_map(|at| (0..at).map(move |to| (at, to)));
                let same = |(at, to): (usize, usize)| {
                    items.get(at).zip(items.get(to)).is_some_and(|(one, two)| equal(one, two))
                };
                Some(!pairs.any(same))
            }
            Node::Item(index, part) => {
                from(*index).and_then(<[Value]>::first).map_or(Some(true), |v| self.holds(*part, v))
            }
            Node::Tail(start, part) => {
                self.every(from(*start).unwrap_or(&[]).iter().map(|value| (*part, value)), 0)
            }
            Node::AtLeast(least, part) => {
                // So many hold exactly if no more than the others fail.
                let Some(but) = count.checked_sub(*least) else { return Some(false) };
                let denied = part.opposite();
                let not = self.every(items.iter().map(|value| (denied, value)), least - 1);
                self.every(items.iter().map(|value| (*part, value)), but)
                    .or(not.filter(|&not| not).map(|_| false))
            }
            _ => Some(true),
        }
    }

    fn members_hold(&self, node: &Node, members: &serde_json::Map<String, Value>) -> Option<bool> {
        match node {
            Node::MinProperties(least) => Some(members.len() as u64 >= *least),
            Node::MaxProperties(most) => Some(members.len() as u64 <= *most),
            Node::Required(name) => Some(members.contains_key(self.name(*name))),
            Node::Property(name, part) => {
                members.get(self.name(*name)).map_or(Some(true), |value| self.holds(*part, value))
            }
            Node::Matching(pattern, part) => {
                let asked = members.iter().filter(|(key, _)| self.matches(*pattern, key));
                self.every(asked.map(|(_, value)| (*part, value)), 0)
            }
            Node::Rest(others, part) => {
                let asked = members.iter().filter(|(key, _)| others.speaks_of(self, key));
                self.every(asked.map(|(_, value)| (*part, value)), 0)
            }
            Node::Names(part) => {
                let keys: Vec<Value> = members.keys().map(|key| key.as_str().into()).collect();
                self.every(keys.iter().map(|key| (*part, key)), 0)
            }
            _ => Some(true),
        }
    }
}

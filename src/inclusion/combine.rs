//! Literals put together: all of them, any, exactly one, and values taken apart.
//!
//! What can be said more simply is: types meet, sets of scalars meet, what speaks of types that are
//! not left is dropped. So the same meaning tends to become the same node.

use serde_json::Value;

use crate::inclusion::arena::Arena;
use crate::inclusion::node::{ANY, ARRAY, BOOLEAN, Lit, NULL, Node, OBJECT, Others, Scalar, Types};

/// Beyond so many literals a conjunction inside another is kept as it is.
const WIDEST: usize = 4096;

impl Arena<'_> {
    /// The opposite of a literal, as its own node where types make it one.
    pub(crate) fn not(&mut self, lit: Lit) -> Lit {
        match *self.node(lit) {
            Node::Types(types) if lit.asserts() => self.types(ANY & !types),
            _ => lit.opposite(),
        }
    }

    /// That a value is of one of these types.
    pub(crate) fn types(&mut self, types: Types) -> Lit {
        match types {
            0 => Lit::FALSE,
            ANY => Lit::TRUE,
            types => self.lit(Node::Types(types)),
        }
    }

    /// That every one of these holds.
    pub(crate) fn all(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        let mut parts = Vec::new();
        for lit in lits {
            match self.node(lit) {
                Node::All(inner) if lit.asserts() && parts.len() + inner.len() <= WIDEST => {
                    parts.extend_from_slice(inner);
                }
                _ => parts.push(lit),
            }
        }
        parts.sort_unstable();
        parts.dedup();
        let opposed = parts.windows(2).any(|pair| matches!(pair, [a, b] if a.opposite() == *b));
        if opposed || parts.contains(&Lit::FALSE) {
            return Lit::FALSE;
        }
        if let [only] = parts[..] {
            return only;
        }
        let types = parts.iter().fold(ANY, |types, &lit| types & self.masks(lit).1);
        if types == 0 {
            return Lit::FALSE;
        }
        self.narrow(&mut parts, types);
        match parts[..] {
            [] => Lit::TRUE,
            [only] => only,
            _ if parts.contains(&Lit::FALSE) => Lit::FALSE,
            _ => self.lit(Node::All(parts.into_boxed_slice())),
        }
    }

    /// Says once which types and which scalars are left, and drops what says nothing of them.
    fn narrow(&mut self, parts: &mut Vec<Lit>, types: Types) {
        let mut allowed: Option<Vec<Scalar>> = None;
        let mut barred: Vec<Scalar> = Vec::new();
        let mut rest = Vec::with_capacity(parts.len());
        for &lit in parts.iter() {
            match self.node(lit) {
                Node::Types(_) => {}
                Node::Among(scalars) if lit.asserts() => match &mut allowed {
                    None => allowed = Some(scalars.to_vec()),
                    Some(before) => before.retain(|one| scalars.binary_search(one).is_ok()),
                },
                Node::Among(scalars) => barred.extend(scalars),
                _ if self.masks(lit).0 & types == types => {}
                _ => rest.push(lit),
            }
        }
        barred.sort_unstable();
        barred.dedup();
        barred.retain(|one| one.kind() & types != 0);
        if let Some(mut left) = allowed {
            left.retain(|one| one.kind() & types != 0 && barred.binary_search(one).is_err());
            rest.push(self.among(left));
        } else {
            // What is left of the booleans may be a type, or nothing.
            let both =
                barred.contains(&Scalar::Boolean(true)) && barred.contains(&Scalar::Boolean(false));
            let types = if both { types & !BOOLEAN } else { types };
            let of_rest = rest.iter().fold(ANY, |all, &lit| all & self.masks(lit).1);
            if types != of_rest || types == 0 {
                rest.push(self.types(types));
            }
            barred.retain(|one| one.kind() & types != 0);
            if !barred.is_empty() {
                rest.push(self.among(barred).opposite());
            }
        }
        rest.sort_unstable();
        rest.dedup();
        *parts = rest;
    }

    /// That a value is one of these, which are sorted and differ.
    pub(crate) fn among(&mut self, scalars: Vec<Scalar>) -> Lit {
        match scalars[..] {
            [] => Lit::FALSE,
            [Scalar::Boolean(_), Scalar::Boolean(_)] => self.types(BOOLEAN),
            _ => self.lit(Node::Among(scalars.into_boxed_slice())),
        }
    }

    /// That one of these holds at least.
    pub(crate) fn any(&mut self, lits: impl IntoIterator<Item = Lit>) -> Lit {
        let denied: Vec<Lit> = lits.into_iter().map(|lit| self.not(lit)).collect();
        let none = self.all(denied);
        self.not(none)
    }

    /// That exactly one of these holds.
    pub(crate) fn one(&mut self, mut lits: Vec<Lit>) -> Lit {
        lits.retain(|&lit| lit != Lit::FALSE);
        lits.sort_unstable();
        let mut seen: Types = 0;
        let apart = lits.iter().all(|&lit| {
            let may = self.masks(lit).1;
            let fresh = seen & may == 0;
            seen |= may;
            fresh
        });
        match lits[..] {
            [] => Lit::FALSE,
            [only] => only,
            _ if apart => self.any(lits),
            _ => self.lit(Node::One(lits.into_boxed_slice())),
        }
    }

    /// That where the first holds, the second does too.
    pub(crate) fn implies(&mut self, first: Lit, second: Lit) -> Lit {
        let denied = self.not(first);
        self.any([denied, second])
    }

    /// That a value equals this one. Numbers are compared by value: `1` equals `1.0`.
    pub(crate) fn equals(&mut self, value: &Value) -> Lit {
        let scalar = match value {
            Value::Null => return self.types(NULL),
            Value::Bool(value) => Scalar::Boolean(*value),
            Value::Number(number) => Scalar::Number(self.amount(number)),
            Value::String(text) => Scalar::Text(self.symbol(text.clone())),
            Value::Array(items) => {
                let count = items.len() as u64;
                let mut parts = vec![self.types(ARRAY), self.min_items(count)];
                parts.push(self.lit(Node::MaxItems(count)));
                for (index, item) in (0..).zip(items) {
                    let item = self.equals(item);
                    parts.push(self.lit(Node::Item(index, item)));
                }
                return self.all(parts);
            }
            Value::Object(members) => {
                let mut parts = vec![self.types(OBJECT)];
                let mut names = Vec::new();
                for (name, member) in members {
                    let name = self.symbol(name.clone());
                    let member = self.equals(member);
                    names.push(name);
                    parts.push(self.lit(Node::Required(name)));
                    parts.push(self.lit(Node::Property(name, member)));
                }
                names.sort_unstable();
                let others = Others { names: names.into(), patterns: Box::default() };
                parts.push(self.lit(Node::Rest(Box::new(others), Lit::FALSE)));
                return self.all(parts);
            }
        };
        self.lit(Node::Among(Box::new([scalar])))
    }

    /// That an array has so many items at least.
    pub(crate) fn min_items(&mut self, count: u64) -> Lit {
        if count == 0 { Lit::TRUE } else { self.lit(Node::MinItems(count)) }
    }

    /// That a value is one of these.
    pub(crate) fn one_of_values(&mut self, values: &[Value]) -> Lit {
        let mut scalars = Vec::new();
        let mut types: Types = 0;
        let mut others = Vec::new();
        for value in values {
            match value {
                Value::Null => types |= NULL,
                Value::Bool(value) => scalars.push(Scalar::Boolean(*value)),
                Value::Number(number) => scalars.push(Scalar::Number(self.amount(number))),
                Value::String(text) => scalars.push(Scalar::Text(self.symbol(text.clone()))),
                Value::Array(_) | Value::Object(_) => others.push(self.equals(value)),
            }
        }
        scalars.sort_unstable();
        scalars.dedup();
        let both = [Scalar::Boolean(false), Scalar::Boolean(true)];
        if both.iter().all(|one| scalars.contains(one)) {
            scalars.retain(|one| one.kind() != BOOLEAN);
            types |= BOOLEAN;
        }
        others.push(self.among(scalars));
        others.push(self.types(types));
        self.any(others)
    }
}

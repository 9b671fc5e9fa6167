//! The members of an object that is looked for: by name, or by what their name must be.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::node::{Lit, Node, STRING, Scalar, Symbol};
use crate::inclusion::search::{Outcome, Search, either};
use crate::inclusion::shape::Shape;

/// A member that must be there, whatever its name.
#[derive(Debug, Clone)]
pub(crate) struct Demand {
    /// What its name satisfies.
    pub(crate) key: Vec<Lit>,
    /// What its value satisfies.
    pub(crate) value: Vec<Lit>,
}

/// The name of a member.
#[derive(Debug, Clone)]
pub(crate) enum Key {
    /// This name.
    Named(Symbol),
    /// Any name that nothing speaks of and that satisfies these: a cell, and what is asked besides.
    Any(Vec<Lit>),
}

/// A member, with a value for it.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) key: Key,
    /// What its value satisfies.
    pub(crate) lits: Vec<Lit>,
    pub(crate) value: Rc<Value>,
}

impl Search<'_, '_> {
    /// A member of this name, with what is asked of it besides.
    pub(crate) fn named_member(
        &mut self,
        shape: &Shape,
        name: Symbol,
        besides: &[Lit],
    ) -> Result<Member, Outcome> {
        let mut lits = besides.to_vec();
        for &(known, part) in &shape.properties {
            if known == name {
                lits.push(part);
            }
        }
        let mut unknown = None;
        if !shape.matching.is_empty() || !shape.rest.is_empty() || !shape.names.is_empty() {
            let text = self.arena.name(name).to_owned();
            for &(pattern, part) in &shape.matching {
                if self.arena.matches(pattern, &text) {
                    lits.push(part);
                }
            }
            for (others, part) in &shape.rest {
                let told = others.names.binary_search(&name).is_ok()
                    || others.patterns.iter().any(|&one| self.arena.matches(one, &text));
                if !told {
                    lits.push(*part);
                }
            }
            let text = Value::String(text);
            for &lit in &shape.names {
                match self.arena.holds(lit, &text) {
                    Some(true) => {}
                    Some(false) => return Err(Outcome::Empty),
                    None => unknown = Some(self.why_not(lit)),
                }
            }
        }
        match (self.solve(&lits), unknown) {
            (Outcome::Value(value), None) => Ok(Member { key: Key::Named(name), lits, value }),
            (Outcome::Value(_), Some(unknown)) => Err(unknown),
            (outcome, _) => Err(outcome),
        }
    }

    /// What is in the way where a literal on a name is opaque.
    fn why_not(&mut self, lit: Lit) -> Outcome {
        let string = self.arena.types(STRING);
        match self.solve(&[lit, string]) {
            Outcome::Unknown(why) => Outcome::Unknown(why),
            _ => self.unknown(lit, "what is asked of a property's name"),
        }
    }

    /// A demand placed on a member that is there.
    pub(crate) fn merged(
        &mut self,
        shape: &Shape,
        member: &Member,
        demand: &Demand,
    ) -> Result<Member, Outcome> {
        let mut lits = member.lits.clone();
        lits.extend(&demand.value);
        let key = match &member.key {
            Key::Named(name) => {
                self.name_satisfies(*name, &demand.key)?;
                Key::Named(*name)
            }
            Key::Any(known) => {
                let mut key = known.clone();
                key.extend(&demand.key);
                self.cell_has_name(shape, &key)?;
                Key::Any(key)
            }
        };
        match self.solve(&lits) {
            Outcome::Value(value) => Ok(Member { key, lits, value }),
            outcome => Err(outcome),
        }
    }

    fn name_satisfies(&mut self, name: Symbol, lits: &[Lit]) -> Result<(), Outcome> {
        let text = Value::String(self.arena.name(name).to_owned());
        let mut unknown = None;
        for &lit in lits {
            match self.arena.holds(lit, &text) {
                Some(true) => {}
                Some(false) => return Err(Outcome::Empty),
                None => unknown = Some(lit),
            }
        }
        match unknown {
            Some(lit) => Err(self.why_not(lit)),
            None => Ok(()),
        }
    }

    /// Whether a name is left that nothing speaks of and that satisfies these.
    fn cell_has_name(&mut self, shape: &Shape, key: &[Lit]) -> Result<(), Outcome> {
        let mut goal = key.to_vec();
        let named = shape.named.iter().map(|&name| Scalar::Text(name)).collect();
        goal.push(self.arena.among(named).opposite());
        goal.push(self.arena.types(STRING));
        goal.extend(&shape.names);
        match self.solve(&goal) {
            Outcome::Value(_) => Ok(()),
            outcome => Err(outcome),
        }
    }

    /// Every way to meet a demand with one more member, under a name that is spoken of.
    pub(crate) fn more_members(
        &mut self,
        shape: &Shape,
        members: &[Member],
        demand: &Demand,
        unknown: &mut Outcome,
    ) -> Vec<Member> {
        let mut more = Vec::new();
        for &name in &shape.named {
            let there = members.iter().any(|one| matches!(one.key, Key::Named(it) if it == name));
            if there || shape.absent.binary_search(&name).is_ok() {
                continue;
            }
            let member = self
                .name_satisfies(name, &demand.key)
                .and_then(|()| self.named_member(shape, name, &demand.value));
            match member {
                Ok(member) => more.push(member),
                Err(outcome) => *unknown = either(unknown.clone(), outcome),
            }
        }
        more
    }

    /// Every way to meet a demand under a name that nothing speaks of: one for each cell.
    pub(crate) fn fresh_members(
        &mut self,
        shape: &Shape,
        demand: &Demand,
        unknown: &mut Outcome,
    ) -> Vec<Member> {
        let mut cells = vec![(demand.key.clone(), demand.value.clone(), Vec::new())];
        for &pattern in &shape.patterns {
            let matches = self.arena.lit(Node::Pattern(pattern));
            let mut split = Vec::new();
            for (key, value, signs) in cells {
                for sign in [matches.opposite(), matches] {
                    if let Some(outcome) = self.exhausted() {
                        *unknown = outcome;
                        return Vec::new();
                    }
                    let mut key = key.clone();
                    key.push(sign);
                    match self.cell_has_name(shape, &key) {
                        Ok(()) => {
                            let mut signs: Vec<bool> = signs.clone();
                            signs.push(sign.asserts());
                            split.push((key, value.clone(), signs));
                        }
                        Err(outcome) => *unknown = either(unknown.clone(), outcome),
                    }
                }
            }
            cells = split;
        }
        if shape.patterns.is_empty()
            && let Err(outcome) = self.cell_has_name(shape, &demand.key)
        {
            *unknown = either(unknown.clone(), outcome);
            return Vec::new();
        }
        let mut members = Vec::new();
        for (key, mut lits, signs) in cells {
            let is = |pattern| {
                let at = shape.patterns.binary_search(&pattern);
                at.is_ok_and(|at| signs.get(at) == Some(&true))
            };
            lits.extend(shape.matching.iter().filter(|(one, _)| is(*one)).map(|(_, part)| part));
            let told = |others: &crate::inclusion::node::Others| {
                others.patterns.iter().any(|&pattern| is(pattern))
            };
            lits.extend(shape.rest.iter().filter(|(one, _)| !told(one)).map(|(_, part)| part));
            match self.solve(&lits) {
                Outcome::Value(value) => members.push(Member { key: Key::Any(key), lits, value }),
                outcome => *unknown = either(unknown.clone(), outcome),
            }
        }
        members
    }
}

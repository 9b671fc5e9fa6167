//! The search for an object.
//!
//! What must be there is a list of members: some by name, some demanded by what is denied ("a
//! property that no pattern matches and that is no string"), for which a name is looked for too.
//! All names that nothing tells apart are one cell, the signs of the patterns on them; in a cell one
//! name is as good as another.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::inclusion::member::{Demand, Key, Member};
use crate::inclusion::node::{Lit, STRING, Scalar, Symbol};
use crate::inclusion::search::{Outcome, Search, either};
use crate::inclusion::shape::Shape;

/// So many properties are filled in at most, to reach `minProperties`.
const MOST_FILLED: u64 = 200;
/// So many demands are placed at most.
const MOST_DEMANDS: usize = 12;

/// Where a demand can be placed.
#[derive(Clone, Copy)]
enum Way {
    /// On one more member, under a name that nothing speaks of.
    Fresh,
    /// On a member that is there.
    Merged,
    /// On one more member, under a name that is spoken of.
    Named,
}

impl Search<'_, '_> {
    /// An object that satisfies these leaves.
    pub(crate) fn object(&mut self, leaves: &[Lit]) -> Outcome {
        self.spend(leaves.len() as u64 / 4);
        let shape = self.shape(leaves);
        self.spend(shape.required.len() as u64);
        if shape.least > shape.most || shape.required.len() as u64 > shape.most {
            return Outcome::Empty;
        }
        let clash = shape.required.iter().any(|name| shape.absent.binary_search(name).is_ok());
        if clash {
            return Outcome::Empty;
        }
        let mut unknown = Outcome::Empty;
        let mut members = Vec::with_capacity(shape.required.len());
        for &name in &shape.required {
            match self.named_member(&shape, name, &[]) {
                Ok(member) => members.push(member),
                Err(Outcome::Empty) => return Outcome::Empty,
                Err(outcome) => unknown = either(unknown, outcome),
            }
        }
        // What is not known of one member does not keep another from showing that there is none.
        if members.len() < shape.required.len() {
            let lone = self.lone_demand_fails(&shape);
            return if lone { Outcome::Empty } else { unknown };
        }
        if shape.demands.len() > MOST_DEMANDS {
            let lone = self.lone_demand_fails(&shape);
            let marked = shape.marked.unwrap_or(Lit::TRUE);
            return if lone {
                Outcome::Empty
            } else {
                self.unknown(marked, "many demands on one object")
            };
        }
        self.place(&shape, members, 0)
    }

    /// Whether a demand cannot be met even alone.
    fn lone_demand_fails(&mut self, shape: &Shape) -> bool {
        shape.demands.iter().any(|demand| {
            let mut found = Outcome::Empty;
            let fresh = self.fresh_members(shape, demand, &mut found).is_empty();
            let more = fresh && self.more_members(shape, &[], demand, &mut found).is_empty();
            more && matches!(found, Outcome::Empty)
        })
    }

    /// Places each demand in turn, on a member that is there or on one more, and ends the object.
    fn place(&mut self, shape: &Shape, members: Vec<Member>, next: usize) -> Outcome {
        if let Some(outcome) = self.exhausted() {
            return outcome;
        }
        let Some(demand) = shape.demands.get(next) else { return self.end(shape, members) };
        let mut found = Outcome::Empty;
        for way in [Way::Fresh, Way::Merged, Way::Named] {
            for placed in self.ways(shape, &members, demand, way, &mut found) {
                found = either(found, self.place(shape, placed, next + 1));
                if matches!(found, Outcome::Value(_)) {
                    return found;
                }
            }
        }
        found
    }

    /// The members with one demand placed, each way of a kind that there is.
    fn ways(
        &mut self,
        shape: &Shape,
        members: &[Member],
        demand: &Demand,
        way: Way,
        found: &mut Outcome,
    ) -> Vec<Vec<Member>> {
        let full = members.len() as u64 >= shape.most;
        let more = match way {
            Way::Merged => return self.merged_ways(shape, members, demand, found),
            _ if full => Vec::new(),
            Way::Fresh => self.fresh_members(shape, demand, found),
            Way::Named => self.more_members(shape, members, demand, found),
        };
        let with = |member| members.iter().cloned().chain([member]).collect();
        more.into_iter().map(with).collect()
    }

    fn merged_ways(
        &mut self,
        shape: &Shape,
        members: &[Member],
        demand: &Demand,
        found: &mut Outcome,
    ) -> Vec<Vec<Member>> {
        let mut ways = Vec::new();
        for (at, member) in members.iter().enumerate() {
            match self.merged(shape, member, demand) {
                Ok(member) => {
                    let mut placed = members.to_vec();
                    if let Some(slot) = placed.get_mut(at) {
                        *slot = member;
                    }
                    ways.push(placed);
                }
                Err(outcome) => *found = either(found.clone(), outcome),
            }
        }
        ways
    }

    /// Fills up to the least count, names what has no name yet, and builds the object.
    fn end(&mut self, shape: &Shape, mut members: Vec<Member>) -> Outcome {
        if members.len() as u64 > shape.most {
            return Outcome::Empty;
        }
        let mut taken: Vec<Symbol> = Vec::new();
        let mut map = Map::new();
        for member in &members {
            if let Key::Named(name) = member.key {
                taken.push(name);
                map.insert(self.arena.name(name).to_owned(), (*member.value).clone());
            }
        }
        let bare = members.iter().filter(|member| matches!(&member.key, Key::Any(..))).count();
        members.sort_by_key(|member| matches!(member.key, Key::Any(..)));
        for member in members.iter() {
            let Key::Any(lits) = &member.key else { continue };
            match self.fresh_name(shape, lits, &taken) {
                Outcome::Value(name) => {
                    let Value::String(name) = &*name else { continue };
                    taken.push(self.arena.symbol(name.clone()));
                    map.insert(name.clone(), (*member.value).clone());
                }
                // One name alone may have been taken by the wrong member.
                Outcome::Empty if bare > 1 => {
                    let marked = shape.marked.unwrap_or(Lit::TRUE);
                    return self.unknown(marked, "several properties for which few names are left");
                }
                outcome => return outcome,
            }
        }
        self.fill(shape, map, taken)
    }

    fn fill(
        &mut self,
        shape: &Shape,
        mut map: Map<String, Value>,
        mut taken: Vec<Symbol>,
    ) -> Outcome {
        let mut unknown = Outcome::Empty;
        if shape.least > MOST_FILLED {
            let wanted = shape.least;
            return self.unknown(Lit::TRUE, &format!("an object of {wanted} properties"));
        }
        for &name in &shape.named {
            if map.len() as u64 >= shape.least {
                break;
            }
            if taken.contains(&name) || shape.absent.binary_search(&name).is_ok() {
                continue;
            }
            match self.named_member(shape, name, &[]) {
                Ok(member) => {
                    taken.push(name);
                    map.insert(self.arena.name(name).to_owned(), (*member.value).clone());
                }
                Err(outcome) => unknown = either(unknown, outcome),
            }
        }
        if (map.len() as u64) < shape.least {
            let demand = Demand { key: Vec::new(), value: Vec::new() };
            for member in self.fresh_members(shape, &demand, &mut unknown) {
                let Key::Any(lits) = &member.key else { continue };
                while (map.len() as u64) < shape.least {
                    match self.fresh_name(shape, lits, &taken) {
                        Outcome::Value(name) => {
                            let Value::String(name) = &*name else { break };
                            taken.push(self.arena.symbol(name.clone()));
                            map.insert(name.clone(), (*member.value).clone());
                        }
                        outcome => {
                            unknown = either(unknown, outcome);
                            break;
                        }
                    }
                }
            }
        }
        if (map.len() as u64) < shape.least {
            return unknown;
        }
        Outcome::Value(Rc::new(Value::Object(map)))
    }

    /// A name that these literals allow and that is not taken.
    fn fresh_name(&mut self, shape: &Shape, lits: &[Lit], taken: &[Symbol]) -> Outcome {
        let mut names: Vec<Symbol> = shape.named.iter().chain(taken).copied().collect();
        names.sort_unstable();
        names.dedup();
        let scalars = names.into_iter().map(Scalar::Text).collect();
        let mut goal = lits.to_vec();
        goal.push(self.arena.among(scalars).opposite());
        goal.push(self.arena.types(STRING));
        goal.extend(&shape.names);
        self.solve(&goal)
    }
}

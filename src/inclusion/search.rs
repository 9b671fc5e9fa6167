//! The search for a value that satisfies a set of literals: a tableau over goals.
//!
//! A goal that is met again inside itself has no smaller value there: the smallest value of a goal
//! never holds another value of the same goal. So that way is empty, and recursion ends.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::Blocked;
use crate::inclusion::arena::{Arena, Table};
use crate::inclusion::node::Lit;
use crate::inclusion::state::{State, Why};

/// So many goals and choices may lie inside one another.
pub(crate) const DEEPEST: usize = 160;

/// What the search for a value comes to.
#[derive(Debug, Clone)]
pub(crate) enum Outcome {
    /// A value.
    Value(Rc<Value>),
    /// There is none: proved.
    Empty,
    /// Neither was shown.
    Unknown(Why),
}

/// A search, with what it has found so far.
pub(crate) struct Search<'a, 'b> {
    pub(crate) arena: &'b mut Arena<'a>,
    /// The answers that rest on nothing still open.
    known: Table<Rc<[Lit]>, Outcome>,
    /// The goals that are open, and where on the way.
    open: Table<Rc<[Lit]>, usize>,
    /// Goals that are empty if an open one is, the outermost that each rests on, in order.
    resting: Table<Rc<[Lit]>, usize>,
    order: Vec<Rc<[Lit]>>,
    /// The outermost open goal that an answer rests on.
    lowest: usize,
    pub(crate) depth: usize,
    /// What is left to be spent, and what the whole was.
    fuel: u64,
    pub(crate) exhausted: Why,
    pub(crate) too_deep: Why,
}

impl<'a, 'b> Search<'a, 'b> {
    /// A search that may spend so many steps.
    pub(crate) fn new(arena: &'b mut Arena<'a>, fuel: u64) -> Search<'a, 'b> {
        let why = |reason: &str| {
            Rc::new(Blocked { pointer: String::new(), in_new: true, reason: reason.to_owned() })
        };
        Search {
            arena,
            known: Table::default(),
            open: Table::default(),
            resting: Table::default(),
            order: Vec::new(),
            lowest: usize::MAX,
            depth: 0,
            fuel,
            exhausted: why("a comparison of more steps than are tried"),
            too_deep: why("values inside values beyond the depth that is tried"),
        }
    }

    /// Spends steps. None where nothing is left.
    pub(crate) fn spend(&mut self, steps: u64) -> Option<()> {
        self.fuel = self.fuel.saturating_sub(steps);
        (self.fuel > 0).then_some(())
    }

    /// Does something that may spend so many steps, and no more than are left.
    pub(crate) fn within<T>(&mut self, steps: u64, act: impl FnOnce(&mut Self) -> T) -> T {
        let left = self.fuel;
        self.fuel = left.min(steps);
        let given = self.fuel;
        let done = act(self);
        self.fuel = left - (given - self.fuel);
        done
    }

    /// An answer that was not found.
    pub(crate) fn unknown(&self, lit: Lit, reason: &str) -> Outcome {
        let mut why = self.arena.place(lit).cloned().unwrap_or_else(|| Blocked {
            pointer: String::new(),
            in_new: true,
            reason: String::new(),
        });
        if !reason.is_empty() {
            why.reason = reason.to_owned();
        }
        Outcome::Unknown(Rc::new(why))
    }

    /// A value that satisfies all of these.
    pub(crate) fn solve(&mut self, lits: &[Lit]) -> Outcome {
        let mut goal: Vec<Lit> = lits.iter().map(|&lit| self.arena.follow(lit)).collect();
        goal.sort_unstable();
        goal.dedup();
        goal.retain(|&lit| lit != Lit::TRUE);
        let opposed = goal.windows(2).any(|pair| matches!(pair, [a, b] if a.opposite() == *b));
        if opposed || goal.contains(&Lit::FALSE) {
            return Outcome::Empty;
        }
        let goal: Rc<[Lit]> = goal.into();
        if let Some(known) = self.known.get(&goal) {
            return known.clone();
        }
        if let Some(&at) = self.open.get(&goal).or_else(|| self.resting.get(&goal)) {
            self.lowest = self.lowest.min(at);
            return Outcome::Empty;
        }
        if self.depth >= DEEPEST {
            return Outcome::Unknown(self.too_deep.clone());
        }
        let at = self.open.len();
        let resting = self.order.len();
        self.open.insert(goal.clone(), at);
        let outer = std::mem::replace(&mut self.lowest, usize::MAX);
        self.depth += 1;
        let outcome = self.begin(&goal);
        self.depth -= 1;
        self.open.remove(&goal);
        let rests_on = if self.lowest < at { self.lowest } else { usize::MAX };
        self.lowest = outer.min(rests_on);
        let empty = matches!(outcome, Outcome::Empty);
        self.release(at, resting, empty.then_some(rests_on));
        if rests_on == usize::MAX || !empty {
            self.known.insert(goal, outcome.clone());
        } else {
            self.resting.insert(goal.clone(), rests_on);
            self.order.push(goal);
        }
        outcome
    }

    /// A goal is no longer open: what rested on it is proved, rests on what that rests on, or is
    /// forgotten where it was not empty.
    fn release(&mut self, at: usize, first: usize, rests_on: Option<usize>) {
        let within = self.order.split_off(first.min(self.order.len()));
        for goal in within {
            let on = self.resting.get(&goal).copied().unwrap_or(usize::MAX);
            match rests_on {
                _ if on < at => self.order.push(goal),
                Some(usize::MAX) => {
                    self.resting.remove(&goal);
                    self.known.insert(goal, Outcome::Empty);
                }
                Some(rests_on) => {
                    self.resting.insert(goal.clone(), rests_on);
                    self.order.push(goal);
                }
                None => {
                    self.resting.remove(&goal);
                }
            }
        }
    }

    fn begin(&mut self, goal: &[Lit]) -> Outcome {
        let mut state = State::new();
        for &lit in goal {
            if !state.add(self.arena, lit) {
                return Outcome::Empty;
            }
        }
        self.branch(state)
    }

    /// Whether nothing is left to be spent.
    pub(crate) fn exhausted(&self) -> Option<Outcome> {
        (self.fuel == 0).then(|| Outcome::Unknown(self.exhausted.clone()))
    }
}

/// What two ways come to together: a value of either, and empty only if both are.
pub(crate) fn either(one: Outcome, other: Outcome) -> Outcome {
    match (one, other) {
        (Outcome::Value(value), _) | (_, Outcome::Value(value)) => Outcome::Value(value),
        (Outcome::Unknown(why), _) | (_, Outcome::Unknown(why)) => Outcome::Unknown(why),
        (Outcome::Empty, Outcome::Empty) => Outcome::Empty,
    }
}

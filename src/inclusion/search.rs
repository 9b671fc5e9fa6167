//! The search for a value that satisfies a set of literals: a tableau over goals.
//!
//! A goal that is met again inside itself has no smaller value there: the smallest value of a goal
//! never holds another value of the same goal. So that way is empty, and recursion ends.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::Blocked;
use crate::inclusion::arena::{Arena, Table};
use crate::inclusion::node::{ARRAY, BOOLEAN, Lit, NULL, NUMBER, Node, OBJECT, STRING, Types};
use crate::inclusion::state::{Choice, State, Why};

/// So many goals and choices may lie inside one another.
const DEEPEST: usize = 160;

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
    depth: usize,
    /// What is left to be spent, and what the whole was.
    fuel: u64,
    exhausted: Why,
    too_deep: Why,
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

    /// Draws what follows at once, and where a choice is left tries each way.
    fn branch(&mut self, mut state: State) -> Outcome {
        if self.spend(1 + state.weight()).is_none() {
            return Outcome::Unknown(self.exhausted.clone());
        }
        let Some(choice) = self.propagate(&mut state) else { return Outcome::Empty };
        let several = state.types & state.types.wrapping_sub(1) != 0;
        if self.depth >= DEEPEST && (several || choice.is_some()) {
            return Outcome::Unknown(self.too_deep.clone());
        }
        self.depth += 1;
        let outcome = match choice {
            None if !several => self.settle(&state),
            _ if several => self.by_type(&state),
            Some(choice) => self.choose(state, choice),
            None => Outcome::Empty,
        };
        self.depth -= 1;
        outcome
    }

    fn by_type(&mut self, state: &State) -> Outcome {
        let mut outcome = Outcome::Empty;
        for kind in [NULL, BOOLEAN, NUMBER, STRING, ARRAY, OBJECT] {
            if state.types & kind == 0 {
                continue;
            }
            let mut one = state.clone();
            one.types = kind;
            outcome = either(outcome, self.branch(one));
            if matches!(outcome, Outcome::Value(_)) {
                break;
            }
        }
        outcome
    }

    /// Draws what follows at once. The choice to try next, if any is left; none where all fails.
    #[expect(clippy::option_option, reason = "a failure and no choice left are two things")]
    fn propagate(&mut self, state: &mut State) -> Option<Option<Lit>> {
        loop {
            let mut changed = false;
            let mut best: Option<((bool, usize), Lit)> = None;
            let open = std::mem::take(&mut state.open);
            let mut kept = Vec::with_capacity(open.len());
            for lit in open {
                let ways = match self.arena.node(lit) {
                    Node::All(lits) | Node::One(lits) => lits.len() as u64,
                    _ => 0,
                };
                self.spend(1 + ways / 8)?;
                match state.weigh(self.arena, lit) {
                    Choice::Holds => {}
                    Choice::Fails => return None,
                    Choice::Comes(lits) => {
                        changed = true;
                        for lit in lits {
                            if !state.add(self.arena, lit) {
                                return None;
                            }
                        }
                    }
                    Choice::Open(ways, telling) => {
                        kept.push(lit);
                        let score = (!telling, ways);
                        if best.is_none_or(|(least, _)| score < least) {
                            best = Some((score, lit));
                        }
                    }
                }
            }
            changed |= !state.open.is_empty();
            state.open.append(&mut kept);
            if !changed {
                return Some(best.map(|(_, lit)| lit));
            }
        }
    }

    fn choose(&mut self, mut state: State, choice: Lit) -> Outcome {
        state.open.retain(|&lit| lit != choice);
        let (lits, exactly) = match self.arena.node(choice) {
            Node::All(lits) => (lits.iter().map(|lit| lit.opposite()).collect(), false),
            Node::One(lits) => (lits.to_vec(), true),
            _ => (Vec::new(), false),
        };
        if exactly && !choice.asserts() {
            return self.decide_one(state, choice, &lits);
        }
        let live: Vec<Lit> =
            lits.into_iter().filter(|&lit| state.look(self.arena, lit, 2) != Some(false)).collect();
        let mut outcome = Outcome::Empty;
        for (at, &lit) in live.iter().enumerate() {
            let weight = 1 + if exactly { live.len() as u64 / 8 } else { 0 };
            if self.spend(weight).is_none() {
                return Outcome::Unknown(self.exhausted.clone());
            }
            if self.has_no_member(&state, lit) {
                continue;
            }
            let mut way = state.clone();
            let mut possible = way.add(self.arena, lit);
            if exactly {
                let others = live.iter().enumerate().filter(|(other, _)| *other != at);
                for (_, other) in others {
                    possible = possible && way.add(self.arena, other.opposite());
                }
            }
            if !possible {
                continue;
            }
            outcome = either(outcome, self.branch(way));
            if matches!(outcome, Outcome::Value(_)) {
                break;
            }
        }
        outcome
    }

    /// Whether a way asks for a property that cannot be, whatever else the object is.
    fn has_no_member(&mut self, state: &State, lit: Lit) -> bool {
        let Node::Property(name, part) = *self.arena.node(lit) else { return false };
        if lit.asserts() {
            return false;
        }
        let mut goal = state.said_of(name);
        goal.push(part.opposite());
        matches!(self.solve(&goal), Outcome::Empty)
    }

    /// Not exactly one holds: whether the first that is not known holds is tried both ways.
    fn decide_one(&mut self, mut state: State, choice: Lit, lits: &[Lit]) -> Outcome {
        let first = lits.iter().find(|&&lit| state.look(self.arena, lit, 2).is_none()).copied();
        let Some(first) = first else { return self.unknown(choice, "") };
        state.open.push(choice);
        let mut outcome = Outcome::Empty;
        for lit in [first, first.opposite()] {
            let mut way = state.clone();
            if !way.add(self.arena, lit) {
                continue;
            }
            outcome = either(outcome, self.branch(way));
            if matches!(outcome, Outcome::Value(_)) {
                break;
            }
        }
        outcome
    }

    /// One type is left and no choice: what speaks of that type decides.
    fn settle(&mut self, state: &State) -> Outcome {
        let kind: Types = state.types;
        let mut opaque = None;
        let mut leaves = Vec::with_capacity(state.leaves.len());
        for &lit in &state.leaves {
            let (must, _) = self.arena.masks(lit);
            match self.arena.node(lit) {
                _ if must & kind != 0 => {}
                Node::Opaque(id, _) => opaque = opaque.or(self.arena.why_opaque(*id).cloned()),
                _ => leaves.push(lit),
            }
        }
        let outcome = match kind {
            NULL => Outcome::Value(Rc::new(Value::Null)),
            ARRAY => self.array(&leaves),
            OBJECT => self.object(&leaves),
            _ => self.scalar(kind, &leaves),
        };
        match (outcome, opaque) {
            (Outcome::Value(_), Some(why)) => Outcome::Unknown(Rc::new(why)),
            (outcome, _) => outcome,
        }
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

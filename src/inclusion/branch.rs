//! The ways through the choices of one goal: what follows at once, then each alternative in turn.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::node::{ARRAY, BOOLEAN, Lit, NULL, NUMBER, Node, OBJECT, STRING, Types};
use crate::inclusion::search::{DEEPEST, Outcome, Search, either};
use crate::inclusion::state::{Choice, State};

impl Search<'_, '_> {
    /// Draws what follows at once, and where a choice is left tries each way.
    pub(crate) fn branch(&mut self, mut state: State) -> Outcome {
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
}

//! A pattern as an automaton over characters: threads that run side by side, as Thompson made them.
//!
//! A state is the set of the threads and what stood before. That makes a state of a deterministic
//! automaton, which is made only as far as somebody walks it: the whole may be exponential.

use regex_syntax::hir::ClassUnicode;

use crate::inclusion::text::characters;
use crate::inclusion::text::expression::{Expression, Look};

/// Most steps of an automaton.
const MOST_STEPS: usize = 10_000;

/// A pattern that is ready to run.
#[derive(Debug, Clone)]
pub(super) struct Automaton {
    steps: Vec<Step>,
    /// The sets of characters that its steps take, each once.
    pub(super) sets: Vec<ClassUnicode>,
    entry: usize,
    /// Whether a match begins where the text does.
    anchored: bool,
    /// Whether it asks where words begin and end.
    pub(super) sees_words: bool,
}

#[derive(Debug, Clone, Copy)]
enum Step {
    /// A character of a set, then the next step.
    Take(usize, usize),
    /// Both go on.
    Both(usize, usize),
    /// Goes on where the place is right.
    Look(Look, usize),
    Match,
    Never,
}

/// What is beside a place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Side {
    /// The end of the text on that side.
    Edge,
    /// A character of a word.
    Word,
    /// Any other, or any at all where nobody asks.
    Other,
}

/// Where an automaton is after some characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct State {
    /// The steps that wait, in order. One that has matched needs none.
    threads: Vec<usize>,
    before: Side,
    matched: bool,
}

/// Where the threads of a state are when it is known what comes next.
pub(super) struct Reach {
    /// The sets that the next character may be of, each with the step behind it.
    pub(super) takes: Vec<(usize, usize)>,
    /// Whether a match is found.
    pub(super) matched: bool,
}

impl Automaton {
    /// The automaton of an expression; fails where it has too many steps.
    pub(super) fn of(expression: &Expression) -> Result<Automaton, String> {
        let mut automaton = Automaton {
            steps: vec![Step::Match],
            sets: Vec::new(),
            entry: 0,
            anchored: expression.is_anchored(),
            sees_words: false,
        };
        automaton.entry = automaton.compile(expression, 0)?;
        Ok(automaton)
    }

    /// How many steps it has.
    pub(super) fn size(&self) -> usize {
        self.steps.len()
    }

    fn push(&mut self, step: Step) -> Result<usize, String> {
        if self.steps.len() >= MOST_STEPS {
            return Err(format!("a pattern that needs more than {MOST_STEPS} states"));
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    /// The step at which an expression begins that goes on with `next`.
    fn compile(&mut self, expression: &Expression, next: usize) -> Result<usize, String> {
        match expression {
            Expression::Set(set) => {
                let known = self.sets.iter().position(|other| other == set);
                let index = known.unwrap_or_else(|| {
                    self.sets.push(set.clone());
                    self.sets.len() - 1
                });
                self.push(Step::Take(index, next))
            }
            Expression::Look(look) => {
                self.sees_words |= matches!(look, Look::Boundary | Look::NoBoundary);
                self.push(Step::Look(*look, next))
            }
            Expression::Sequence(parts) => {
                parts.iter().rev().try_fold(next, |next, part| self.compile(part, next))
            }
            Expression::Choice(parts) => {
                let mut entry = self.push(Step::Never)?;
                for part in parts.iter().rev() {
                    let branch = self.compile(part, next)?;
                    entry = self.push(Step::Both(branch, entry))?;
                }
                Ok(entry)
            }
            Expression::Repeat(part, least, most) => {
                // A place that holds once holds as often as one likes.
                let most_useful = if part.is_place() { 1 } else { u32::MAX };
                let least = (*least).min(most_useful);
                let most = match part.is_place() {
                    true => Some(most.unwrap_or(1).min(1)),
                    false => *most,
                };
                self.repeat(part, least, most, next)
            }
        }
    }

    fn repeat(
        &mut self,
        part: &Expression,
        least: u32,
        most: Option<u32>,
        next: usize,
    ) -> Result<usize, String> {
        let mut entry = next;
        match most {
            None => {
                let again = self.push(Step::Never)?;
                let body = self.compile(part, again)?;
                if let Some(step) = self.steps.get_mut(again) {
                    *step = Step::Both(body, next);
                }
                entry = again;
            }
            Some(most) => {
                for _ in least..most {
                    let body = self.compile(part, entry)?;
                    entry = self.push(Step::Both(body, next))?;
                }
            }
        }
        for _ in 0..least {
            entry = self.compile(part, entry)?;
        }
        Ok(entry)
    }

    /// The state before the first character.
    pub(super) fn start(&self) -> State {
        State { threads: Vec::new(), before: Side::Edge, matched: false }
    }

    /// Whether a state can still match.
    pub(super) fn is_dead(&self, state: &State) -> bool {
        let begins = !self.anchored || state.before == Side::Edge;
        !state.matched && !begins && state.threads.is_empty()
    }

    /// Where the threads are when `after` comes next.
    pub(super) fn reach(&self, state: &State, after: Side) -> Reach {
        let mut reach = Reach { takes: Vec::new(), matched: state.matched };
        if state.matched {
            return reach;
        }
        let begins = !self.anchored || state.before == Side::Edge;
        let mut waiting: Vec<usize> = state.threads.iter().rev().copied().collect();
        waiting.extend(begins.then_some(self.entry));
        let mut seen = vec![false; self.steps.len()];
        while let Some(at) = waiting.pop() {
            let Some(seen) = seen.get_mut(at).filter(|seen| !**seen) else { continue };
            *seen = true;
            match self.steps.get(at).copied().unwrap_or(Step::Never) {
                Step::Take(set, next) => reach.takes.push((set, next)),
                Step::Both(first, second) => waiting.extend([second, first]),
                Step::Look(look, next) if holds(look, state.before, after) => waiting.push(next),
                Step::Look(..) | Step::Never => {}
                Step::Match => {
                    return Reach { takes: Vec::new(), matched: true };
                }
            }
        }
        reach
    }

    /// The state behind a character, given the steps behind the sets that it is of.
    pub(super) fn behind(
        &self,
        reach: &Reach,
        side: Side,
        taken: impl Iterator<Item = usize>,
    ) -> State {
        if reach.matched {
            return State { threads: Vec::new(), before: Side::Other, matched: true };
        }
        let mut threads: Vec<usize> = taken.collect();
        threads.sort_unstable();
        threads.dedup();
        let before = if self.sees_words { side } else { Side::Other };
        State { threads, before, matched: false }
    }

    /// Whether the pattern matches anywhere in a text.
    pub(super) fn matches(&self, text: &str) -> bool {
        let mut state = self.start();
        for character in text.chars() {
            let side = side(character);
            let reach = self.reach(&state, side);
            let taken = reach.takes.iter().filter(|(set, _)| {
                self.sets.get(*set).is_some_and(|set| characters::contains(set, character))
            });
            state = self.behind(&reach, side, taken.map(|(_, next)| *next));
            if state.matched || self.is_dead(&state) {
                return state.matched;
            }
        }
        self.reach(&state, Side::Edge).matched
    }
}

impl State {
    /// Whether a match was found already, whatever may follow.
    pub(super) fn is_matched(&self) -> bool {
        self.matched
    }
}

/// What a character is to the place beside it.
pub(super) fn side(character: char) -> Side {
    if characters::is_word(character) { Side::Word } else { Side::Other }
}

fn holds(look: Look, before: Side, after: Side) -> bool {
    let boundary = (before == Side::Word) != (after == Side::Word);
    match look {
        Look::Start => before == Side::Edge,
        Look::End => after == Side::Edge,
        Look::Boundary => boundary,
        Look::NoBoundary => !boundary,
    }
}

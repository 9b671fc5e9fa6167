//! An automaton made deterministic, as far as somebody walks it.

use std::collections::HashMap;

use crate::inclusion::text::automaton::{Automaton, Side, State, side};
use crate::inclusion::text::characters;

/// An automaton with the states that were met, and where they lead.
pub(super) struct Table<'a> {
    automaton: &'a Automaton,
    /// Whether each of its sets has each character of the alphabet.
    members: Vec<Vec<bool>>,
    sides: Vec<Side>,
    states: Vec<State>,
    numbers: HashMap<State, usize>,
    rows: Vec<Option<Vec<usize>>>,
    ends: Vec<Option<bool>>,
}

impl<'a> Table<'a> {
    /// The state before the first character.
    pub(super) const START: usize = 0;

    /// An automaton over an alphabet.
    pub(super) fn new(automaton: &'a Automaton, alphabet: &[char]) -> Table<'a> {
        let row = |set| alphabet.iter().map(|&one| characters::contains(set, one)).collect();
        let mut table = Table {
            automaton,
            members: automaton.sets.iter().map(row).collect(),
            sides: alphabet.iter().map(|&character| side(character)).collect(),
            states: Vec::new(),
            numbers: HashMap::new(),
            rows: Vec::new(),
            ends: Vec::new(),
        };
        table.number(automaton.start());
        table
    }

    fn number(&mut self, state: State) -> usize {
        if let Some(&known) = self.numbers.get(&state) {
            return known;
        }
        let number = self.states.len();
        self.numbers.insert(state.clone(), number);
        self.states.push(state);
        self.rows.push(None);
        self.ends.push(None);
        number
    }

    /// What is certain of a state, whatever follows.
    pub(super) fn certain(&self, state: usize) -> Option<bool> {
        let state = self.states.get(state)?;
        match (state.is_matched(), self.automaton.is_dead(state)) {
            (true, _) => Some(true),
            (false, true) => Some(false),
            (false, false) => None,
        }
    }

    /// Whether a text that ends in this state matches.
    pub(super) fn ends(&mut self, state: usize) -> bool {
        if let Some(Some(known)) = self.ends.get(state) {
            return *known;
        }
        let Some(here) = self.states.get(state) else { return false };
        let matched = self.automaton.reach(here, Side::Edge).matched;
        if let Some(end) = self.ends.get_mut(state) {
            *end = Some(matched);
        }
        matched
    }

    /// The state behind each character of the alphabet. What making it cost is taken from `fuel`.
    pub(super) fn row(&mut self, state: usize, fuel: &mut usize) -> Vec<usize> {
        if let Some(Some(known)) = self.rows.get(state) {
            return known.clone();
        }
        let Some(here) = self.states.get(state).cloned() else { return Vec::new() };
        let other = self.automaton.reach(&here, Side::Other);
        let word = self.automaton.sees_words.then(|| self.automaton.reach(&here, Side::Word));
        let cost = self.automaton.size() + other.takes.len() * self.sides.len();
        *fuel = fuel.saturating_sub(cost);
        let mut row = Vec::with_capacity(self.sides.len());
        for index in 0..self.sides.len() {
            let side = self.sides.get(index).copied().unwrap_or(Side::Other);
            let reach = word.as_ref().filter(|_| side == Side::Word).unwrap_or(&other);
            let member =
                |set: usize| self.members.get(set).and_then(|members| members.get(index)).copied();
            let taken = reach.takes.iter().filter(|(set, _)| member(*set) == Some(true));
            let next = self.automaton.behind(reach, side, taken.map(|(_, next)| *next));
            row.push(self.number(next));
        }
        if let Some(place) = self.rows.get_mut(state) {
            *place = Some(row.clone());
        }
        row
    }
}

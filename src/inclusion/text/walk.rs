//! All patterns walked side by side, the shortest texts first.
//!
//! Where the patterns are and how long the text is at least is all that matters of a text so far.
//! So the walk meets finitely many places, and one that ends without a text has shown that there is
//! none.

use std::collections::HashSet;

use crate::inclusion::found::Found;
use crate::inclusion::text::automaton::Automaton;
use crate::inclusion::text::table::Table;
use crate::inclusion::text::trie::Trie;
use crate::inclusion::text::{Goal, LONGEST, Pattern, alphabet, characters, too_long};

/// Most places that are met.
const MOST_PLACES: usize = 20_000;

/// Most work: threads followed, over all patterns.
const FUEL: usize = 20_000_000;

/// A shortest text; among equals the first by the order of readable characters.
pub(super) fn find(goal: &Goal<'_>) -> Found<String> {
    let trie = Trie::of(&goal.excluded);
    let patterns = goal.patterns.iter().chain(&goal.not_patterns);
    let automata: Vec<&Automaton> =
        patterns.flat_map(|pattern| pattern.parts.iter().map(|(_, part)| part)).collect();
    let mut sets: Vec<_> = automata.iter().flat_map(|automaton| automaton.sets.iter()).collect();
    let word = characters::word();
    sets.extend(automata.iter().any(|automaton| automaton.sees_words).then_some(&word));
    let alphabet = alphabet::of(&sets, &trie.characters());
    let mut walk = Walk {
        min: goal.min,
        max: goal.max,
        demands: demands(goal),
        tables: automata.iter().map(|automaton| Table::new(automaton, &alphabet)).collect(),
        alphabet,
        trie,
        places: Vec::new(),
        met: HashSet::new(),
        fuel: FUEL,
    };
    walk.run()
}

/// What is asked of one pattern.
struct Demand {
    /// Whether it must match.
    wanted: bool,
    /// Its parts, as the number of a table, and whether a match of the pattern has them match.
    parts: Vec<(bool, usize)>,
}

fn demands(goal: &Goal<'_>) -> Vec<Demand> {
    let mut number = 0;
    let mut demand = |wanted: bool, pattern: &Pattern| {
        let first = number;
        number += pattern.parts.len();
        let parts = pattern.parts.iter().map(|(part, _)| *part).zip(first..);
        Demand { wanted, parts: parts.collect() }
    };
    let wanted = goal.patterns.iter().map(|pattern| (true, *pattern));
    let unwanted = goal.not_patterns.iter().map(|pattern| (false, *pattern));
    wanted.chain(unwanted).map(|(wanted, pattern)| demand(wanted, pattern)).collect()
}

/// Where a text so far has led.
struct Place {
    /// The state of each table.
    states: Vec<usize>,
    /// The beginning of excluded texts that it is, if it is one.
    excluded: Option<usize>,
    /// How many characters it has.
    length: u64,
    /// The place before its last character, and that character.
    came: Option<(usize, char)>,
}

struct Walk<'a> {
    min: u64,
    max: Option<u64>,
    demands: Vec<Demand>,
    tables: Vec<Table<'a>>,
    alphabet: Vec<char>,
    trie: Trie,
    places: Vec<Place>,
    /// The places met. One that was met earlier was met with a shorter text, which has more room
    /// left; so of the length only what is missing of the least one counts.
    met: HashSet<(Vec<usize>, Option<usize>, u64)>,
    fuel: usize,
}

impl Walk<'_> {
    fn run(&mut self) -> Found<String> {
        let states = vec![Table::START; self.tables.len()];
        self.meet(Place { states, excluded: Some(Trie::ROOT), length: 0, came: None });
        let mut cut = false;
        let mut at = 0;
        while let Some(place) = self.places.get(at) {
            let (states, excluded, length) = (place.states.clone(), place.excluded, place.length);
            if self.is_goal(&states, excluded, length) {
                return Found::Value(self.text(at));
            }
            if self.max.is_some_and(|max| length >= max) {
                at += 1;
                continue;
            }
            if length >= LONGEST {
                cut = true;
                at += 1;
                continue;
            }
            self.expand(at, &states, excluded, length);
            if self.places.len() > MOST_PLACES || self.fuel == 0 {
                let reason = format!("a pattern that needs more than {MOST_PLACES} states");
                return Found::Unknown(reason);
            }
            at += 1;
        }
        if cut { too_long() } else { Found::Empty }
    }

    fn expand(&mut self, at: usize, states: &[usize], excluded: Option<usize>, length: u64) {
        let mut rows = Vec::with_capacity(states.len());
        for (table, &state) in self.tables.iter_mut().zip(states) {
            rows.push(table.row(state, &mut self.fuel));
        }
        for index in 0..self.alphabet.len() {
            let Some(&character) = self.alphabet.get(index) else { break };
            let states: Vec<usize> =
                rows.iter().map(|row| row.get(index).copied().unwrap_or_default()).collect();
            let excluded = excluded.and_then(|node| self.trie.step(node, character));
            let came = Some((at, character));
            self.meet(Place { states, excluded, length: length + 1, came });
        }
    }

    /// Notes a place, unless it was met or leads nowhere.
    fn meet(&mut self, place: Place) {
        self.fuel = self.fuel.saturating_sub(place.states.len());
        let hopeless = self.demands.iter().any(|demand| self.is_hopeless(demand, &place.states));
        if hopeless {
            return;
        }
        let key = (place.states.clone(), place.excluded, place.length.min(self.min));
        if self.met.insert(key) {
            self.places.push(place);
        }
    }

    /// Whether what is certain already rules out what is asked of a pattern.
    fn is_hopeless(&self, demand: &Demand, states: &[usize]) -> bool {
        let certain = |&(wanted, number): &(bool, usize)| {
            let known = self.tables.get(number)?.certain(*states.get(number)?)?;
            Some(known == wanted)
        };
        let mut parts = demand.parts.iter().map(certain);
        match demand.wanted {
            true => parts.any(|part| part == Some(false)),
            false => parts.all(|part| part == Some(true)),
        }
    }

    fn is_goal(&mut self, states: &[usize], excluded: Option<usize>, length: u64) -> bool {
        if length < self.min || excluded.is_some_and(|node| self.trie.ends(node)) {
            return false;
        }
        let mut matched = Vec::with_capacity(states.len());
        for (table, &state) in self.tables.iter_mut().zip(states) {
            matched.push(table.ends(state));
        }
        let holds = |&(wanted, number): &(bool, usize)| matched.get(number) == Some(&wanted);
        self.demands.iter().all(|demand| demand.parts.iter().all(holds) == demand.wanted)
    }

    /// The text that has led to a place.
    fn text(&self, mut at: usize) -> String {
        let mut characters = Vec::new();
        while let Some((before, character)) = self.places.get(at).and_then(|place| place.came) {
            characters.push(character);
            at = before;
        }
        characters.iter().rev().collect()
    }
}

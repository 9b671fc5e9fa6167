//! The search for items that differ: a value for each place, and no value twice.
//!
//! Each goal lists its values, but no more than there are places: one with that many always finds
//! one that is left. Places and values are then matched, so that none is found to be impossible
//! only because an earlier place took the wrong value.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::array::{Spot, array_of};
use crate::inclusion::judge::equal;
use crate::inclusion::node::Lit;
use crate::inclusion::search::{Outcome, Search};

/// Beyond so many places values are not listed.
const MOST: usize = 60;

impl Search<'_, '_> {
    /// An array of values that differ.
    pub(crate) fn differing(&mut self, unique: Lit, spots: &[Spot]) -> Outcome {
        if spots.len() > MOST {
            return self.unknown(unique, "");
        }
        let mut values: Vec<Rc<Value>> = Vec::new();
        let mut goals: Vec<(Vec<Lit>, Vec<usize>)> = Vec::new();
        let mut lists = Vec::new();
        let mut unknown = None;
        for spot in spots {
            let mut goal = spot.lits.clone();
            goal.sort_unstable();
            goal.dedup();
            if let Some((_, list)) = goals.iter().find(|(known, _)| *known == goal) {
                lists.push(list.clone());
                continue;
            }
            let mut list = Vec::new();
            let mut left = goal.clone();
            while list.len() < spots.len() {
                match self.solve(&left) {
                    Outcome::Value(value) => {
                        let other = self.arena.equals(&value);
                        left.push(self.arena.not(other));
                        let at = values.iter().position(|known| equal(known, &value));
                        list.push(at.unwrap_or(values.len()));
                        if at.is_none() {
                            values.push(value);
                        }
                    }
                    Outcome::Empty => break,
                    outcome => {
                        unknown = Some(outcome);
                        break;
                    }
                }
            }
            lists.push(list.clone());
            goals.push((goal, list));
        }
        let mut takers = vec![None; values.len()];
        for place in 0..lists.len() {
            let mut seen = vec![false; values.len()];
            if !give(place, &lists, &mut takers, &mut seen) {
                return unknown.unwrap_or(Outcome::Empty);
            }
        }
        let mut items = Vec::new();
        for (value, taker) in values.iter().zip(&takers) {
            if let Some(spot) = taker.and_then(|place: usize| spots.get(place)) {
                items.extend(spot.places.iter().map(|&place| (place, value.clone())));
            }
        }
        array_of(items)
    }
}

/// Gives a place a value of its list, moving others to another of theirs where that is needed. It
/// goes no deeper than there are places.
fn give(
    place: usize,
    lists: &[Vec<usize>],
    takers: &mut Vec<Option<usize>>,
    seen: &mut Vec<bool>,
) -> bool {
    let list = || lists.get(place).into_iter().flatten();
    if let Some(&free) = list().find(|&&value| takers.get(value) == Some(&None)) {
        if let Some(slot) = takers.get_mut(free) {
            *slot = Some(place);
        }
        return true;
    }
    for &value in list() {
        if seen.get(value).copied().unwrap_or(true) {
            continue;
        }
        if let Some(seen) = seen.get_mut(value) {
            *seen = true;
        }
        let taker = takers.get(value).copied().flatten();
        if taker.is_none_or(|other| give(other, lists, takers, seen)) {
            if let Some(slot) = takers.get_mut(value) {
                *slot = Some(place);
            }
            return true;
        }
    }
    false
}

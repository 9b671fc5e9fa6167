//! The search for an array.
//!
//! Behind the longest prefix all places are alike, so a value, if there is one, can be cut to the
//! prefix, one place for each demand and what `minItems` asks: the lengths to try are few.

use std::rc::Rc;

use serde_json::Value;

use crate::inclusion::node::{Lit, Node};
use crate::inclusion::search::{Outcome, Search, either};

/// Longer arrays are not built.
const LONGEST: u64 = 1_000;
/// So many items are demanded at most.
const MOST_DEMANDS: u64 = 40;

/// What is asked of an array.
#[derive(Default)]
pub(crate) struct Row {
    items: Vec<(u64, Lit)>,
    tails: Vec<(u64, Lit)>,
    /// Items that must be there: from which place on, what they satisfy, and of which group.
    demands: Vec<Wanted>,
    /// So many items at most satisfy this.
    pub(crate) limits: Vec<(u64, Lit)>,
    /// Whether the items differ, or two are equal.
    pub(crate) unique: Option<Lit>,
    least: u64,
    most: u64,
    marked: Option<Lit>,
}

#[derive(Clone, Copy)]
struct Wanted {
    from: u64,
    part: Lit,
    /// Items of one group stand at different places, in order.
    group: usize,
}

/// A place, or two that hold the same value.
#[derive(Clone)]
pub(crate) struct Spot {
    pub(crate) lits: Vec<Lit>,
    pub(crate) places: Vec<usize>,
}

impl Search<'_, '_> {
    /// An array that satisfies these leaves.
    pub(crate) fn array(&mut self, leaves: &[Lit]) -> Outcome {
        let Some(row) = self.row(leaves) else {
            return self.unknown(Lit::TRUE, "an array of very many items");
        };
        let pair = row.unique.is_some_and(|lit| !lit.asserts());
        let fixed = row.items.iter().chain(&row.tails).map(|(from, _)| *from);
        let prefix = fixed.map(|from| from.saturating_add(1)).max().unwrap_or(0);
        let prefix = row.demands.iter().map(|one| one.from).max().unwrap_or(0).max(prefix);
        let room = row.demands.len() as u64 + if pair { 2 } else { 0 };
        let longest = row.most.min(row.least.max(prefix.saturating_add(room)));
        let mut outcome = Outcome::Empty;
        let mut length = row.least;
        while length <= longest {
            if let Some(outcome) = self.exhausted() {
                return outcome;
            }
            if length > LONGEST {
                let reason = format!("an array of {length} items");
                return either(outcome, self.unknown(row.marked.unwrap_or(Lit::TRUE), &reason));
            }
            let tried = self.of_length(&row, length, prefix);
            outcome = either(outcome, tried);
            if matches!(outcome, Outcome::Value(_)) {
                return outcome;
            }
            // Where nothing can stand at a place, no longer array has anything there either.
            if matches!(self.solve(&row.at(length)), Outcome::Empty) {
                break;
            }
            length += 1;
        }
        outcome
    }

    fn row(&mut self, leaves: &[Lit]) -> Option<Row> {
        let mut row = Row { most: u64::MAX, ..Row::default() };
        for &lit in leaves {
            let asserts = lit.asserts();
            match *self.arena.node(lit) {
                Node::MinItems(count) if asserts => row.least = row.least.max(count),
                Node::MaxItems(count) if !asserts => {
                    row.least = row.least.max(count.saturating_add(1));
                }
                Node::MaxItems(count) => row.most = row.most.min(count),
                Node::MinItems(count) => row.most = row.most.min(count.saturating_sub(1)),
                Node::Item(index, part) if asserts => row.items.push((index, part)),
                Node::Item(index, part) => {
                    row.items.push((index, part.opposite()));
                    row.least = row.least.max(index.saturating_add(1));
                }
                Node::Tail(from, part) if asserts => row.tails.push((from, part)),
                Node::Tail(from, part) => {
                    let group = row.demands.len();
                    row.demands.push(Wanted { from, part: part.opposite(), group });
                }
                Node::AtLeast(count, part) if asserts => {
                    row.marked = Some(lit);
                    if count > MOST_DEMANDS {
                        return None;
                    }
                    let group = row.demands.len();
                    row.demands.extend((0..count).map(|_| Wanted { from: 0, part, group }));
                    row.least = row.least.max(count);
                }
                Node::AtLeast(1, part) => row.tails.push((0, part.opposite())),
                Node::AtLeast(count, part) => {
                    row.marked = Some(lit);
                    row.limits.push((count.saturating_sub(1), part));
                }
                Node::Unique => row.unique = Some(lit),
                _ => {}
            }
        }
        (row.demands.len() as u64 <= MOST_DEMANDS).then_some(row)
    }

    fn of_length(&mut self, row: &Row, length: u64, prefix: u64) -> Outcome {
        let mut spots = Vec::new();
        for (place, at) in (0..length).enumerate() {
            let lits = row.at(at);
            match self.solve(&lits) {
                Outcome::Empty => return Outcome::Empty,
                _ => spots.push(Spot { lits, places: vec![place] }),
            }
        }
        let mut taken = vec![Vec::new(); spots.len()];
        self.assign(row, &mut spots, &mut taken, prefix, 0)
    }

    /// Assigns each demand a place in turn, then two places that are equal, and fills them.
    fn assign(
        &mut self,
        row: &Row,
        spots: &mut Vec<Spot>,
        taken: &mut Vec<Vec<usize>>,
        prefix: u64,
        next: usize,
    ) -> Outcome {
        if self.spend(1 + spots.len() as u64 / 8).is_none() {
            return self.exhausted().unwrap_or(Outcome::Empty);
        }
        let Some(&wanted) = row.demands.get(next) else { return self.pair(row, spots) };
        let mut outcome = Outcome::Empty;
        let before = next.checked_sub(1).and_then(|last| row.demands.get(last));
        let same = before.is_some_and(|before| before.group == wanted.group);
        let after = if same {
            taken.iter().rposition(|groups| groups.contains(&wanted.group))
        } else {
            None
        };
        let from = usize::try_from(wanted.from).unwrap_or(usize::MAX);
        let first = after.map_or(from, |last| from.max(last + 1));
        for place in first..spots.len() {
            let Some(spot) = spots.get_mut(place) else { break };
            let kept = spot.lits.len();
            spot.lits.push(wanted.part);
            let lits = spot.lits.clone();
            if !matches!(self.solve(&lits), Outcome::Empty) {
                if let Some(groups) = taken.get_mut(place) {
                    groups.push(wanted.group);
                }
                let tried = self.assign(row, spots, taken, prefix, next + 1);
                outcome = either(outcome, tried);
                if let Some(groups) = taken.get_mut(place) {
                    groups.pop();
                }
            }
            if let Some(spot) = spots.get_mut(place) {
                spot.lits.truncate(kept);
            }
            if matches!(outcome, Outcome::Value(_)) {
                break;
            }
            // Behind the prefix all places that nothing has taken are alike.
            let free = taken.get(place).is_some_and(Vec::is_empty);
            if free && place as u64 >= prefix.max(wanted.from) {
                break;
            }
        }
        outcome
    }

    fn pair(&mut self, row: &Row, spots: &[Spot]) -> Outcome {
        if row.unique.is_none_or(Lit::asserts) {
            return self.fill_row(row, spots);
        }
        let mut outcome = Outcome::Empty;
        for second in 1..spots.len() {
            for first in 0..second {
                if self.spend(2).is_none() {
                    return self.exhausted().unwrap_or(Outcome::Empty);
                }
                let mut joined = spots.to_vec();
                let other = joined.remove(second);
                if let Some(spot) = joined.get_mut(first) {
                    spot.lits.extend(other.lits);
                    spot.places.extend(other.places);
                    if matches!(self.solve(&spot.lits), Outcome::Empty) {
                        continue;
                    }
                }
                outcome = either(outcome, self.fill_row(row, &joined));
                if matches!(outcome, Outcome::Value(_)) {
                    return outcome;
                }
            }
        }
        outcome
    }

    fn fill_row(&mut self, row: &Row, spots: &[Spot]) -> Outcome {
        let (spots, doubt) = match self.keep_limits(row, spots) {
            Ok(kept) => kept,
            Err(outcome) => return outcome,
        };
        if let Some(unique) = row.unique.filter(|lit| lit.asserts()) {
            let found = self.differing(unique, &spots);
            return match found {
                Outcome::Empty if doubt => self.unknown(unique, ""),
                found => found,
            };
        }
        let mut items = Vec::new();
        let mut unknown = Outcome::Empty;
        for spot in &spots {
            match self.solve(&spot.lits) {
                Outcome::Value(value) => {
                    items.extend(spot.places.iter().map(|&place| (place, value.clone())));
                }
                Outcome::Empty => return Outcome::Empty,
                outcome => unknown = either(unknown, outcome),
            }
        }
        if matches!(unknown, Outcome::Unknown(_)) { unknown } else { array_of(items) }
    }

    /// Says at which places the items of each limit are not: at as many as can be. And whether
    /// another choice might have been better for other reasons.
    fn keep_limits(&mut self, row: &Row, spots: &[Spot]) -> Result<(Vec<Spot>, bool), Outcome> {
        let mut spots = spots.to_vec();
        let mut doubt = false;
        for (at, &(most, part)) in row.limits.iter().enumerate() {
            let mut count = 0;
            for spot in &mut spots {
                let mut lits = spot.lits.clone();
                lits.push(part.opposite());
                match self.solve(&lits) {
                    Outcome::Value(_) => spot.lits = lits,
                    outcome => {
                        doubt |= matches!(outcome, Outcome::Unknown(_)) || at > 0;
                        count += spot.places.len() as u64;
                    }
                }
            }
            if count > most {
                let marked = row.marked.unwrap_or(Lit::TRUE);
                return Err(if doubt {
                    self.unknown(marked, "limits on how many items there are of several kinds")
                } else {
                    Outcome::Empty
                });
            }
        }
        Ok((spots, doubt || !row.limits.is_empty()))
    }
}

impl Row {
    /// What is asked of the item at a place.
    fn at(&self, index: u64) -> Vec<Lit> {
        let here = self.items.iter().filter(|(at, _)| *at == index);
        let below = self.tails.iter().filter(|(from, _)| *from <= index);
        here.chain(below).map(|(_, part)| *part).collect()
    }
}

/// An array of items by their places.
pub(crate) fn array_of(mut items: Vec<(usize, Rc<Value>)>) -> Outcome {
    items.sort_by_key(|(place, _)| *place);
    let items = items.into_iter().map(|(_, value)| (*value).clone()).collect();
    Outcome::Value(Rc::new(Value::Array(items)))
}

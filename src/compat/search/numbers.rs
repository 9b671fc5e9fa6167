//! Numbers drawn: as the keywords ask, on both sides of the bounds that others draw.

use serde_json::{Number, Value};

use crate::compat::search::facets::Facets;
use crate::compat::search::kind;
use crate::compat::search::sample::Sampler;
use crate::inclusion::found::Found;
use crate::inclusion::number::{Bound, Goal, exact, find};

/// Where numbers are tried besides.
const USUAL: [i64; 10] = [0, 1, -1, 2, 7, 10, 42, 100, 1000, 1_000_000];

impl<'a> Sampler<'a> {
    /// A number.
    pub(super) fn number(&mut self, facets: &Facets<'a>, lines: &Facets<'a>, aims: bool) -> Value {
        let goal = goal(facets);
        let mut tries = Vec::new();
        if aims {
            let beyond = beyond(&goal, facets, lines);
            tries.extend(self.random.one_of(&beyond).cloned());
        }
        let near: Vec<Number> = bounds(facets).into_iter().chain(bounds(lines)).collect();
        let usual = self.random.one_of(&USUAL).copied().map(Number::from);
        let start = match self.random.once_in(2) {
            true => self.random.one_of(&near).cloned().or(usual),
            false => usual,
        };
        if let Some(start) = start {
            let mut moved = goal.clone();
            let bound = Bound { at: exact(&start), open: self.random.once_in(2) };
            match self.random.once_in(2) {
                true => raise(&mut moved, bound),
                false => lower(&mut moved, bound),
            }
            tries.push(moved);
        }
        tries.push(goal);
        let found = tries.into_iter().find_map(|goal| self.found(goal));
        Value::Number(found.unwrap_or_else(|| Number::from(0)))
    }

    /// A number as asked, looked for once.
    fn found(&mut self, goal: Goal) -> Option<Number> {
        let found = self.numbers.entry(goal).or_insert_with_key(|goal| match find(goal) {
            Found::Value(number) => Some(number),
            Found::Empty | Found::Unknown(_) => None,
        });
        found.clone()
    }
}

/// What all keywords together ask.
fn goal(facets: &Facets<'_>) -> Goal {
    let mut goal = Goal::default();
    for (bound, is_lower) in ends(facets) {
        match is_lower {
            true => raise(&mut goal, bound),
            false => lower(&mut goal, bound),
        }
    }
    goal.multiples = numbers(facets, "multipleOf").iter().map(exact).collect();
    if kind::is_whole(facets) {
        goal.multiples.push(exact(&Number::from(1)));
    }
    goal
}

/// The goal with one keyword of the others broken, for each that can be.
fn beyond(goal: &Goal, facets: &Facets<'_>, lines: &Facets<'_>) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (bound, is_lower) in ends(lines) {
        let mut broken = goal.clone();
        let outside = Bound { at: bound.at, open: !bound.open };
        match is_lower {
            true => lower(&mut broken, outside),
            false => raise(&mut broken, outside),
        }
        goals.push(broken);
    }
    let whole = kind::is_whole(lines) && !kind::is_whole(facets);
    let whole = whole.then(|| Number::from(1));
    for step in numbers(lines, "multipleOf").into_iter().chain(whole) {
        let mut broken = goal.clone();
        broken.not_multiples.push(exact(&step));
        goals.push(broken);
    }
    goals
}

/// The ends of the intervals that keywords ask for, and whether each is a lower one. In draft-04
/// `exclusiveMinimum` says of `minimum` that it is outside.
fn ends(facets: &Facets<'_>) -> Vec<(Bound, bool)> {
    let mut ends = Vec::new();
    for facet in &facets.all {
        for (closed, open, is_lower) in
            [("minimum", "exclusiveMinimum", true), ("maximum", "exclusiveMaximum", false)]
        {
            let excludes = facet.get(open).and_then(Value::as_bool) == Some(true);
            for (keyword, open) in [(closed, excludes), (open, true)] {
                if let Some(Value::Number(at)) = facet.get(keyword) {
                    ends.push((Bound { at: exact(at), open }, is_lower));
                }
            }
        }
    }
    ends
}

fn numbers(facets: &Facets<'_>, keyword: &str) -> Vec<Number> {
    facets.values(keyword).filter_map(|value| value.as_number().cloned()).collect()
}

fn bounds(facets: &Facets<'_>) -> Vec<Number> {
    let keywords = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
    keywords.iter().flat_map(|keyword| numbers(facets, keyword)).collect()
}

fn raise(goal: &mut Goal, bound: Bound) {
    let keeps = |old: &Bound| old.at > bound.at || (old.at == bound.at && old.open);
    if !goal.lower.as_ref().is_some_and(keeps) {
        goal.lower = Some(bound);
    }
}

fn lower(goal: &mut Goal, bound: Bound) {
    let keeps = |old: &Bound| old.at < bound.at || (old.at == bound.at && old.open);
    if !goal.upper.as_ref().is_some_and(keeps) {
        goal.upper = Some(bound);
    }
}

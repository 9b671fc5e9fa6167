//! The search for a boolean, a number or a string.

use std::rc::Rc;

use num_rational::BigRational;
use serde_json::Value;

use crate::inclusion::found::Found;
use crate::inclusion::node::{BOOLEAN, Lit, NUMBER, Node, Scalar, Types};
use crate::inclusion::search::{Outcome, Search};
use crate::inclusion::{number, text};

impl Search<'_, '_> {
    /// A scalar of one type that satisfies these leaves.
    pub(crate) fn scalar(&mut self, kind: Types, leaves: &[Lit]) -> Outcome {
        let named = leaves.iter().find_map(|&lit| match self.arena.node(lit) {
            Node::Among(scalars) if lit.asserts() => Some(scalars.to_vec()),
            _ => None,
        });
        if let Some(scalars) = named {
            return self.listed(kind, leaves, scalars);
        }
        match kind {
            BOOLEAN => {
                let both = vec![Scalar::Boolean(false), Scalar::Boolean(true)];
                self.listed(kind, leaves, both)
            }
            NUMBER => self.number(leaves),
            _ => self.text(leaves),
        }
    }

    fn listed(&mut self, kind: Types, leaves: &[Lit], scalars: Vec<Scalar>) -> Outcome {
        let (among, leaves): (Vec<Lit>, Vec<Lit>) =
            leaves.iter().partition(|&&lit| matches!(self.arena.node(lit), Node::Among(_)));
        for scalar in scalars.into_iter().filter(|scalar| scalar.kind() == kind) {
            if self.spend(1 + leaves.len() as u64).is_none() {
                break;
            }
            let listed = |lit: &Lit| match self.arena.node(*lit) {
                Node::Among(others) => others.binary_search(&scalar).is_ok() == lit.asserts(),
                _ => true,
            };
            if !among.iter().all(listed) {
                continue;
            }
            for value in self.writings(scalar) {
                if leaves.iter().all(|&lit| self.arena.holds(lit, &value) == Some(true)) {
                    return Outcome::Value(Rc::new(value));
                }
            }
        }
        self.exhausted().unwrap_or(Outcome::Empty)
    }

    /// How a scalar can be written: a whole number as `1` and as `1.0`.
    fn writings(&self, scalar: Scalar) -> Vec<Value> {
        let mut values = vec![self.arena.value(scalar)];
        if let Scalar::Number(amount) = scalar {
            let exact = self.arena.exact(amount);
            if exact.is_integer() {
                for plain in [true, false] {
                    let bound = || Some(number::Bound { at: exact.clone(), open: false });
                    let goal = number::Goal {
                        lower: bound(),
                        upper: bound(),
                        multiples: Vec::new(),
                        not_multiples: Vec::new(),
                        excluded: Vec::new(),
                        plain: Some(plain),
                    };
                    if let Found::Value(number) = number::find(&goal) {
                        values.push(Value::Number(number));
                    }
                }
            }
        }
        values
    }

    fn number(&mut self, leaves: &[Lit]) -> Outcome {
        self.spend(20);
        let mut goal = number::Goal {
            lower: None,
            upper: None,
            multiples: Vec::new(),
            not_multiples: Vec::new(),
            excluded: Vec::new(),
            plain: None,
        };
        let mut marked = None;
        for &lit in leaves {
            let asserts = lit.asserts();
            match *self.arena.node(lit) {
                Node::Least { at, open } if asserts => raise(&mut goal, self.arena.exact(at), open),
                Node::Most { at, open } if !asserts => {
                    raise(&mut goal, self.arena.exact(at), !open)
                }
                Node::Most { at, open } => lower(&mut goal, self.arena.exact(at), open),
                Node::Least { at, open } => lower(&mut goal, self.arena.exact(at), !open),
                Node::Multiple(of) => {
                    marked = Some(lit);
                    let of = self.arena.exact(of);
                    if asserts { goal.multiples.push(of) } else { goal.not_multiples.push(of) }
                }
                Node::Plain if goal.plain == Some(!asserts) => return Outcome::Empty,
                Node::Plain => goal.plain = Some(asserts),
                Node::Among(ref scalars) => {
                    let numbers = scalars.iter().filter_map(|scalar| match scalar {
                        Scalar::Number(amount) => Some(self.arena.exact(*amount)),
                        _ => None,
                    });
                    goal.excluded.extend(numbers);
                }
                _ => {}
            }
        }
        match number::find(&goal) {
            Found::Value(number) => Outcome::Value(Rc::new(Value::Number(number))),
            Found::Empty => Outcome::Empty,
            Found::Unknown(reason) => self.unknown(marked.unwrap_or(Lit::TRUE), &reason),
        }
    }

    fn text(&mut self, leaves: &[Lit]) -> Outcome {
        let (mut min, mut max) = (0, None);
        let (mut patterns, mut not_patterns) = (Vec::new(), Vec::new());
        let mut excluded = Vec::new();
        let mut marked = None;
        for &lit in leaves {
            let asserts = lit.asserts();
            match self.arena.node(lit) {
                Node::MinLength(count) if asserts => min = min.max(*count),
                Node::MaxLength(count) if !asserts => min = min.max(count.saturating_add(1)),
                Node::MaxLength(count) => {
                    max = Some(max.map_or(*count, |max: u64| max.min(*count)))
                }
                Node::MinLength(count) => {
                    let most = count.saturating_sub(1);
                    max = Some(max.map_or(most, |max: u64| max.min(most)));
                }
                Node::Pattern(pattern) => {
                    marked = Some(lit);
                    let list = if asserts { &mut patterns } else { &mut not_patterns };
                    list.extend(self.arena.pattern_of(*pattern));
                }
                Node::Among(scalars) => {
                    excluded.extend(scalars.iter().filter_map(|scalar| match scalar {
                        Scalar::Text(symbol) => Some(self.arena.name(*symbol)),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        // A product of automata costs more than its parts do.
        let count = (patterns.len() + not_patterns.len()) as u64;
        let cost = 5 + 20 * count * count;
        let found = text::find(&text::Goal { min, max, patterns, not_patterns, excluded });
        self.spend(cost);
        match found {
            Found::Value(text) => Outcome::Value(Rc::new(Value::String(text))),
            Found::Empty => Outcome::Empty,
            Found::Unknown(reason) => self.unknown(marked.unwrap_or(Lit::TRUE), &reason),
        }
    }
}

/// Raises the lower bound of a goal to this, if it is higher.
fn raise(goal: &mut number::Goal, at: BigRational, open: bool) {
    let higher = goal.lower.as_ref().is_none_or(|old| at > old.at || (at == old.at && open));
    if higher {
        goal.lower = Some(number::Bound { at, open });
    }
}

/// Lowers the upper bound of a goal to this, if it is lower.
fn lower(goal: &mut number::Goal, at: BigRational, open: bool) {
    let lower = goal.upper.as_ref().is_none_or(|old| at < old.at || (at == old.at && open));
    if lower {
        goal.upper = Some(number::Bound { at, open });
    }
}

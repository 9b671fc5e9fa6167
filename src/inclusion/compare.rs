//! What one literal says of another at a glance, without a search.

use crate::inclusion::arena::Arena;
use crate::inclusion::node::{Lit, Node, Scalar};

/// Whether every value of the first literal satisfies the second (true), or none does (false).
pub(crate) fn compare(arena: &Arena<'_>, first: Lit, second: Lit, depth: usize) -> Option<bool> {
    let (first, second) = (arena.follow(first), arena.follow(second));
    if first == second || second == Lit::TRUE {
        return Some(true);
    }
    if first.opposite() == second || second == Lit::FALSE {
        return Some(false);
    }
    let may = arena.masks(first).1;
    let (must, can) = arena.masks(second);
    if may & can == 0 {
        return Some(false);
    }
    if may & must == may {
        return Some(true);
    }
    if depth == 0 {
        return None;
    }
    if let (Node::All(lits), true) = (arena.node(first), first.asserts()) {
        return lits.iter().find_map(|&lit| compare(arena, lit, second, depth - 1));
    }
    match arena.node(second) {
        Node::All(lits) => {
            let mut all = Some(true);
            for &lit in lits {
                match compare(arena, first, lit, depth - 1) {
                    Some(true) => {}
                    Some(false) => return Some(!second.asserts()),
                    None => all = None,
                }
            }
            all.map(|_| second.asserts())
        }
        _ => match arena.node(first) {
            Node::Among(scalars) if first.asserts() => compare_among(arena, scalars, second),
            _ => None,
        },
    }
}

fn compare_among(arena: &Arena<'_>, scalars: &[Scalar], second: Lit) -> Option<bool> {
    if let Node::Among(others) = arena.node(second) {
        let held = scalars.iter().filter(|scalar| others.binary_search(scalar).is_ok()).count();
        return match held {
            0 => Some(!second.asserts()),
            held if held == scalars.len() => Some(second.asserts()),
            _ => None,
        };
    }
    // How a number is written is not a part of it.
    let noted = matches!(arena.node(second), Node::Plain | Node::One(_) | Node::Reference(_));
    let numbers = scalars.iter().any(|scalar| matches!(scalar, Scalar::Number(_)));
    if scalars.len() > 8 || (noted && numbers) {
        return None;
    }
    let mut all: Option<bool> = None;
    for &scalar in scalars {
        let holds = arena.holds(second, &arena.value(scalar))?;
        if all.is_some_and(|all| all != holds) {
            return None;
        }
        all = Some(holds);
    }
    all
}

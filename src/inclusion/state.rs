//! What a value that is looked for must satisfy, so far.

use std::rc::Rc;

use crate::inclusion::arena::Arena;
use crate::inclusion::compare::compare;
use crate::inclusion::node::{ANY, Lit, Node, OBJECT, Symbol, Types};

/// Literals that hold together. Conjunctions are taken apart; what leaves a choice is open.
#[derive(Clone, Default)]
pub(crate) struct State {
    /// The types that are left.
    pub(crate) types: Types,
    /// Which literals are in, as bits.
    set: Vec<u64>,
    /// What speaks of one type, or of scalars.
    pub(crate) leaves: Vec<Lit>,
    /// What leaves a choice.
    pub(crate) open: Vec<Lit>,
    /// What is said of properties by name, if they are there.
    properties: Vec<(Symbol, Lit)>,
    /// A set of scalars that the value is in.
    among: Option<Lit>,
}

/// What a choice comes to under what is known.
pub(crate) enum Choice {
    /// It holds anyway.
    Holds,
    /// It cannot hold.
    Fails,
    /// It comes to this.
    Comes(Vec<Lit>),
    /// So many ways are left; and whether each tells much about the value.
    Open(usize, bool),
}

impl State {
    /// Nothing is said yet.
    pub(crate) fn new() -> State {
        State { types: ANY, ..State::default() }
    }

    /// Whether a literal is in.
    pub(crate) fn has(&self, lit: Lit) -> bool {
        let (word, bit) = (lit.index() / 64, lit.index() % 64);
        self.set.get(word).is_some_and(|word| word >> bit & 1 == 1)
    }

    /// How much a copy of it costs.
    pub(crate) fn weight(&self) -> u64 {
        (self.set.len() / 16 + self.leaves.len() / 4 + self.open.len()) as u64
    }

    fn insert(&mut self, lit: Lit) {
        let (word, bit) = (lit.index() / 64, lit.index() % 64);
        if self.set.len() <= word {
            self.set.resize(word + 1, 0);
        }
        if let Some(word) = self.set.get_mut(word) {
            *word |= 1 << bit;
        }
    }

    /// What is said of a property, if it is there, by its name.
    pub(crate) fn said_of(&self, name: Symbol) -> Vec<Lit> {
        let said = self.properties.iter().filter(|(known, _)| *known == name);
        said.map(|(_, part)| *part).collect()
    }

    /// Puts a literal in. False where nothing is left then.
    pub(crate) fn add(&mut self, arena: &mut Arena<'_>, first: Lit) -> bool {
        let mut todo = vec![first];
        while let Some(lit) = todo.pop() {
            let lit = arena.follow(lit);
            if self.has(lit) || lit == Lit::TRUE {
                continue;
            }
            if self.has(lit.opposite()) || lit == Lit::FALSE {
                return false;
            }
            let (must, may) = arena.masks(lit);
            self.types &= may;
            if self.types == 0 {
                return false;
            }
            self.insert(lit);
            match arena.node(lit) {
                Node::Types(_) => {}
                Node::All(lits) if lit.asserts() => todo.extend_from_slice(lits),
                Node::All(_) | Node::One(_) => self.open.push(lit),
                _ if must & self.types == self.types => {}
                &Node::Property(name, part) if lit.asserts() => {
                    self.properties.push((name, part));
                    self.leaves.push(lit);
                    if part == Lit::FALSE && self.types == OBJECT {
                        todo.push(arena.lit(Node::Required(name)).opposite());
                    }
                }
                &Node::Property(name, part) => {
                    self.properties.push((name, part.opposite()));
                    self.leaves.push(lit);
                    todo.push(arena.lit(Node::Required(name)));
                }
                Node::Among(_) if lit.asserts() => {
                    self.among = Some(lit);
                    self.leaves.push(lit);
                }
                _ => self.leaves.push(lit),
            }
        }
        true
    }

    /// Whether a literal holds under what is known; none where that is not seen at once.
    pub(crate) fn look(&self, arena: &Arena<'_>, lit: Lit, depth: usize) -> Option<bool> {
        let lit = arena.follow(lit);
        if self.has(lit) || lit == Lit::TRUE {
            return Some(true);
        }
        if self.has(lit.opposite()) || lit == Lit::FALSE {
            return Some(false);
        }
        let (must, may) = arena.masks(lit);
        if self.types & may == 0 {
            return Some(false);
        }
        if self.types & must == self.types {
            return Some(true);
        }
        if depth == 0 {
            return None;
        }
        let holds = match arena.node(lit) {
            Node::All(lits) => self.look_all(arena, lits, depth),
            Node::One(lits) => {
                let (held, open) = self.count(arena, lits, depth);
                match (held, open.len()) {
                    (2.., _) => Some(false),
                    (held, 0) => Some(held == 1),
                    _ => None,
                }
            }
            &Node::Property(name, part) => self.look_property(arena, name, part, depth),
            _ => self.among.and_then(|among| compare(arena, among, Lit::of(lit.node()), 1)),
        };
        holds.map(|holds| holds == lit.asserts())
    }

    fn look_all(&self, arena: &Arena<'_>, lits: &[Lit], depth: usize) -> Option<bool> {
        let mut all = Some(true);
        for &lit in lits {
            match self.look(arena, lit, depth - 1) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }

    fn look_property(
        &self,
        arena: &Arena<'_>,
        name: Symbol,
        part: Lit,
        depth: usize,
    ) -> Option<bool> {
        let required = arena.required(name);
        if self.types == OBJECT && required.is_some_and(|lit| self.has(lit.opposite())) {
            return Some(true);
        }
        let present = self.types == OBJECT && required.is_some_and(|lit| self.has(lit));
        for &(known, said) in &self.properties {
            if known != name {
                continue;
            }
            match compare(arena, said, part, depth) {
                Some(true) => return Some(true),
                Some(false) if present => return Some(false),
                _ => {}
            }
        }
        None
    }

    /// How many of these hold, and which are not known.
    pub(crate) fn count(&self, arena: &Arena<'_>, lits: &[Lit], depth: usize) -> (usize, Vec<Lit>) {
        let mut held = 0;
        let mut open = Vec::new();
        for &lit in lits {
            match self.look(arena, lit, depth.saturating_sub(1)) {
                Some(true) => held += 1,
                Some(false) => {}
                None => open.push(lit),
            }
        }
        (held, open)
    }

    /// What a literal that leaves a choice comes to.
    pub(crate) fn weigh(&self, arena: &Arena<'_>, lit: Lit) -> Choice {
        match arena.node(lit) {
            Node::All(lits) => self.weigh_any(arena, lits),
            Node::One(lits) => {
                let (held, open) = self.count(arena, lits, 3);
                let denied = || open.iter().map(|lit| lit.opposite()).collect();
                match (lit.asserts(), held, &open[..]) {
                    (true, 2.., _) | (true, 0, []) | (false, 1, []) => Choice::Fails,
                    (true, 1, _) => Choice::Comes(denied()),
                    (true, 0, [only]) | (false, 1, [only]) => Choice::Comes(vec![*only]),
                    (false, 2.., _) | (false, 0, []) => Choice::Holds,
                    (false, 0, [_]) => Choice::Comes(denied()),
                    (true, 0, _) => Choice::Open(open.len(), true),
                    (false, _, _) => Choice::Open(open.len() + 1, false),
                }
            }
            _ => Choice::Holds,
        }
    }

    /// A conjunction that is denied: one of its parts fails.
    fn weigh_any(&self, arena: &Arena<'_>, lits: &[Lit]) -> Choice {
        let mut last = None;
        let (mut live, mut telling) = (0, true);
        for &part in lits {
            match self.look(arena, part, 3) {
                Some(false) => return Choice::Holds,
                Some(true) => {}
                None => {
                    live += 1;
                    last = Some(part);
                    telling &= !part.asserts();
                }
            }
        }
        match (live, last) {
            (0, _) | (_, None) => Choice::Fails,
            (1, Some(part)) => Choice::Comes(vec![part.opposite()]),
            (live, _) => Choice::Open(live, telling),
        }
    }
}

/// The reason why a search stopped, shared by all that it kept from an answer.
pub(crate) type Why = Rc<crate::inclusion::Blocked>;

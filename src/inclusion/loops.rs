//! References that lead back to themselves without going into a part of the value.

use crate::inclusion::Blocked;
use crate::inclusion::arena::Arena;
use crate::inclusion::node::{ANY, Lit, Node};

#[derive(Clone, Copy, PartialEq)]
enum Colour {
    New,
    Open,
    Done,
}

impl Arena<'_> {
    /// Makes every promised reference from this one on opaque that leads only to itself.
    pub(crate) fn open_loops(&mut self, first: u32, in_new: bool) {
        let mut colours = vec![Colour::New; self.len()];
        for promise in first..self.promises() {
            let start = self.lit(Node::Reference(promise));
            colours.resize(self.len(), Colour::New);
            for closing in self.closing(start, &mut colours) {
                let reason = "a reference that leads back to itself".to_owned();
                let why = Blocked { pointer: String::new(), in_new, reason };
                let opaque = self.opaque(format!("loop {closing}"), ANY, why);
                self.keep(closing, opaque);
            }
        }
    }

    /// The references that close a loop, of those that can be reached. Only a reference can: what a
    /// conjunction is made of was there before it.
    fn closing(&self, start: Lit, colours: &mut [Colour]) -> Vec<u32> {
        let mut found = Vec::new();
        let mut todo = vec![(start, false)];
        while let Some((lit, left)) = todo.pop() {
            let Some(colour) = colours.get_mut(lit.node() as usize) else { continue };
            if left {
                *colour = Colour::Done;
                continue;
            }
            // What is still open and comes up again was reached from inside itself.
            if let (Colour::Open, Node::Reference(promise)) = (*colour, self.node(lit)) {
                found.push(*promise);
            }
            if *colour != Colour::New {
                continue;
            }
            *colour = Colour::Open;
            todo.push((lit, true));
            match self.node(lit) {
                Node::Reference(promise) => {
                    let target = self.target(*promise);
                    match colours.get(target.node() as usize) {
                        Some(Colour::Open) => found.push(*promise),
                        _ => todo.push((target, false)),
                    }
                }
                Node::All(lits) | Node::One(lits) => {
                    todo.extend(lits.iter().map(|&lit| (lit, false)));
                }
                _ => {}
            }
        }
        found
    }
}

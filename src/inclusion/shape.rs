//! What is asked of an object, gathered from its leaves.

use crate::inclusion::member::Demand;
use crate::inclusion::node::{Lit, Node, Others, PatternId, Scalar, Symbol};
use crate::inclusion::search::Search;

/// What is asked of an object.
#[derive(Default)]
pub(crate) struct Shape {
    pub(crate) properties: Vec<(Symbol, Lit)>,
    pub(crate) required: Vec<Symbol>,
    pub(crate) absent: Vec<Symbol>,
    pub(crate) matching: Vec<(PatternId, Lit)>,
    pub(crate) rest: Vec<(Others, Lit)>,
    pub(crate) names: Vec<Lit>,
    pub(crate) demands: Vec<Demand>,
    /// Every name that is spoken of, sorted.
    pub(crate) named: Vec<Symbol>,
    /// Every pattern that tells names apart, sorted.
    pub(crate) patterns: Vec<PatternId>,
    pub(crate) least: u64,
    pub(crate) most: u64,
    /// A literal about counts, for what cannot be told.
    pub(crate) marked: Option<Lit>,
}

impl Search<'_, '_> {
    /// What these leaves ask of an object.
    pub(crate) fn shape(&mut self, leaves: &[Lit]) -> Shape {
        let mut shape = Shape { most: u64::MAX, ..Shape::default() };
        for &lit in leaves {
            let asserts = lit.asserts();
            match self.arena.node(lit) {
                Node::Required(name) if asserts => shape.required.push(*name),
                Node::Required(name) => shape.absent.push(*name),
                Node::Property(name, part) if asserts => shape.properties.push((*name, *part)),
                Node::Property(name, part) => {
                    shape.properties.push((*name, part.opposite()));
                    shape.required.push(*name);
                }
                Node::MinProperties(count) if asserts => shape.least = shape.least.max(*count),
                Node::MaxProperties(count) if !asserts => {
                    shape.least = shape.least.max(count.saturating_add(1));
                }
                Node::MaxProperties(count) => shape.most = shape.most.min(*count),
                Node::MinProperties(count) => {
                    shape.most = shape.most.min(count.saturating_sub(1));
                }
                Node::Matching(pattern, part) if asserts => shape.matching.push((*pattern, *part)),
                Node::Rest(others, part) if asserts => {
                    shape.rest.push(((**others).clone(), *part));
                }
                Node::Names(part) if asserts => shape.names.push(*part),
                _ => {}
            }
        }
        for &lit in leaves.iter().filter(|lit| !lit.asserts()) {
            match self.arena.node(lit).clone() {
                Node::Matching(pattern, part) => {
                    shape.marked = Some(lit);
                    shape.patterns.push(pattern);
                    let key = vec![self.arena.lit(Node::Pattern(pattern))];
                    shape.demands.push(Demand { key, value: vec![part.opposite()] });
                }
                Node::Rest(others, part) => {
                    shape.marked = Some(lit);
                    shape.named.extend(&others.names);
                    shape.patterns.extend(&others.patterns);
                    let key = self.key_of(&others);
                    shape.demands.push(Demand { key, value: vec![part.opposite()] });
                }
                Node::Names(part) => {
                    shape.marked = Some(lit);
                    let key = vec![part.opposite()];
                    shape.demands.push(Demand { key, value: Vec::new() });
                }
                _ => {}
            }
        }
        shape.patterns.extend(shape.matching.iter().map(|(pattern, _)| *pattern));
        for (others, _) in &shape.rest {
            shape.named.extend(&others.names);
            shape.patterns.extend(&others.patterns);
        }
        shape.named.extend(shape.properties.iter().map(|(name, _)| *name));
        shape.named.extend(shape.required.iter().chain(&shape.absent));
        for list in [&mut shape.named, &mut shape.required, &mut shape.absent] {
            list.sort_unstable();
            list.dedup();
        }
        shape.patterns.sort_unstable();
        shape.patterns.dedup();
        shape
    }

    /// What a name is that `additionalProperties` speaks of.
    fn key_of(&mut self, others: &Others) -> Vec<Lit> {
        let mut key = Vec::new();
        for &pattern in &others.patterns {
            key.push(self.arena.lit(Node::Pattern(pattern)).opposite());
        }
        let names: Vec<_> = others.names.iter().map(|&name| Scalar::Text(name)).collect();
        key.push(self.arena.among(names).opposite());
        key
    }
}

//! Where nodes are kept: equal ones once, so that what two schemas share is one and the same.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use num_rational::BigRational;
use serde_json::{Number, Value};

use crate::inclusion::Blocked;
use crate::inclusion::node::{ANY, Amount, Lit, Node, PatternId, Scalar, Symbol, Types};
use crate::inclusion::number;
use crate::inclusion::text::Pattern;

/// A hash that is quick and the same in every run; nothing depends on its order.
#[derive(Default, Clone, Copy)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            let mut whole = [0; 8];
            whole.copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(whole));
        }
        for &byte in chunks.remainder() {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.write_u64(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }
}

/// A table by [`Quick`] hashes.
pub(crate) type Table<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

/// Every node, name, number and pattern of the schemas that are compared.
#[derive(Default)]
pub(crate) struct Arena<'a> {
    nodes: Vec<Node>,
    /// For which types each node must hold, and for which it may.
    masks: Vec<(Types, Types)>,
    by_hash: Table<u64, u32>,
    names: Vec<Cow<'a, str>>,
    symbols: Table<Cow<'a, str>, Symbol>,
    amounts: Vec<BigRational>,
    numbers: Vec<Number>,
    by_amount: Table<BigRational, Amount>,
    by_whole: Table<i64, Amount>,
    patterns: Vec<Pattern>,
    by_pattern: Table<&'a str, Result<PatternId, String>>,
    /// What each reference leads to.
    targets: Vec<Lit>,
    /// For which names a node says that they are required.
    required: Table<Symbol, u32>,
    opaque: Vec<Blocked>,
    by_text: Table<String, u32>,
    /// Where the keyword of a node stands, for those that may be in the way.
    places: Table<u32, Blocked>,
}

impl<'a> Arena<'a> {
    /// An arena that knows only what is true.
    pub(crate) fn new() -> Arena<'a> {
        let mut arena = Arena::default();
        arena.lit(Node::All(Box::default()));
        arena
    }

    /// How many nodes there are.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node of a literal.
    pub(crate) fn node(&self, lit: Lit) -> &Node {
        self.nodes.get(lit.node() as usize).unwrap_or(&Node::Unique)
    }

    /// A node, asserted; made if there is none like it.
    pub(crate) fn lit(&mut self, node: Node) -> Lit {
        let mut hasher = Quick::default();
        node.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(&known) = self.by_hash.get(&hash)
            && self.nodes.get(known as usize) == Some(&node)
        {
            return Lit::of(known);
        }
        let masks = self.masks_of(&node);
        let id = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX) & (u32::MAX >> 1);
        if let Node::Required(name) = node {
            self.required.insert(name, id);
        }
        self.nodes.push(node);
        self.masks.push(masks);
        self.by_hash.insert(hash, id);
        Lit::of(id)
    }

    /// For which types a literal must hold, and for which it may.
    pub(crate) fn masks(&self, lit: Lit) -> (Types, Types) {
        let (must, may) = self.masks.get(lit.node() as usize).copied().unwrap_or((0, ANY));
        if lit.asserts() { (must, may) } else { (ANY & !may, ANY & !must) }
    }

    fn masks_of(&self, node: &Node) -> (Types, Types) {
        match node {
            Node::Types(types) => (*types, *types),
            Node::Among(scalars) => (0, scalars.iter().fold(0, |all, one| all | one.kind())),
            Node::Reference(_) => (0, ANY),
            Node::All(lits) => lits.iter().fold((ANY, ANY), |(must, may), &lit| {
                let (more_must, more_may) = self.masks(lit);
                (must & more_must, may & more_may)
            }),
            Node::One(lits) => (0, lits.iter().fold(0, |may, &lit| may | self.masks(lit).1)),
            leaf => (ANY & !leaf.subject().unwrap_or(ANY), ANY),
        }
    }

    /// A name, kept once.
    pub(crate) fn symbol(&mut self, name: impl Into<Cow<'a, str>>) -> Symbol {
        let name = name.into();
        if let Some(&known) = self.symbols.get(&name) {
            return known;
        }
        let symbol = Symbol(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(name.clone());
        self.symbols.insert(name, symbol);
        symbol
    }

    /// The text of a name.
    pub(crate) fn name(&self, symbol: Symbol) -> &str {
        self.names.get(symbol.0 as usize).map_or("", |name| name)
    }

    /// The symbol of a text, if it is one already.
    pub(crate) fn known_symbol(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The literal that a name is required, if any schema says so.
    pub(crate) fn required(&self, name: Symbol) -> Option<Lit> {
        self.required.get(&name).map(|&node| Lit::of(node))
    }

    /// A number, kept once by its exact value.
    pub(crate) fn amount(&mut self, number: &Number) -> Amount {
        if let Some(whole) = number.as_i64() {
            if let Some(&known) = self.by_whole.get(&whole) {
                return known;
            }
            let amount = self.exact_amount(BigRational::from_integer(whole.into()), number);
            self.by_whole.insert(whole, amount);
            return amount;
        }
        self.exact_amount(number::exact(number), number)
    }

    fn exact_amount(&mut self, exact: BigRational, number: &Number) -> Amount {
        if let Some(&known) = self.by_amount.get(&exact) {
            return known;
        }
        let amount = Amount(u32::try_from(self.amounts.len()).unwrap_or(u32::MAX));
        self.amounts.push(exact.clone());
        self.numbers.push(number.clone());
        self.by_amount.insert(exact, amount);
        amount
    }

    /// The exact value of a number.
    pub(crate) fn exact(&self, amount: Amount) -> BigRational {
        self.amounts.get(amount.0 as usize).cloned().unwrap_or_default()
    }

    /// A number as it was first written.
    pub(crate) fn written(&self, amount: Amount) -> Number {
        self.numbers.get(amount.0 as usize).cloned().unwrap_or_else(|| Number::from(0))
    }

    /// A regular expression, or why it cannot be read.
    pub(crate) fn pattern(&mut self, source: &'a str) -> Result<PatternId, String> {
        if let Some(known) = self.by_pattern.get(source) {
            return known.clone();
        }
        let parsed = Pattern::parse(source).map(|pattern| {
            self.patterns.push(pattern);
            PatternId(u32::try_from(self.patterns.len() - 1).unwrap_or(u32::MAX))
        });
        self.by_pattern.insert(source, parsed.clone());
        parsed
    }

    /// The id of a regular expression that was read before.
    pub(crate) fn known_pattern(&self, source: &str) -> Option<PatternId> {
        self.by_pattern.get(source)?.clone().ok()
    }

    /// The pattern of an id.
    pub(crate) fn pattern_of(&self, id: PatternId) -> Option<&Pattern> {
        self.patterns.get(id.0 as usize)
    }

    /// Whether a text matches a pattern.
    pub(crate) fn matches(&self, id: PatternId, text: &str) -> bool {
        self.pattern_of(id).is_some_and(|pattern| pattern.matches(text))
    }

    /// A predicate that is only known to be itself, by a text that tells it from others.
    pub(crate) fn opaque(&mut self, key: String, types: Types, why: Blocked) -> Lit {
        let next = u32::try_from(self.opaque.len()).unwrap_or(u32::MAX);
        let id = *self.by_text.entry(key).or_insert(next);
        if id == next {
            self.opaque.push(why);
        }
        self.lit(Node::Opaque(id, types))
    }

    /// Why a predicate is opaque.
    pub(crate) fn why_opaque(&self, id: u32) -> Option<&Blocked> {
        self.opaque.get(id as usize)
    }

    /// Remembers where the keyword of a node stands.
    pub(crate) fn mark(&mut self, lit: Lit, place: impl FnOnce() -> Blocked) {
        self.places.entry(lit.node()).or_insert_with(place);
    }

    /// Where the keyword of a node stands, if that was remembered.
    pub(crate) fn place(&self, lit: Lit) -> Option<&Blocked> {
        self.places.get(&lit.node())
    }

    /// A reference whose target is told later; until then it is taken for true.
    pub(crate) fn promise(&mut self) -> u32 {
        self.targets.push(Lit::TRUE);
        u32::try_from(self.targets.len() - 1).unwrap_or(u32::MAX)
    }

    /// Tells what a reference leads to.
    pub(crate) fn keep(&mut self, promise: u32, target: Lit) {
        if let Some(slot) = self.targets.get_mut(promise as usize) {
            *slot = target;
        }
    }

    /// What a promised reference leads to.
    pub(crate) fn target(&self, promise: u32) -> Lit {
        self.targets.get(promise as usize).copied().unwrap_or(Lit::TRUE)
    }

    /// How many references were promised.
    pub(crate) fn promises(&self) -> u32 {
        u32::try_from(self.targets.len()).unwrap_or(u32::MAX)
    }

    /// A literal with its references followed, as far as they lead from one to the next.
    pub(crate) fn follow(&self, mut lit: Lit) -> Lit {
        for _ in 0..10_000 {
            let Node::Reference(id) = self.node(lit) else { return lit };
            let target = self.target(*id);
            lit = if lit.asserts() { target } else { target.opposite() };
        }
        lit
    }

    /// The value of a scalar.
    pub(crate) fn value(&self, scalar: Scalar) -> Value {
        match scalar {
            Scalar::Boolean(value) => Value::Bool(value),
            Scalar::Number(amount) => Value::Number(self.written(amount)),
            Scalar::Text(symbol) => Value::String(self.name(symbol).to_owned()),
        }
    }
}

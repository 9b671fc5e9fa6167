//! What a schema is taken apart into: small statements about a value, and literals of them.
//!
//! Each statement speaks of one type and says nothing of values of others, as JSON Schema's own
//! keywords do. A literal is a statement or its opposite, so `not` costs nothing.

/// A statement or its opposite: the number of a node, doubled, and one more where it is denied.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Lit(u32);

impl Lit {
    /// What every value satisfies.
    pub(crate) const TRUE: Lit = Lit(0);
    /// What no value satisfies.
    pub(crate) const FALSE: Lit = Lit(1);

    /// A node, asserted.
    pub(crate) fn of(node: u32) -> Lit {
        Lit(node << 1)
    }

    /// The node that it speaks of.
    pub(crate) fn node(self) -> u32 {
        self.0 >> 1
    }

    /// Whether the node is asserted, not denied.
    pub(crate) fn asserts(self) -> bool {
        self.0 & 1 == 0
    }

    /// The opposite.
    pub(crate) fn opposite(self) -> Lit {
        Lit(self.0 ^ 1)
    }

    /// Its place in a table of all literals.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of types, as bits.
pub(crate) type Types = u8;
pub(crate) const NULL: Types = 1;
pub(crate) const BOOLEAN: Types = 2;
pub(crate) const NUMBER: Types = 4;
pub(crate) const STRING: Types = 8;
pub(crate) const ARRAY: Types = 16;
pub(crate) const OBJECT: Types = 32;
pub(crate) const ANY: Types = 63;

/// A text that is kept once: a property's name, or a string of an enum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(pub(crate) u32);

/// A number that is kept once, by its exact value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Amount(pub(crate) u32);

/// A regular expression that is kept once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct PatternId(pub(crate) u32);

/// A value without parts. `null` is a type, so it is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    Boolean(bool),
    Number(Amount),
    Text(Symbol),
}

impl Scalar {
    /// The type of the value.
    pub(crate) fn kind(self) -> Types {
        match self {
            Scalar::Boolean(_) => BOOLEAN,
            Scalar::Number(_) => NUMBER,
            Scalar::Text(_) => STRING,
        }
    }
}

/// A statement about a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// Each of these holds.
    All(Box<[Lit]>),
    /// Exactly one of these holds; one that is listed twice counts twice.
    One(Box<[Lit]>),
    /// The value is of one of these types.
    Types(Types),
    /// The value is one of these.
    Among(Box<[Scalar]>),
    /// A number is at least this, or more than this where it is open.
    Least { at: Amount, open: bool },
    /// A number is at most this, or less than this where it is open.
    Most { at: Amount, open: bool },
    /// A number is a multiple of this.
    Multiple(Amount),
    /// A number is written without fraction or exponent.
    Plain,
    /// A string has so many characters at least.
    MinLength(u64),
    /// A string has so many characters at most.
    MaxLength(u64),
    /// A string matches.
    Pattern(PatternId),
    /// An array has so many items at least.
    MinItems(u64),
    /// An array has so many items at most.
    MaxItems(u64),
    /// The items of an array differ.
    Unique,
    /// The item at this index, if an array has it, satisfies this.
    Item(u64, Lit),
    /// The items of an array from this index on satisfy this.
    Tail(u64, Lit),
    /// So many items of an array at least, two or more, satisfy this.
    AtLeast(u64, Lit),
    /// An object has so many properties at least.
    MinProperties(u64),
    /// An object has so many properties at most.
    MaxProperties(u64),
    /// An object has this property.
    Required(Symbol),
    /// This property, if an object has it, satisfies this.
    Property(Symbol, Lit),
    /// The properties of an object whose names match satisfy this.
    Matching(PatternId, Lit),
    /// The properties of an object that are neither named here nor match satisfy this.
    Rest(Box<Others>, Lit),
    /// The names of an object's properties satisfy this.
    Names(Lit),
    /// What a reference leads to.
    Reference(u32),
    /// What this prover does not read: a predicate on values of these types that is only known to
    /// be itself.
    Opaque(u32, Types),
}

/// The properties that `additionalProperties` does not speak of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Others {
    /// Their names, sorted.
    pub(crate) names: Box<[Symbol]>,
    /// What their names match, sorted.
    pub(crate) patterns: Box<[PatternId]>,
}

impl Node {
    /// The types that a leaf speaks of: of all others it holds. None for what is no such leaf.
    pub(crate) fn subject(&self) -> Option<Types> {
        use Node::*;
        match self {
            Least { .. } | Most { .. } | Multiple(_) | Plain => Some(NUMBER),
            MinLength(_) | MaxLength(_) | Pattern(_) => Some(STRING),
            MinItems(_) | MaxItems(_) | Unique | Item(..) | Tail(..) | AtLeast(..) => Some(ARRAY),
            MinProperties(_) | MaxProperties(_) | Required(_) | Property(..) | Matching(..)
            | Rest(..) | Names(_) => Some(OBJECT),
            Opaque(_, types) => Some(*types),
            All(_) | One(_) | Types(_) | Among(_) | Reference(_) => None,
        }
    }
}

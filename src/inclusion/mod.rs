//! Whether every value that one JSON Schema accepts is accepted by another, and if not, which is not.
//!
//! The question `old ⊆ new` is asked as its opposite: is there a value of `old ∧ ¬new`? A value
//! found answers no, and a search that ends without one, having left nothing out, answers yes. What
//! the search had to leave out is named, and then there is no answer.
//!
//! Nothing here knows a catalog, a disk or a validator.

mod address;
mod arena;
mod array;
mod combine;
mod dialect;
mod distinct;
mod evaluated;
pub mod found;
mod judge;
mod keyword;
mod load;
mod loops;
mod member;
mod node;
pub mod number;
mod object;
mod parts;
mod resource;
mod scalar;
mod search;
mod state;
pub mod text;

use serde_json::Value;

use crate::inclusion::arena::Arena;
use crate::inclusion::load::Loader;
use crate::inclusion::search::{Outcome, Search};

/// So many steps are spent on one question.
const FUEL: u64 = 2_000_000;

/// Whether every value of one schema is a value of another.
#[derive(Debug, Clone, PartialEq)]
pub enum Inclusion {
    /// Every value is: proved.
    Holds,
    /// Some values are not: one for each keyword that rejects by itself. There is at least one.
    Fails(Vec<Escape>),
    /// Neither was found.
    Unknown(Blocked),
}

/// A value that the old schema accepts and the new one rejects.
#[derive(Debug, Clone, PartialEq)]
pub struct Escape {
    /// The whole value.
    pub value: Value,
    /// Where in the value the new schema rejects, as a JSON pointer.
    pub at: String,
    /// The keyword of the new schema that rejects, as a JSON pointer into its document.
    pub keyword: String,
}

/// What kept a question from being answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    /// The construct, as a JSON pointer into the document of one of the schemas.
    pub pointer: String,
    /// Whether that is the new schema's document.
    pub in_new: bool,
    /// Why, in words: `a look-ahead in a pattern`.
    pub reason: String,
}

/// What an inclusion is asked under.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Whether `format` rejects. It is only an annotation otherwise.
    pub formats: bool,
}

/// Whether every value of `old` is a value of `new`. Both are documents that stand alone: what they
/// refer to lies within them. One that states no `$schema` is read as draft 2020-12.
pub fn decide(old: &Value, new: &Value, reading: Reading) -> Inclusion {
    let mut arena = Arena::new();
    let writes = Loader::new(&mut arena, old, false, reading).document();
    let reads = Loader::new(&mut arena, new, true, reading).document();
    if writes == reads {
        return Inclusion::Holds;
    }
    let not = arena.not(reads);
    let mut search = Search::new(&mut arena, FUEL);
    match search.solve(&[writes, not]) {
        Outcome::Empty => Inclusion::Holds,
        Outcome::Unknown(why) => Inclusion::Unknown((*why).clone()),
        Outcome::Value(value) => Inclusion::Fails(vec![Escape {
            value: (*value).clone(),
            at: String::new(),
            keyword: String::new(),
        }]),
    }
}

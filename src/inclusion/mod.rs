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
mod branch;
mod causes;
mod combine;
mod compare;
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
mod shape;
mod state;
pub mod text;
mod way;

use serde_json::Value;

use crate::inclusion::arena::Arena;
use crate::inclusion::load::{Loader, Memory};
use crate::inclusion::node::Lit;
use crate::inclusion::search::{Outcome, Search};

/// So many steps are spent on one question.
const FUEL: u64 = 500_000;
/// So many, at most, on what else rejects, once a value has been found.
const FUEL_OF_CAUSES: u64 = 250_000;

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
    if old == new {
        return Inclusion::Holds;
    }
    let mut arena = Arena::new();
    let memory = Memory::new(old, false, reading);
    let writes = Loader { arena: &mut arena, memory }.document();
    let mut loader = Loader { arena: &mut arena, memory: Memory::new(new, true, reading) };
    let reads = loader.document();
    let memory = loader.memory;
    let denied = arena.not(reads);
    let mut search = Search::new(&mut arena, FUEL);
    match search.solve(&[writes, denied]) {
        Outcome::Empty => Inclusion::Holds,
        Outcome::Unknown(why) => Inclusion::Unknown((*why).clone()),
        Outcome::Value(value) => {
            let mut escapes =
                search.within(FUEL_OF_CAUSES, |search| causes::causes(search, memory, writes));
            if escapes.is_empty() {
                let (at, keyword) = (String::new(), String::new());
                escapes.push(Escape { value: (*value).clone(), at, keyword });
            }
            confirmed(&arena, writes, reads, escapes)
        }
    }
}

/// A value of a schema, which is a document that stands alone. None where none was found.
pub fn value(schema: &Value, reading: Reading) -> Option<Value> {
    let mut arena = Arena::new();
    let memory = Memory::new(schema, false, reading);
    let asked = Loader { arena: &mut arena, memory }.document();
    match Search::new(&mut arena, FUEL).solve(&[asked]) {
        Outcome::Value(value) => Some((*value).clone()),
        Outcome::Empty | Outcome::Unknown(_) => None,
    }
}

/// The escapes, once the plain reading of both schemas agrees with each.
fn confirmed(arena: &Arena<'_>, old: Lit, new: Lit, mut escapes: Vec<Escape>) -> Inclusion {
    escapes.retain(|escape| {
        arena.holds(old, &escape.value) == Some(true)
            && arena.holds(new, &escape.value) == Some(false)
    });
    if escapes.is_empty() {
        let reason = "a value that could not be confirmed".to_owned();
        return Inclusion::Unknown(Blocked { pointer: String::new(), in_new: true, reason });
    }
    Inclusion::Fails(escapes)
}

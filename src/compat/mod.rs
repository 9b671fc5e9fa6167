//! Two schemas of a payload compared: who can read what the other writes, with what proves it.
//!
//! Whatever language a schema is written in, the answer has one form: compatible with a proof,
//! incompatible with a payload that shows it, or undecided with what is in the way. Policies say
//! what is asked beyond the bare words of the schemas, and stand beside every answer.

pub mod answer;
pub mod contract;
pub mod language;
pub mod languages;
pub mod policy;
pub mod search;

use crate::compat::answer::{Comparison, Direction, Remark};
use crate::compat::contract::Contract;
use crate::compat::policy::Policy;

/// Compares two schemas both ways. Schemas in two languages cannot be compared: both answers are
/// undecided.
pub fn compare(old: &Contract, new: &Contract, policy: Policy) -> Comparison {
    let reads = |writer: &Contract, reader: &Contract, direction| {
        if writer.language.name == reader.language.name {
            return (writer.language.reads)(writer, reader, policy, direction);
        }
        let (from, to) = (writer.language.title, reader.language.title);
        answer::undecided(format!("{from} and {to} are two languages"))
    };
    Comparison {
        backward: reads(old, new, Direction::Backward),
        forward: reads(new, old, Direction::Forward),
    }
}

/// What people should know of a change besides the verdict; nothing between two languages.
pub fn remarks(old: &Contract, new: &Contract) -> Vec<Remark> {
    match old.language.name == new.language.name {
        true => (old.language.remarks)(old, new),
        false => Vec::new(),
    }
}

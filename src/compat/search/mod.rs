//! A value that one schema accepts and another rejects, looked for without any proof: by drawing
//! values that both schemas speak of, and asking a validator.
//!
//! What is found is certain, since the validator has judged it. That nothing is found says nothing.

mod arrays;
mod document;
mod facets;
mod kind;
mod mutation;
mod numbers;
mod objects;
mod random;
mod sample;
mod shrink;
mod texts;

use serde_json::Value;

pub use crate::compat::search::sample::Sampler;
pub use crate::compat::search::shrink::shrink;
pub use crate::compat::search::texts::typical;

/// The seed of searches. Any other would do, but one is enough for one answer.
const SEED: u64 = 1;

/// A small value that `old` accepts and `new` rejects, by what two validators say; none where so
/// many tries have not met one.
pub fn separate(
    old: &Value,
    new: &Value,
    accepts_old: impl Fn(&Value) -> bool,
    accepts_new: impl Fn(&Value) -> bool,
    tries: usize,
) -> Option<Value> {
    let separates = |value: &Value| accepts_old(value) && !accepts_new(value);
    let mut values = Sampler::new(old, SEED).with_seeds_of(new).take(tries);
    let found = values.find(|value| separates(value))?;
    Some(shrink(found, separates))
}

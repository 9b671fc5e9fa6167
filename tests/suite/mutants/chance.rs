//! A fixed sequence of numbers (xorshift), so that a mutant comes again.

use std::collections::BTreeMap;

/// A sequence of numbers, fixed by its seed.
pub(crate) struct Chance(u64);

impl Chance {
    /// The sequence of a seed. Seeds that follow one another give unlike sequences.
    pub(crate) fn new(seed: u64) -> Self {
        let mut chance = Chance((seed + 1).wrapping_mul(0x2545_f491_4f6c_dd1d) | 1);
        // Seeds that lie near each other differ in few bits at first.
        for _ in 0..4 {
            chance.below(2);
        }
        chance
    }

    /// A number from 0 to below `end`; 0 where nothing is below.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % end.max(1) as u64) as usize
    }

    /// One of several, of which there is at least one.
    pub(crate) fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    /// An entry of a map that has at least one.
    pub(crate) fn entry<'a, K, V>(&mut self, all: &'a BTreeMap<K, V>) -> (&'a K, &'a V) {
        let at = self.below(all.len());
        all.iter().nth(at).expect("the number is below the length of a map that is not empty")
    }
}

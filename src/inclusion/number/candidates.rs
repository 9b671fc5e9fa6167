//! The multiples of a number between two bounds, the nearest to zero first.

use std::ops::RangeInclusive;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};

use crate::inclusion::number::Bound;

/// The powers of ten that readers of JSON know: those of a binary floating point of 64 bits.
pub(super) const STEPS: RangeInclusive<i32> = 0..=330;

/// The multiples of a number between two bounds: 0, 1, -1, 2, -2 times it, as far as they are there.
pub(super) struct Multiples {
    step: BigRational,
    lowest: Option<BigInt>,
    highest: Option<BigInt>,
    up: Option<BigInt>,
    down: Option<BigInt>,
    downward: bool,
}

impl Multiples {
    /// The multiples of `step`, which is above zero.
    pub(super) fn between(
        step: &BigRational,
        lower: Option<&Bound>,
        upper: Option<&Bound>,
    ) -> Multiples {
        let lowest = lower.map(|bound| {
            let first = (&bound.at / step).ceil().to_integer();
            let outside = bound.open && (step * &first) == bound.at;
            if outside { first + 1 } else { first }
        });
        let highest = upper.map(|bound| {
            let last = (&bound.at / step).floor().to_integer();
            let outside = bound.open && (step * &last) == bound.at;
            if outside { last - 1 } else { last }
        });
        let zero = BigInt::zero();
        let up = lowest.clone().unwrap_or_default().max(zero.clone());
        let down = highest.clone().unwrap_or_else(|| -BigInt::one()).min(-BigInt::one());
        let mut multiples = Multiples {
            step: step.clone(),
            lowest,
            highest,
            up: Some(up),
            down: Some(down),
            downward: false,
        };
        multiples.bound();
        multiples
    }

    /// Ends the sides that have left the bounds.
    fn bound(&mut self) {
        let past_highest = |count: &BigInt| self.highest.as_ref().is_some_and(|end| count > end);
        let past_lowest = |count: &BigInt| self.lowest.as_ref().is_some_and(|end| count < end);
        self.up = self.up.take().filter(|count| !past_highest(count));
        self.down = self.down.take().filter(|count| !past_lowest(count));
    }
}

impl Iterator for Multiples {
    type Item = BigRational;

    fn next(&mut self) -> Option<BigRational> {
        let downward = self.down.is_some() && (self.downward || self.up.is_none());
        let side = if downward { &mut self.down } else { &mut self.up };
        let count = side.take()?;
        *side = Some(if downward { &count - 1 } else { &count + 1 });
        // Zero has no opposite, so the first step down follows the first step up.
        self.downward = !downward && count.is_positive();
        self.bound();
        Some(&self.step * count)
    }
}

//! A number that lies between bounds, is a multiple of some numbers and of others is not.
//!
//! All is exact: JSON numbers are decimals, and a decimal is a rational number. What is found is a
//! number that readers keep as it is: one that says the same after it was printed and read again.

mod candidates;
mod decimal;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, Zero};
use serde_json::Number;

use crate::inclusion::found::Found;
use crate::inclusion::number::candidates::{Multiples, STEPS};

pub use crate::inclusion::number::decimal::{exact, is_kept};

/// Most numbers that are tried in all.
const TRIES: usize = 5_000;

/// Most numbers that are tried of one coarseness, beside as many as are excluded.
const TRIES_OF_STEP: usize = 16;

/// How many times coarser or finer steps are tried in vain: a reader keeps no more digits than that.
const VAIN_STEPS: usize = 20;

/// Most binary digits of a common multiple.
const DIGITS: u64 = 8192;

/// More binary digits than a reader keeps of any number, with room for rounding.
const KEPT_DIGITS: u64 = 72;

/// What is asked of a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Goal {
    /// What it must not be below.
    pub lower: Option<Bound>,
    /// What it must not be above.
    pub upper: Option<Bound>,
    /// What it is a multiple of, each of them.
    pub multiples: Vec<BigRational>,
    /// What it is no multiple of.
    pub not_multiples: Vec<BigRational>,
    /// What it is not.
    pub excluded: Vec<BigRational>,
    /// Whether it is written without fraction and exponent, as an integer of draft-04 is. One that
    /// is not may be whole too, written as `1.0`.
    pub plain: Option<bool>,
}

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// Where it is.
    pub at: BigRational,
    /// Whether it lies outside itself.
    pub open: bool,
}

/// A number that is as asked, as simple as can be; the nearest to zero first.
pub fn find(goal: &Goal) -> Found<Number> {
    if goal.multiples.iter().chain(&goal.not_multiples).any(Zero::is_zero) {
        return Found::Unknown("a multiple of zero".to_owned());
    }
    if between_nothing(goal) {
        return Found::Empty;
    }
    match step(goal) {
        Err(reason) => Found::Unknown(reason),
        Ok(Some(step)) => among_multiples(goal, &step),
        Ok(None) => among_all(goal),
    }
}

/// Whether the bounds leave no number at all between them.
fn between_nothing(goal: &Goal) -> bool {
    let (Some(lower), Some(upper)) = (&goal.lower, &goal.upper) else { return false };
    lower.at > upper.at || (lower.at == upper.at && (lower.open || upper.open))
}

/// The smallest number that all candidates are multiples of; none where every number is one.
fn step(goal: &Goal) -> Result<Option<BigRational>, String> {
    let whole = (goal.plain == Some(true)).then(BigRational::one);
    let mut step: Option<BigRational> = None;
    for multiple in goal.multiples.iter().cloned().chain(whole) {
        let multiple = multiple.abs();
        let next = match step {
            None => multiple,
            Some(step) => BigRational::new(
                step.numer().lcm(multiple.numer()),
                step.denom().gcd(multiple.denom()),
            ),
        };
        if next.numer().bits() + next.denom().bits() > DIGITS {
            return Err("multiples whose common multiple has too many digits".to_owned());
        }
        step = Some(next);
    }
    Ok(step)
}

/// A candidate among the multiples of a number. Which of them are ruled out returns in periods, and
/// the first of a period is never: so the nearest few decide, unless the bounds hold fewer.
fn among_multiples(goal: &Goal, step: &BigRational) -> Found<Number> {
    if goal.not_multiples.iter().any(|other| is_multiple(step, other)) {
        return Found::Empty;
    }
    let most = TRIES.saturating_add(goal.excluded.len());
    let mut tried = 0;
    let mut lost = 0;
    for candidate in Multiples::between(step, goal.lower.as_ref(), goal.upper.as_ref()).take(most) {
        tried += 1;
        if !allows(goal, &candidate) {
            continue;
        }
        if let Some(number) = decimal::number(&candidate, goal.plain) {
            return Found::Value(number);
        }
        lost += 1;
        // What lies beside a number that readers cannot keep is none that they can keep either.
        if lost > TRIES_OF_STEP {
            break;
        }
    }
    match (lost, tried < most) {
        (0, true) => Found::Empty,
        (0, false) => Found::Unknown("more multiples than can be tried".to_owned()),
        _ => {
            let rounder = STEPS.skip(places_beyond(goal, step).max(1));
            let rounder = rounder.map(|places| step * decimal::ten_to(places));
            coarsest(goal, rounder).map_or_else(|| kept_by_none(goal), Found::Value)
        }
    }
}

/// A candidate among all numbers: the coarsest that lies between the bounds. There always is one,
/// but not always one that readers keep.
fn among_all(goal: &Goal) -> Found<Number> {
    if let (Some(lower), Some(upper)) = (&goal.lower, &goal.upper)
        && lower.at == upper.at
    {
        return match allows(goal, &lower.at) {
            false => Found::Empty,
            true => decimal::number(&lower.at, goal.plain)
                .map_or_else(|| kept_by_none(goal), Found::Value),
        };
    }
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let finer = STEPS.skip(1).map(|places| decimal::ten_to(-places));
    let finer = [BigRational::one(), half].into_iter().chain(finer);
    let finer = finer.take_while(|step| places_beyond(goal, step) == 0);
    let coarser = STEPS.skip(places_beyond(goal, &BigRational::one()).max(1)).map(decimal::ten_to);
    coarsest(goal, finer)
        .or_else(|| coarsest(goal, coarser))
        .map_or_else(|| kept_by_none(goal), Found::Value)
}

/// So many decimal places at least a step must be coarser for the multiples between the bounds to
/// have no more digits than a reader keeps. Those of a finer step that readers keep are multiples of
/// a coarser one too, so nothing is lost with them.
fn places_beyond(goal: &Goal, step: &BigRational) -> usize {
    let above = goal.lower.as_ref().filter(|bound| bound.at.is_positive());
    let below = goal.upper.as_ref().filter(|bound| bound.at.is_negative());
    let Some(nearest) = above.or(below) else { return 0 };
    let count = nearest.at.numer().bits().saturating_add(step.denom().bits());
    let of = nearest.at.denom().bits().saturating_add(step.numer().bits());
    let beyond = count.saturating_sub(of).saturating_sub(KEPT_DIGITS);
    // A decimal place is 3.32 binary ones; one place less is a step too many, which does no harm.
    usize::try_from(beyond.saturating_mul(3) / 10).unwrap_or(usize::MAX)
}

/// The first number that is as asked and kept by readers: of each step the few nearest to zero.
fn coarsest(goal: &Goal, steps: impl Iterator<Item = BigRational>) -> Option<Number> {
    let of_step = TRIES_OF_STEP.saturating_add(goal.excluded.len());
    let mut left = TRIES.saturating_add(goal.excluded.len());
    let mut vain = 0;
    let hopeless =
        |step: &BigRational| goal.not_multiples.iter().any(|other| is_multiple(step, other));
    for step in steps.filter(|step| !hopeless(step)) {
        let mut meant = false;
        let candidates = Multiples::between(&step, goal.lower.as_ref(), goal.upper.as_ref());
        for candidate in candidates.take(of_step) {
            left = left.checked_sub(1)?;
            if !allows(goal, &candidate) {
                continue;
            }
            if let Some(number) = decimal::number(&candidate, goal.plain) {
                return Some(number);
            }
            meant = true;
        }
        vain += usize::from(meant);
        if vain > VAIN_STEPS {
            return None;
        }
    }
    None
}

/// Whether nothing rules out a number that lies between the bounds and is a multiple as asked.
fn allows(goal: &Goal, candidate: &BigRational) -> bool {
    !goal.not_multiples.iter().any(|other| is_multiple(candidate, other))
        && !goal.excluded.contains(candidate)
}

fn is_multiple(value: &BigRational, of: &BigRational) -> bool {
    (value.numer() * of.denom()).is_multiple_of(&(value.denom() * of.numer()))
}

fn kept_by_none(goal: &Goal) -> Found<Number> {
    let bound = |bound: &Option<Bound>| {
        bound.as_ref().map_or_else(|| "any".to_owned(), |bound| decimal::words(&bound.at))
    };
    Found::Unknown(format!(
        "no number that JSON readers keep apart lies between {} and {}",
        bound(&goal.lower),
        bound(&goal.upper)
    ))
}

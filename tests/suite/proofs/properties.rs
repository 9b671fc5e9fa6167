//! What holds for every pair of schemas, whatever stands in them.

use eventbook::compat::answer::Answer;
use eventbook::compat::search::Sampler;
use rayon::prelude::*;
use serde_json::Value;

use crate::proofs::random::{Dice, edited, reordered, schema};
use crate::proofs::{expect_confirmed, known, reads, validator};

/// How many random pairs are tried.
const PAIRS: u64 = 2_000;

/// A schema, and another that is an edit of it or, now and then, any other.
fn pair(seed: u64) -> (Value, Value) {
    let mut dice = Dice::new(seed);
    let old = schema(&mut dice, 3);
    let new = match dice.below(8) {
        0 => schema(&mut dice, 3),
        1 => edited(&mut dice, &edited(&mut Dice::new(seed + 1), &old)),
        _ => edited(&mut dice, &old),
    };
    (old, new)
}

/// Fails where a sample of the old schema is rejected by the new one, though that was proved to
/// accept all of them. Counts the samples that said something.
fn refute(old: &Value, new: &Value, samples: usize, seed: u64) -> usize {
    let (accepts, judges) = (validator(old).unwrap(), validator(new).unwrap());
    let sampler = Sampler::new(old, seed).with_seeds_of(new);
    let valid = sampler.take(samples).filter(|value| accepts.is_valid(value));
    valid
        .inspect(|value| assert!(judges.is_valid(value), "{old}\nis not within\n{new}\n{value}"))
        .count()
}

#[test]
fn what_is_compatible_is_never_refuted() {
    let pairs = known::both_ways();
    assert!(pairs.len() >= 200, "{} pairs", pairs.len());
    let said = pairs.par_iter().map(|pair| match reads(&pair.old, &pair.new) {
        Answer::Compatible => refute(&pair.old, &pair.new, 10_000, 1),
        Answer::Incompatible(_) | Answer::Undecided(_) => 0,
    });
    assert!(said.sum::<usize>() > 100_000, "most samples are valid");
}

#[test]
#[expect(clippy::print_stdout, reason = "the shares are read in the output of the test")]
fn random_pairs_are_never_judged_wrong() {
    let judged = (0..PAIRS).into_par_iter().map(|seed| {
        let (old, new) = pair(seed);
        let answer = reads(&old, &new);
        match &answer {
            Answer::Compatible => drop(refute(&old, &new, 200, seed)),
            Answer::Incompatible(_) => expect_confirmed(&old, &new, &answer),
            Answer::Undecided(_) => return [0, 0, 1],
        }
        if answer.is_compatible() { [1, 0, 0] } else { [0, 1, 0] }
    });
    let sum = |a: [usize; 3], b: [usize; 3]| [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
    let [compatible, incompatible, undecided] = judged.reduce(|| [0; 3], sum);
    println!("{compatible} compatible, {incompatible} incompatible, {undecided} undecided");
    assert!(compatible > 400 && incompatible > 400, "both answers are tried");
    assert!(undecided * 50 < PAIRS as usize, "{undecided} of {PAIRS} are undecided");
}

#[test]
fn a_schema_is_within_itself_however_it_is_written() {
    (0..PAIRS).into_par_iter().for_each(|seed| {
        let (old, _) = pair(seed);
        let answer = reads(&old, &reordered(&old));
        assert!(answer.is_compatible(), "{old}\n{answer:?}");
    });
}

#[test]
fn a_chain_that_holds_is_never_broken_as_a_whole() {
    let held = (0..PAIRS).into_par_iter().map(|seed| {
        let (first, second) = pair(seed);
        let third = edited(&mut Dice::new(seed ^ 0xabcd), &second);
        if !reads(&first, &second).is_compatible() || !reads(&second, &third).is_compatible() {
            return 0;
        }
        let whole = reads(&first, &third);
        assert!(whole.breaks().is_empty(), "{first}\n{second}\n{third}\n{whole:?}");
        1
    });
    let held: usize = held.sum();
    assert!(held > 100, "only {held} chains hold");
}

#[test]
fn both_ways_is_one_way_and_the_other() {
    use eventbook::compat::compare;
    use eventbook::compat::policy::Policy;

    use crate::proofs::contract;
    (0..PAIRS / 4).into_par_iter().for_each(|seed| {
        let (old, new) = pair(seed);
        let (first, second) = (contract(&old), contract(&new));
        let there = compare(&first, &second, Policy::EXACT);
        let back = compare(&second, &first, Policy::EXACT);
        assert_eq!(there.backward.word(), reads(&old, &new).word());
        assert_eq!(there.forward.word(), reads(&new, &old).word());
        assert_eq!(
            (there.backward.word(), there.forward.word()),
            (back.forward.word(), back.backward.word())
        );
    });
}

//! Pairs of schemas whose true verdict is known, by people who never saw the prover: 52 on which other
//! tools err, and 52 written against any prover, in all drafts.

use eventbook::compat::policy::Policy;
use rayon::prelude::*;
use serde_json::Value;

use crate::proofs::{expect_confirmed, reads, stated};

/// The pair that 64 bits do not keep.
const LOST: &str = "one beyond 2^64";

/// Two schemas and whether every value of the first is one of the second, where that is known.
#[derive(Debug)]
pub(super) struct Known {
    id: String,
    pub(super) old: Value,
    pub(super) new: Value,
    holds: Option<bool>,
}

/// Every pair, in both directions.
pub(super) fn both_ways() -> Vec<Known> {
    let lines = |text: &str| -> Vec<Value> {
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let first = lines(include_str!("../inclusion/probes.jsonl")).into_iter().map(|line| {
        let holds = line["holds"].as_bool();
        (line["id"].to_string(), line["old"].clone(), line["new"].clone(), holds, None)
    });
    let second = lines(include_str!("known.jsonl")).into_iter().map(|line| {
        let (there, back) = (&line["compatible_backward"], &line["compatible_forward"]);
        let (old, new) = (line["original"].clone(), line["update"].clone());
        (line["id"].to_string(), old, new, there.as_bool(), back.as_bool())
    });
    let pairs = first.chain(second).flat_map(|(id, old, new, there, back)| {
        let (old, new) = (stated(&old), stated(&new));
        let forward = Known { id: id.clone(), old: old.clone(), new: new.clone(), holds: there };
        [forward, Known { id: format!("{id}, backwards"), old: new, new: old, holds: back }]
    });
    pairs.collect()
}

#[test]
fn every_known_pair_has_its_true_verdict() {
    let pairs = both_ways();
    let stated = pairs.iter().filter(|pair| pair.holds.is_some()).count();
    assert!(stated >= 150, "{stated} verdicts");
    pairs.par_iter().for_each(|pair| {
        let answer = reads(&pair.old, &pair.new);
        expect_confirmed(&pair.old, &pair.new, &answer);
        // Its numbers are others as soon as they are read, so that no validator could tell either.
        let Some(holds) = pair.holds.filter(|_| !pair.id.contains(LOST)) else { return };
        let true_word = if holds { "compatible" } else { "incompatible" };
        assert_eq!(answer.word(), true_word, "{}", pair.id);
    });
}

#[test]
fn a_number_that_is_read_as_another_is_not_judged() {
    let mut lines = include_str!("known.jsonl").lines();
    let line = lines.find(|line| line.contains(LOST)).unwrap();
    let answer = eventbook::report::compared::pairs::answer(line.as_bytes(), Policy::EXACT);
    let answer = answer.unwrap();
    assert!(answer.contains(r#""backward":"undecided","forward":"undecided""#), "{answer}");
}

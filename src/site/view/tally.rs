//! How often each rule speaks of the catalog: its findings, its passes, and what it cannot judge.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::finding::Level;
use crate::lint::verdict::Judgement;

/// What one rule says, or several together.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Tally {
    /// How many findings there are, allowed ones included.
    pub findings: usize,
    /// The level of the gravest of them.
    #[serde(skip)]
    pub gravest: Option<Level>,
    /// How many things hold.
    pub passes: usize,
    /// How many things could not be judged.
    pub unknowns: usize,
}

/// The tally of each rule that says anything, by its name.
pub fn tallies(judgement: &Judgement) -> BTreeMap<&str, Tally> {
    let mut all: BTreeMap<&str, Tally> = BTreeMap::new();
    for finding in &judgement.findings {
        let tally = all.entry(finding.rule).or_default();
        tally.findings += 1;
        tally.gravest = tally.gravest.max(Some(finding.level));
    }
    for pass in &judgement.passes {
        all.entry(pass.rule).or_default().passes += 1;
    }
    for unknown in &judgement.unknowns {
        all.entry(unknown.rule).or_default().unknowns += 1;
    }
    all
}

impl Tally {
    /// Both together.
    pub fn plus(self, other: Tally) -> Tally {
        Tally {
            findings: self.findings + other.findings,
            gravest: self.gravest.max(other.gravest),
            passes: self.passes + other.passes,
            unknowns: self.unknowns + other.unknowns,
        }
    }
}

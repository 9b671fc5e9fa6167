//! A baseline: the findings that a catalog had when somebody began to look, so that only new ones
//! fail. They are known again by their fingerprints, whatever lines they have moved to.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::finding::Finding;
use crate::finding::fingerprint::fingerprints;
use crate::lint::levels::UNREADABLE;
use crate::lint::verdict::Judgement;
use crate::source::error::Error;
use crate::source::{SourceFile, Sources};

/// The name of a baseline where none is given, in the folder of `eventbook.yaml`.
pub const FILE: &str = ".eventbook-baseline.json";

/// The version of this format. It grows when a key is removed or changes its meaning.
const VERSION: u32 = 1;

/// The findings that are known, in the order of their paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The version of this format.
    version: u32,
    /// What is known.
    findings: Vec<Known>,
}

/// A finding that is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Known {
    /// The file that it stood in, for people.
    path: String,
    /// The id of its rule, for people.
    rule: String,
    /// What names it: 16 hexadecimal digits. The rest may change.
    fingerprint: String,
    /// What it said, for people.
    message: String,
}

/// A judgement beside a baseline.
#[derive(Debug)]
pub struct Weighed {
    /// The judgement, in which what is known is marked and not counted.
    pub judgement: Judgement,
    /// How many findings of the baseline are not found any more.
    pub gone: usize,
}

/// Whether a baseline may know a finding. What is allowed has a reason, which says more, whatever
/// level it is counted at; and what cannot be read could hide anything.
fn may_be_known(finding: &Finding) -> bool {
    finding.allowance.is_none() && !UNREADABLE.contains(&finding.rule)
}

/// The baseline that all findings make that count and have no allowance.
pub fn of(sources: &Sources, findings: &[Finding]) -> Baseline {
    let prints = fingerprints(sources, findings).into_iter().zip(findings);
    let counted = prints.filter(|(_, finding)| may_be_known(finding));
    let known = counted.map(|(fingerprint, finding)| Known {
        path: sources.file(finding.primary.span.file).path.clone(),
        rule: finding.rule.to_owned(),
        fingerprint,
        message: finding.message.clone(),
    });
    let mut findings: Vec<Known> = known.collect();
    findings.sort();
    Baseline { version: VERSION, findings }
}

/// Reads a baseline. Fails where it is none, or one of a later version of eventbook.
pub fn read(file: &SourceFile) -> Result<Baseline, Error> {
    let broken = |cause: String| Error::new("read the baseline", file.path.as_ref(), cause);
    if file.fault.is_some() {
        return Err(broken("it is no text, or too large".to_owned()));
    }
    let baseline: Baseline = serde_json::from_str(&file.text).map_err(|error| {
        broken(format!("{error}; `eventbook schema baseline` says what it has to be"))
    })?;
    let is_print = |known: &Known| {
        known.fingerprint.len() == 16 && known.fingerprint.bytes().all(|it| it.is_ascii_hexdigit())
    };
    match (baseline.version, baseline.findings.iter().find(|known| !is_print(known))) {
        (VERSION, None) => Ok(baseline),
        (VERSION, Some(known)) => {
            Err(broken(format!("`{}` is no fingerprint", known.fingerprint.escape_debug())))
        }
        (version, _) => Err(broken(format!("it has version {version}, and {VERSION} is known"))),
    }
}

impl Baseline {
    /// The file, with its last line break.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("texts and numbers are JSON");
        format!("{text}\n")
    }

    /// How many findings it has.
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// The judgement with what is known marked as such.
    pub fn weigh(&self, sources: &Sources, judgement: &Judgement) -> Weighed {
        let known: BTreeSet<&str> =
            self.findings.iter().map(|known| known.fingerprint.as_str()).collect();
        let prints = fingerprints(sources, &judgement.findings);
        let mut found = BTreeSet::new();
        let mut findings = Vec::with_capacity(judgement.findings.len());
        for (print, finding) in prints.iter().zip(&judgement.findings) {
            let is_known = known.contains(print.as_str());
            if is_known {
                found.insert(print.as_str());
            }
            let is_known = is_known && may_be_known(finding);
            findings.push(Finding { known: is_known, ..finding.clone() });
        }
        let gone = known.len() - found.len();
        Weighed { judgement: judgement.with(findings), gone }
    }
}

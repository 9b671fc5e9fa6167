//! The fingerprint of a finding: a name that it keeps from run to run, however the lines around it
//! move, so that a baseline and the tools that follow findings know it again.
//!
//! It is made from the rule, from the documents that are concerned (or the file, where none is),
//! from the consumer group, where one is stated, and from the words at its place. Neither line numbers nor the message are in it: the message tells
//! values, and a fault with another value is the same fault.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::source::Sources;

/// How many bytes of the digest are kept: 64 bits tell the findings of any catalog apart.
const BYTES: usize = 8;

/// The fingerprints of findings, in their order: 16 hexadecimal digits each. Where two findings have
/// nothing that tells them apart, the second one's counts them.
pub fn fingerprints(sources: &Sources, findings: &[Finding]) -> Vec<String> {
    let mut seen: BTreeMap<Vec<u8>, u32> = BTreeMap::new();
    let prints = findings.iter().map(|finding| {
        let identity = identity(sources, finding);
        let before = seen.entry(identity.clone()).or_default();
        let digest = Sha256::new().chain_update(&identity).chain_update(before.to_be_bytes());
        *before += 1;
        let digest = digest.finalize();
        digest.iter().take(BYTES).map(|byte| format!("{byte:02x}")).collect()
    });
    prints.collect()
}

/// What makes a finding this one, with a separator that no text holds.
fn identity(sources: &Sources, finding: &Finding) -> Vec<u8> {
    let span = finding.primary.span;
    let file = sources.file(span.file);
    let mut parts = vec![finding.rule.to_owned()];
    match finding.subjects.as_slice() {
        [] => parts.push(file.path.clone()),
        subjects => {
            // Which of several is first may rest on the order of files.
            let mut subjects: Vec<String> = subjects.iter().map(ToString::to_string).collect();
            subjects.sort();
            parts.extend(subjects);
        }
    }
    parts.extend(finding.group.clone());
    let place = file.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    // A comment can only stand inside a place that has several lines.
    let words = match place.split_once('\n') {
        Some((line, _)) => line.split(" #").next().unwrap_or_default(),
        None => place,
    };
    parts.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
    parts.join("\0").into_bytes()
}

//! # What it finds
//! To be written.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "example-mismatch",
    concern: Concern::Documents,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("example_mismatch.rs"),
    check: Check::Design(check),
};

/// What does not match is found while examples are read; what is left to say is what holds.
fn check(study: &Study) -> Vec<Opinion> {
    let events = study.catalog.events.rows().iter().filter(|_| study.catalog.whole);
    let versions =
        events.flat_map(|event| event.versions.iter().map(move |version| (event, version)));
    let judged =
        versions.filter(|(_, version)| version.payload.is_some() && !version.examples.is_empty());
    let opinions = judged.map(|(event, version)| {
        let evidence = "every example matches its schema";
        let detail = format!("{} in v{}", version.examples.len(), version.version);
        RULE.pass_with(vec![event.subject()], version.span, evidence, detail)
    });
    opinions.collect()
}

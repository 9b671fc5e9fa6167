//! # What it finds
//! An event with several versions whose schemas are not known to be compatible. In this version
//! eventbook proves nothing yet: an event in one version has nothing to break, and every other is
//! counted as unknown.
//!
//! # Why it matters
//! Producers and consumers are deployed at different times, and old events are replayed. Both sides must
//! read what the other writes.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: audit
//! ```
//!
//! # When to allow it
//! All consumers are known, and all of them are deployed in one step with the producer.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "breaking-change",
    concern: Concern::Compatibility,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("breaking_change.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let several = study.catalog.events.rows().iter().filter(|event| event.versions.len() > 1);
    let mut opinions: Vec<Opinion> = several
        .map(|event| {
            let what = "several versions, whose compatibility is not judged";
            RULE.unknown(vec![event.subject()], event.span, what)
        })
        .collect();
    if opinions.is_empty() {
        let reason = "every event has one version".to_owned();
        opinions.push(Opinion::NotApplicable { reason });
    }
    opinions
}

//! # What it finds
//! A new version of an event whose schema is the one of the version before, word for word.
//!
//! # Why it matters
//! A version tells consumers that there is something new to read. They look for it, move to it, and test
//! it; here for nothing. Often the change was forgotten, or stands in the other document.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! schema: { type: object, properties: { orderId: { type: string } } }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema: { type: object, properties: { orderId: { type: string } } }
//! examples: [{ orderId: A-1 }]
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! schema: { type: object, properties: { orderId: { type: string } } }
//! ---
//! event: OrderPlaced
//! version: 2
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! schema: { type: object, properties: { orderId: { type: string }, coupon: { type: string } } }
//! examples: [{ orderId: A-1, coupon: SPRING26 }]
//! ```
//!
//! # When to allow it
//! The meaning of a field changed and its words did not. Better say it in the field's description.
//!
//! # Source
//! *Semantic Versioning 2.0.0*, section 3: a version is never given twice, and a new one says that
//! something changed.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unchanged-version",
    concern: Concern::Compatibility,
    group: Group::Schema,
    level: Level::Info,
    gate: false,
    since: "0.1.0",
    text: include_str!("unchanged_version.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, evolution) in study.changes.iter() {
        let event = &study.catalog.events[key];
        for step in evolution.steps.iter().filter(|step| step.same && evolution.follows(step)) {
            let versions = event.versions.get(step.older).zip(event.versions.get(step.newer));
            let Some((older, newer)) = versions else { continue };
            let (id, old, new) = (&event.id, &older.version, &newer.version);
            let message = format!("`{id}` {new} has the schema of {old}, word for word");
            let finding = RULE
                .fault(newer.stated.version.span, message)
                .relate(older.stated.version.span, "the same schema")
                .help(format!("say what is new in {new}, or remove it"));
            opinions.push(fault(finding, event.subjects()));
        }
    }
    opinions
}

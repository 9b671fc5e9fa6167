//! # What it finds
//! A flow that begins with an event which nobody publishes, or which another flow begins with
//! already.
//!
//! # Why it matters
//! A flow is drawn from what producers and consumers say. Here there is nothing to draw, so the
//! story on its page is about a flow that the catalog does not know.
//!
//! # Bad
//! ```yaml
//! flow: checkout
//! owner: shop-team
//! start: { event: OrderPlaced, service: payment-service }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers:
//!   - service: order-service
//!     trigger: { actor: User, action: POST /orders }
//!     writes: [orders-db]
//!     publish: outbox
//! ```
//!
//! # Good
//! ```yaml
//! flow: checkout
//! owner: shop-team
//! start: OrderPlaced
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: analytics
//! topics: [order-events]
//! producers:
//!   - service: order-service
//!     trigger: { actor: User, action: POST /orders }
//!     writes: [orders-db]
//!     publish: outbox
//! ```
//!
//! # When to allow it
//! While the flow is being designed and its producer is not yet written down.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfollowed-flow",
    concern: Concern::Documents,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unfollowed_flow.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for (key, flow) in study.catalog.flows.iter() {
        let Some(event) = flow.event else { continue };
        let subjects = vec![flow.subject()];
        let span = flow.stated.start.event.span;
        let event = &study.catalog.events[event].id;
        if study.flows.iter().any(|trace| trace.named == Some(key)) {
            opinions.push(RULE.pass_with(subjects, span, "flows that can be followed", &*flow.id));
        } else if study.catalog.whole {
            let who = flow.service.map_or_else(
                || "that has no other name".to_owned(),
                |service| format!("in `{}`", study.catalog.services[service].id),
            );
            let message = format!("`{}` begins with `{event}`, but no flow {who} does", flow.id);
            let finding =
                RULE.fault(span, message).label("name the event that a trigger publishes");
            opinions.push(fault(finding, subjects));
        }
    }
    opinions
}

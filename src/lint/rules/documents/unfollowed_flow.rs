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
//!
//! # Source
//! A rule of eventbook: a flow is derived from who publishes and who receives, and a document that
//! names it must meet it.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfollowed-flow",
    concern: Concern::Documents,
    group: Group::Documents,
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
            opinions.push(RULE.pass_with(
                subjects,
                span,
                "flows that can be followed",
                flow.id.clone(),
            ));
        } else if study.catalog.whole {
            let mut finding = RULE.fault(span, String::new());
            let named = study.flows.iter().filter(|trace| Some(trace.event) == flow.event);
            let mut other = named
                .filter_map(|trace| trace.named)
                .map(|key| &study.catalog.flows[key])
                .filter(|other| flow.service.is_none() || other.service == flow.service);
            finding.message = match other.next() {
                Some(other) => {
                    finding = finding.relate(other.span, "the other");
                    format!(
                        "`{}` and `{}` are names of one flow, which begins with `{event}`",
                        flow.id, other.id
                    )
                }
                None => {
                    finding = finding.label("name an event that a trigger sets off");
                    let by = flow.service.map(|key| &study.catalog.services[key].id);
                    let by = by.map(|service| format!(" from `{service}`")).unwrap_or_default();
                    format!("`{}` begins with `{event}`, but no flow begins there{by}", flow.id)
                }
            };
            opinions.push(fault(finding, subjects));
        }
    }
    opinions
}

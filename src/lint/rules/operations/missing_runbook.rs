//! # What it finds
//! A flow with `critical: true` whose `runbook` does not say whom to call: there is no `runbook`,
//! or none with `escalate`.
//!
//! # Why it matters
//! The business stops when the flow does. The commands of its brokers are on its page, but not who
//! decides whether a replay is right, and that is looked for at three in the morning.
//!
//! # Bad
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, trigger: { actor: Customer, action: POST /orders }, writes: [orders-db], publish: outbox }]
//! ---
//! flow: checkout
//! summary: From the order to the money.
//! owner: shop-team
//! start: OrderPlaced
//! critical: true
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! audience: audit
//! topics: [order-events]
//! producers: [{ service: order-service, trigger: { actor: Customer, action: POST /orders }, writes: [orders-db], publish: outbox }]
//! ---
//! flow: checkout
//! summary: From the order to the money.
//! owner: shop-team
//! start: OrderPlaced
//! critical: true
//! runbook:
//!   escalate: Checkout is paged; after 15 minutes the shop shows its banner.
//! ```
//!
//! # When to allow it
//! A runbook outside the catalog says it, and the reason says where that is.
//!
//! # Source
//! The chapters on being on call and on emergency response of *Site Reliability Engineering*,
//! edited by Beyer, Jones, Petoff and Murphy: who is called is written down before it is needed.

use crate::catalog::flow::Flow;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "missing-runbook",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("missing_runbook.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let flows = study.catalog.flows.rows().iter().filter(|flow| flow.stated.critical);
    flows.filter_map(|flow| of_flow(study, flow)).chain(topics(study)).collect()
}

fn of_flow(study: &Study, flow: &Flow) -> Option<Opinion> {
    let subjects = vec![flow.subject()];
    let runbook = flow.stated.runbook.as_ref();
    let escalate = runbook.and_then(|runbook| runbook.escalate.as_ref());
    if escalate.is_some_and(|words| !words.trim().is_empty()) {
        let evidence = "a runbook for every critical flow";
        return Some(RULE.pass_with(subjects, flow.span, evidence, flow.id.clone()));
    }
    // The key may only be misspelt, which is told already.
    if !study.catalog.is_sound(flow.span) {
        return Some(RULE.unknown(subjects, flow.span, scope::HIDDEN));
    }
    let lacking = match runbook {
        None => "has no runbook",
        Some(_) => "has a runbook that does not say whom to call (`escalate`)",
    };
    let finding = RULE
        .fault(flow.span, format!("the critical flow `{}` {lacking}", flow.id))
        .label("add `runbook`, with `escalate`")
        .help("`runbook: { escalate: Checkout is paged first; payments when PaymentProcessed stops. }`");
    Some(fault(finding, subjects))
}

/// The topics whose commands are not known, since nothing says what their broker is.
fn topics(study: &Study) -> impl Iterator<Item = Opinion> {
    let catalog = &study.catalog;
    catalog.topics.iter().filter_map(|(key, topic)| {
        // That a broker is not known by its name is its own finding.
        let told = topic.stated.broker.is_some() && topic.broker.is_none();
        let read = !study.graph.read_from(key).is_empty();
        if told || !read || catalog.product(topic).is_some() {
            return None;
        }
        let what = match topic.broker {
            None => "the commands of its broker, which is not stated (`broker`)".to_owned(),
            Some(broker) => {
                let product = &catalog.brokers[broker].stated.product.value;
                format!("the commands of its broker: those of `{product}` are not known here")
            }
        };
        Some(RULE.unknown(topic.subjects(), topic.span, what))
    })
}

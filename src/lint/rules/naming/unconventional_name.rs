//! # What it finds
//! The id of an event that `naming.pattern` in `eventbook.yaml` does not match.
//!
//! # Why it matters
//! Where names are built in two ways, people type the wrong one, and a filter by name misses half
//! of the events.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! naming: { pattern: "^[A-Z][A-Za-z]+$" }
//! ---
//! event: order-placed
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! naming: { pattern: "^[A-Z][A-Za-z]+$" }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! audience: analytics
//! ```
//!
//! # When to allow it
//! The name is older than the convention.
//!
//! # Source
//! The catalog's own settings; the naming conventions of the Zalando RESTful API and Event
//! Guidelines are a model.

use serde_json::Value;

use crate::config;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unconventional-name",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unconventional_name.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let pattern = study.config.naming.as_ref().and_then(|naming| naming.pattern.as_ref());
    let Some((pattern, names)) =
        pattern.and_then(|pattern| Some((pattern, config::names(&pattern.value).ok()?)))
    else {
        let reason = "no pattern of names is set".to_owned();
        return vec![Opinion::NotApplicable { reason }];
    };
    let events = study.catalog.events.rows().iter().filter(|event| scope::is_live(event));
    let judged = events.map(|event| {
        let subjects = event.subjects();
        if names.accepts(&Value::from(event.id.as_str())) {
            return RULE.pass_with(subjects, event.span, "names of one form", &*event.id);
        }
        let message = format!("`{}` does not match `{}`", event.id, pattern.value);
        let finding = RULE.fault(event.span, message);
        fault(finding.relate(pattern.span, "the form that all names have"), subjects)
    });
    judged.collect()
}

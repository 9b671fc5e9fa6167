//! # What it finds
//! A placeholder in a topic's address or in a broker's connection that an environment gives no
//! value for, where the settings declare environments.
//!
//! # Why it matters
//! Pages and runbooks show the address in each environment. With a hole in it a command cannot be
//! pasted at three in the morning.
//!
//! # Bad
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! environments:
//!   staging: { env: stg }
//!   production: { region: eu }
//! ---
//! topic: returns
//! address: "{env}.returns"
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! # eventbook.yaml
//! title: Shop
//! environments:
//!   staging: { env: stg }
//!   production: { env: prd }
//! ---
//! topic: returns
//! address: "{env}.returns"
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! The topic does not exist in that environment yet.
//!
//! # Source
//! A rule of eventbook: what a command is filled with at three in the morning is known before.

use crate::config::placeholders;
use crate::finding::{Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfilled-placeholder",
    concern: Concern::Documents,
    group: Group::Operations,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unfilled_placeholder.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let topics = catalog.topics.rows().iter().filter_map(|topic| {
        let address = topic.stated.address.as_ref()?;
        judge(study, &address.value, address.span, topic.subject())
    });
    let brokers = catalog.brokers.rows().iter().filter_map(|broker| {
        let values = broker.stated.connection.values().cloned().collect::<Vec<_>>().join(" ");
        judge(study, &values, broker.span, Subject::new("broker", &broker.id))
    });
    topics.chain(brokers).collect()
}

/// What is to be said of a text with placeholders; nothing where it has none, or where there are no
/// environments.
fn judge(study: &Study, text: &str, span: Span, subject: Subject) -> Option<Opinion> {
    let filled = study.config.in_each_environment(text);
    if filled.is_empty() || placeholders(text).is_empty() {
        return None;
    }
    let hole = filled.iter().find_map(|(environment, text)| {
        placeholders(text).first().map(|name| (*environment, (*name).to_owned()))
    });
    Some(match hole {
        None => {
            let evidence = "every placeholder has a value in every environment";
            RULE.pass_with(vec![subject.clone()], span, evidence, subject.name)
        }
        Some((environment, name)) => {
            let message = format!(
                "`{{{name}}}` of the {} `{}` has no value in the environment `{environment}`",
                subject.kind, subject.name
            );
            let finding = RULE.fault(span, message);
            let finding = finding
                .help(format!("add `{name}` to `environments.{environment}` in eventbook.yaml"));
            fault(finding, vec![subject])
        }
    })
}

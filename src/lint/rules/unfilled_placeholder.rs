//! # What it finds
//! A placeholder in a topic's address or in a broker's connection that an environment gives no
//! value for, where the settings declare environments. In the commands of procedures and runbooks
//! only those count that another environment has a value for: the rest is filled by hand.
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

use std::collections::BTreeSet;

use crate::config::placeholders;
use crate::finding::{Level, Subject};
use crate::lint::commands;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::procedures::{self, Place};
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
    let known = study.config.environments.0.iter().flat_map(|(_, values)| values.keys());
    let known: BTreeSet<&str> = known.map(String::as_str).collect();
    let procedures = procedures::all(study);
    let procedures = procedures.into_iter().filter_map(|place| in_commands(study, &known, place));
    topics.chain(brokers).chain(procedures).collect()
}

/// What is to be said of the commands of a procedure; nothing where no environment fills them.
fn in_commands(study: &Study, known: &BTreeSet<&str>, place: Place<'_>) -> Option<Opinion> {
    let words = commands::commands(place.text).into_iter().flat_map(|command| command.words);
    let words: Vec<String> = words.collect();
    let names = words.iter().flat_map(|word| placeholders(word));
    let names: BTreeSet<&str> = names.filter(|name| known.contains(name)).collect();
    let first = names.first()?;
    let holes = study.config.environments.0.iter().find_map(|(environment, values)| {
        let hole = names.iter().find(|name| !values.contains_key(**name))?;
        Some((environment, hole))
    });
    Some(match holes {
        None => {
            let evidence = "every placeholder of a command has a value in every environment";
            RULE.pass_with(place.subjects, place.span, evidence, format!("{{{first}}}"))
        }
        Some((environment, name)) => {
            let message = format!(
                "`{{{name}}}` in the commands of {} has no value in the environment `{environment}`",
                place.name
            );
            let finding = RULE.fault(place.span, message);
            let finding = finding
                .help(format!("add `{name}` to `environments.{environment}` in eventbook.yaml"));
            fault(finding, place.subjects)
        }
    })
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

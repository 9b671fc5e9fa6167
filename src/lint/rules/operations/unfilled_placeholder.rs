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

use std::collections::{BTreeMap, BTreeSet};

use crate::config::placeholders;
use crate::finding::{Level, Subject, Subjects};
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

/// A finding shows so many of the other places; more of them say nothing new.
const NAMED: usize = 5;

/// A placeholder that an environment does not fill, and who has it.
struct Hole<'a> {
    environment: &'a str,
    name: String,
    /// "of the broker `kafka`"
    whose: String,
    span: Span,
    subjects: Subjects,
}

/// What is to be said of one text.
type Verdict<'a> = Result<Opinion, Hole<'a>>;

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
    let mut opinions = Vec::new();
    let mut holes: BTreeMap<(&str, String), Vec<Hole<'_>>> = BTreeMap::new();
    for verdict in topics.chain(brokers).chain(procedures) {
        match verdict {
            Ok(opinion) => opinions.push(opinion),
            Err(hole) => {
                let key = (hole.environment, hole.name.clone());
                holes.entry(key).or_default().push(hole);
            }
        }
    }
    // What an environment does not fill is missing in one place, however many need it.
    opinions.extend(holes.values().filter_map(|holes| finding(holes)));
    opinions
}

fn finding(holes: &[Hole<'_>]) -> Option<Opinion> {
    let (first, others) = holes.split_first()?;
    let (name, environment) = (&first.name, first.environment);
    let more = match others.len() {
        0 => String::new(),
        count => format!(", and in {count} more places,"),
    };
    let message = format!(
        "`{{{name}}}` {}{more} has no value in the environment `{environment}`",
        first.whose
    );
    let finding = RULE.fault(first.span, message);
    let related = others.iter().take(NAMED);
    let finding = related.fold(finding, |finding, hole| {
        finding.relate(hole.span, format!("`{{{name}}}` {}", hole.whose))
    });
    let help = format!("add `{name}` to `environments.{environment}` in eventbook.yaml");
    let mut subjects: Vec<Subject> = Vec::new();
    for subject in holes.iter().flat_map(|hole| hole.subjects.iter()) {
        if !subjects.contains(subject) {
            subjects.push(subject.clone());
        }
    }
    Some(fault(finding.help(help), subjects))
}

/// What is to be said of the commands of a procedure; nothing where no environment fills them.
fn in_commands<'a>(
    study: &'a Study,
    known: &BTreeSet<&str>,
    place: Place<'_>,
) -> Option<Verdict<'a>> {
    let words = commands::commands(place.text).into_iter().flat_map(|command| command.words);
    let words: Vec<String> = words.collect();
    let names = words.iter().flat_map(|word| placeholders(word));
    let names: BTreeSet<&str> = names.filter(|name| known.contains(name)).collect();
    let first = names.first()?;
    let hole = study.config.environments.0.iter().find_map(|(environment, values)| {
        let hole = names.iter().find(|name| !values.contains_key(**name))?;
        Some((environment.as_str(), (*hole).to_owned()))
    });
    Some(match hole {
        None => {
            let evidence = "every placeholder of a command has a value in every environment";
            Ok(RULE.pass_with(place.subjects, place.span, evidence, format!("{{{first}}}")))
        }
        Some((environment, name)) => {
            let whose = format!("in the commands of {}", place.name);
            let (span, subjects) = (place.span, place.subjects);
            Err(Hole { environment, name, whose, span, subjects: subjects.into() })
        }
    })
}

/// What is to be said of a text with placeholders; nothing where it has none, or where there are no
/// environments.
fn judge<'a>(study: &'a Study, text: &str, span: Span, subject: Subject) -> Option<Verdict<'a>> {
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
            Ok(RULE.pass_with(vec![subject.clone()], span, evidence, subject.name))
        }
        Some((environment, name)) => {
            let whose = format!("of the {} `{}`", subject.kind, subject.name);
            Err(Hole { environment, name, whose, span, subjects: vec![subject].into() })
        }
    })
}

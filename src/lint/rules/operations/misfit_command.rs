//! # What it finds
//! A command in a procedure or a runbook that does not fit its broker or the broker's version: an
//! option that this version does not take, a subcommand that it does not have yet, the tool of
//! another broker, or a tool in two of its syntaxes.
//!
//! # Why it matters
//! The command was right when it was written, or right elsewhere. It is typed when something is
//! broken, and then it is one more thing that is.
//!
//! # Bad
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "5.0"
//! owner: shop-team
//! ---
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay:
//!   to: order-events
//!   procedure: >-
//!     Look first: `kafka-console-consumer.sh --topic order-events.DLQ --property print.key=true`.
//!     Then copy the records back with their keys.
//! ```
//!
//! # Good
//! ```yaml
//! broker: kafka
//! type: kafka
//! version: "5.0"
//! owner: shop-team
//! ---
//! topic: order-events.DLQ
//! broker: kafka
//! owner: shop-team
//! role: dlq
//! retention: 14d
//! monitor: [{ on: depth, over: 0, for: 5m }]
//! replay:
//!   to: order-events
//!   procedure: >-
//!     Look first: `kafka-console-consumer.sh --topic order-events.DLQ --formatter-property print.key=true`.
//!     Then copy the records back with their keys.
//! ```
//!
//! # When to allow it
//! The tool is kept at another version than the broker, and the reason says which.
//!
//! # Source
//! The options of Kafka's console tools as KIP-1147 renames them, the release notes of nats-server
//! 2.11, the reference of the Redis command XAUTOCLAIM, the documentation of rabbitmqadmin v2, and
//! that of the SQS action StartMessageMoveTask.

use crate::catalog::Broker;
use crate::finding::Level;
use crate::lint::commands::{self, Command};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::procedures::{self, Place};
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::tools::{self, Toolbox};
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "misfit-command",
    concern: Concern::Operations,
    group: Group::Operations,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("misfit_command.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = Vec::new();
    for place in procedures::all(study) {
        let commands = commands::commands(place.text);
        let judged = [
            by_version(&place, &commands),
            of_another_broker(&place, &commands),
            moved_from_elsewhere(&place, &commands),
            in_two_syntaxes(&place, &commands),
        ];
        let judged: Vec<Opinion> = judged.into_iter().flatten().flatten().collect();
        if judged.is_empty() && commands.iter().any(tools::is_known) {
            let evidence = "no command is known not to fit its broker";
            opinions.push(RULE.pass_with(place.subjects, place.span, evidence, place.name));
        }
        opinions.extend(judged);
    }
    opinions
}

fn by_version(place: &Place<'_>, commands: &[Command]) -> Option<Vec<Opinion>> {
    let used = tools::MISFITS
        .iter()
        .filter(|misfit| commands.iter().any(|command| (misfit.uses)(command)));
    let judged = used.filter_map(|misfit| {
        let brokers: Vec<&Broker> = place
            .brokers
            .iter()
            .copied()
            .filter(|broker| broker.stated.product.value == misfit.product)
            .collect();
        let fits: Vec<Option<bool>> = brokers
            .iter()
            .map(|broker| misfit.limit.fits(&broker.stated.version.as_ref()?.value.0))
            .collect();
        let (first, subjects) = (brokers.first()?, place.subjects.clone());
        if fits.contains(&Some(true)) {
            return None;
        }
        if fits.contains(&None) {
            let what = format!("whether the version of `{}` has {}", first.id, misfit.what);
            return Some(RULE.unknown(subjects, place.span, what));
        }
        let version = first.stated.version.as_ref()?;
        let limit = misfit.limit.words();
        let message = format!(
            "{} uses {} ({limit}); `{}` has version {}",
            place.name, misfit.what, first.id, version.value.0
        );
        let finding = RULE.fault(place.span, message).relate(version.span, "this version");
        Some(fault(finding.help(misfit.help), subjects))
    });
    Some(judged.collect())
}

/// A tool of another broker, where no command is of the topic's own.
fn of_another_broker(place: &Place<'_>, commands: &[Command]) -> Option<Vec<Opinion>> {
    let own = place.near.as_ref()?;
    let own: Option<Vec<&Toolbox>> = own.iter().map(|product| tools::of(product)).collect();
    let own = own.filter(|own| !own.is_empty())?;
    let runs = |tools: &Toolbox| commands.iter().find_map(|command| tools.run_by(command));
    if own.iter().any(|tools| runs(tools).is_some()) {
        return None;
    }
    let (other, tool) = tools::TOOLBOXES.iter().find_map(|tools| Some((tools, runs(tools)?)))?;
    let broker = place.brokers.first()?;
    let product = &broker.stated.product;
    let message = format!(
        "{} runs `{tool}`, a tool of {}, but the broker `{}` is {}",
        place.name, other.product, broker.id, product.value
    );
    let finding = RULE
        .fault(place.span, message)
        .relate(product.span, "its broker")
        .help(format!("write what is done with the tools of {}", product.value));
    Some(vec![fault(finding, place.subjects.clone())])
}

/// SQS moves messages back from a queue only to queues: what SNS or EventBridge put there stays.
fn moved_from_elsewhere(place: &Place<'_>, commands: &[Command]) -> Option<Vec<Opinion>> {
    let sources = place.dead_letters_of.as_ref().filter(|products| !products.is_empty())?;
    let moves =
        commands.iter().any(|command| command.has_words(&["sqs", "start-message-move-task"]));
    if !moves || sources.iter().any(|product| product == "sqs") {
        return None;
    }
    let message = format!(
        "{} starts a message move task, which takes only dead letters of an SQS queue; these are of {}",
        place.name,
        sources.join(" and ")
    );
    let finding = RULE
        .fault(place.span, message)
        .help("receive the messages and send each again, then delete it from the queue");
    Some(vec![fault(finding, place.subjects.clone())])
}

/// `rabbitmqadmin` in the syntax of its first generation and in that of its second: one of the two
/// is not the one that is installed.
fn in_two_syntaxes(place: &Place<'_>, commands: &[Command]) -> Option<Vec<Opinion>> {
    let mut calls = commands.iter().filter(|command| command.tool(&["rabbitmqadmin"]).is_some());
    let keys = ["name", "queue", "exchange", "routing_key", "source", "destination"];
    let old = |command: &&Command| {
        let named =
            |word: &String| word.split_once('=').is_some_and(|(key, _)| keys.contains(&key));
        command.words.iter().any(named)
    };
    let new =
        |command: &&Command| ["--name", "--queue"].iter().any(|option| command.has_option(option));
    let both = calls.clone().any(|command| old(&command)) && calls.any(|command| new(&command));
    both.then(|| {
        let message = format!(
            "{} writes `rabbitmqadmin` in two syntaxes: `name=…` is that of v1, `--name …` that of v2",
            place.name
        );
        let finding = RULE.fault(place.span, message).help("write all in that of the installed one");
        vec![fault(finding, place.subjects.clone())]
    })
}

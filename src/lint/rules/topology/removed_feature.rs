//! # What it finds
//! A RabbitMQ queue that rests on what its broker's version no longer has. Mirroring (`ha_mode`) is an error
//! from version 4.0 on, before it a warning. That a classic queue's `queue_mode` is ignored from 3.12 on is
//! told without a judgement.
//!
//! # Why it matters
//! RabbitMQ 4.0 removed the mirroring of classic queues. The policy stays in the definitions and does
//! nothing, so each queue has one copy on one node, and a lost node loses its messages.
//!
//! # Bad
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "4.1"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! rabbitmq: { type: classic, durable: true, ha_mode: all }
//! ```
//!
//! # Good
//! ```yaml
//! broker: rabbit
//! type: rabbitmq
//! version: "4.1"
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbit
//! kind: queue
//! owner: shop-team
//! rabbitmq: { type: quorum, durable: true }
//! ```
//!
//! # When to allow it
//! Never from 4.0 on. Before it: the queue is replaced by a quorum queue before the upgrade.
//!
//! # Source
//! RabbitMQ's guides to classic queue mirroring and to classic queues, and the notes of its release 4.0.

use crate::catalog::Catalog;
use crate::catalog::topic::Topic;
use crate::finding::{Finding, Level};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::broker::Default;
use crate::transport::brokers::rabbitmq;

/// The rule.
pub const RULE: Rule = Rule {
    name: "removed-feature",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("removed_feature.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let topics = study.catalog.topics.rows().iter();
    topics.filter_map(|topic| judge(&study.catalog, topic)).collect()
}

fn judge(catalog: &Catalog, topic: &Topic) -> Option<Opinion> {
    let product = catalog.product(topic).filter(|one| one.name == rabbitmq::BROKER.name)?;
    let block = topic.node.get(product.name)?;
    let mirrored = block.get("ha_mode");
    let is_classic = topic.channel().text("type").is_none_or(|kind| kind == "classic");
    let entry = mirrored.or_else(|| block.get("queue_mode").filter(|_| is_classic))?;
    let subjects = topic.subjects();
    // Another type may be what could not be read.
    if mirrored.is_none() && topic.channel().text("type").is_none() && !catalog.is_sound(topic.span)
    {
        return Some(RULE.unknown(subjects, entry.span, scope::HIDDEN));
    }
    let version = catalog.brokers[topic.broker?].stated.version.as_ref();
    let Some(version) = version else {
        let what = "the broker's version, which may no longer have it, is not stated";
        return Some(RULE.unknown(subjects, entry.span, what));
    };
    let number = &version.value.0;
    let (major, minor) = if mirrored.is_some() { (4, 0) } else { (3, 12) };
    let (newer, older) = (
        Default::new("", "", "").since(major, minor),
        Default::new("", "", "").until(major, minor),
    );
    let rests = format!("`{}` rests on mirrored classic queues", topic.id);
    let (level, message) = match (newer.may_hold(number), older.may_hold(number)) {
        (true, false) if mirrored.is_none() => (
            Level::Info,
            format!("the `queue_mode` of `{}` is ignored since RabbitMQ 3.12", topic.id),
        ),
        (false, true) if mirrored.is_none() => return None,
        (true, false) => (Level::Error, format!("{rests}, which RabbitMQ {number} no longer has")),
        (false, true) => (Level::Warn, format!("{rests}, which RabbitMQ 4.0 no longer has")),
        _ => {
            let what = "the broker's version leaves open whether it still has it";
            return Some(RULE.unknown(subjects, entry.span, what));
        }
    };
    let help = match mirrored {
        Some(_) => "declare a quorum queue, which has copies by itself",
        None => "remove `queue_mode`: classic queues keep little in memory",
    };
    let finding = Finding { level, ..RULE.fault(entry.span, message) };
    Some(fault(finding.relate(version.span, "the version").help(help), subjects))
}

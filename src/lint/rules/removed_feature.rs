//! # What it finds
//! A RabbitMQ queue that rests on what its broker's version no longer has: mirroring (`ha_mode`), or a
//! `queue_mode` for classic queues. An error from version 4.0 on; before it a warning.
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

/// What version 4.0 no longer has: key, what it is, and what to do instead.
const REMOVED: [(&str, &str, &str); 2] = [
    ("ha_mode", "mirrored classic queues", "declare a quorum queue, which has copies by itself"),
    (
        "queue_mode",
        "modes of classic queues",
        "remove `queue_mode`: classic queues keep little in memory",
    ),
];

fn check(study: &Study) -> Vec<Opinion> {
    let topics = study.catalog.topics.rows().iter();
    topics.filter_map(|topic| judge(&study.catalog, topic)).collect()
}

fn judge(catalog: &Catalog, topic: &Topic) -> Option<Opinion> {
    let product = catalog.product(topic).filter(|one| one.name == rabbitmq::BROKER.name)?;
    let block = topic.node.get(product.name)?;
    let stated = |(key, ..): &&(&str, _, _)| block.get(key).is_some();
    let (key, what, help) = REMOVED.iter().find(stated)?;
    let entry = block.get(key)?;
    let subjects = topic.subjects();
    let version = catalog.brokers[topic.broker?].stated.version.as_ref();
    let Some(version) = version else {
        let what = "the broker's version, which may no longer have it, is not stated";
        return Some(RULE.unknown(subjects, entry.span, what));
    };
    let (newer, older) =
        (Default::new("", "", "").since(4, 0), Default::new("", "", "").until(4, 0));
    let number = &version.value.0;
    let (level, message) = match (newer.may_hold(number), older.may_hold(number)) {
        (true, false) => (
            Level::Error,
            format!("`{}` rests on {what}, which RabbitMQ {number} no longer has", topic.id),
        ),
        (false, true) => (
            Level::Warn,
            format!("`{}` rests on {what}, which RabbitMQ 4.0 no longer has", topic.id),
        ),
        _ => {
            let what = "the broker's version leaves open whether it still has it";
            return Some(RULE.unknown(subjects, entry.span, what));
        }
    };
    let finding = Finding { level, ..RULE.fault(entry.span, message) };
    Some(fault(finding.relate(version.span, "the version").help(*help), subjects))
}

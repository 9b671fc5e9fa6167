//! # What it finds
//! A topic whose name its broker does not take, for its letters, its length, or an ending: the name of
//! a FIFO queue or topic of Amazon ends in `.fifo`, and no other one does.
//!
//! # Why it matters
//! The topic cannot be created, or a client cannot subscribe to it.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! address: order events/returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! address: order-events.returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! Never: the broker refuses it.
//!
//! # Source
//! The naming rules of each product, as its own sources or documentation have them: `Topic.java` of
//! Apache Kafka, the queues guide of RabbitMQ, the subjects page of NATS.

use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;
use crate::transport::channel::{Channel, TopicKind};

/// The rule.
pub const RULE: Rule = Rule {
    name: "illegal-address",
    concern: Concern::Documents,
    group: Group::Naming,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("illegal_address.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let judged = catalog.topics.rows().iter().filter_map(|topic| {
        let broker = catalog.product(topic)?;
        // `{env}` stands for a short word that every broker takes.
        let address = topic.address().replace("{env}", "env");
        let span = topic.stated.address.as_ref().map_or(topic.span, |address| address.span);
        let subjects = topic.subjects();
        let channel = Channel { address: &address, ..topic.channel() };
        Some(match (broker.address)(&channel) {
            Ok(()) => RULE.pass_with(
                subjects,
                span,
                "names that their brokers take",
                topic.address().to_owned(),
            ),
            Err(reason) => {
                let kind = topic.stated.kind.map_or("topic", TopicKind::word);
                let message =
                    format!("{} takes no {kind} of this name: `{address}` {reason}", broker.title);
                fault(RULE.fault(span, message), subjects)
            }
        })
    });
    judged.collect()
}

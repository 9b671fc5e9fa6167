//! # What it finds
//! A `key` or a `match` that its broker does not take.
//!
//! # Why it matters
//! The broker refuses the message or the binding, or takes it to mean something else.
//!
//! # Bad
//! ```yaml
//! broker: nats
//! type: nats
//! owner: shop-team
//! ---
//! topic: order-subjects
//! address: order.>
//! broker: nats
//! kind: subject
//! owner: shop-team
//! ---
//! topic: ORDERS
//! broker: nats
//! kind: stream
//! owner: shop-team
//! fed_by: [{ topic: order-subjects, match: order.>.placed }]
//! ```
//!
//! # Good
//! ```yaml
//! broker: nats
//! type: nats
//! owner: shop-team
//! ---
//! topic: order-subjects
//! address: order.>
//! broker: nats
//! kind: subject
//! owner: shop-team
//! ---
//! topic: ORDERS
//! broker: nats
//! kind: stream
//! owner: shop-team
//! fed_by: [{ topic: order-subjects, match: order.*.placed }]
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

/// The rule.
pub const RULE: Rule = Rule {
    name: "illegal-key",
    concern: Concern::Documents,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("illegal_key.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let mut opinions = keys(study);
    opinions.extend(patterns(study));
    opinions
}

/// The keys that events are published under.
fn keys(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let carriers = catalog
        .events
        .rows()
        .iter()
        .flat_map(|event| event.topics.iter().map(move |carrier| (event, carrier)));
    let judged = carriers.filter_map(|(event, carrier)| {
        let key = carrier.key.as_ref()?;
        let topic = &catalog.topics[carrier.topic];
        let product = catalog.product(topic)?;
        let subjects = vec![event.subject(), topic.subject()];
        Some(match (product.key)(&topic.channel(), &key.value) {
            Ok(()) => RULE.pass_with(
                subjects,
                key.span,
                "keys that their brokers take",
                key.value.clone(),
            ),
            Err(reason) => {
                let message =
                    format!("{} takes no such key: `{}` {reason}", product.title, key.value);
                fault(RULE.fault(key.span, message), subjects)
            }
        })
    });
    judged.collect()
}

/// The patterns by which topics are fed.
fn patterns(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let feeds = catalog
        .topics
        .rows()
        .iter()
        .flat_map(|topic| topic.fed_by.iter().map(move |feed| (topic, feed)));
    let judged = feeds.filter_map(|(topic, feed)| {
        let pattern = feed.stated.matching.as_ref()?;
        let from = &catalog.topics[feed.topic];
        let product = catalog.router(from, topic)?;
        let subjects = vec![topic.subject(), from.subject()];
        Some(match (product.pattern)(&from.channel(), &pattern.value) {
            Ok(()) => {
                let evidence = "patterns that their brokers take";
                RULE.pass_with(subjects, pattern.span, evidence, pattern.value.clone())
            }
            Err(reason) => {
                let message = format!(
                    "{} takes no such `match`: `{}` {reason}",
                    product.title, pattern.value
                );
                fault(RULE.fault(pattern.span, message), subjects)
            }
        })
    });
    judged.collect()
}

//! # What it finds
//! Two topics on one Kafka whose addresses differ only in `.` and `_`.
//!
//! # Why it matters
//! Kafka puts `_` for `.` in the names of metrics, so the two share theirs, and a broker in KRaft
//! mode refuses to create the second.
//!
//! # Bad
//! ```yaml
//! topic: order.returns
//! broker: kafka
//! owner: shop-team
//! ---
//! topic: order_returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! topic: order.returns
//! broker: kafka
//! owner: shop-team
//! ---
//! topic: order_complaints
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! Both exist already, and neither can be renamed.
//!
//! # Source
//! Apache Kafka, `Topic.hasCollision` in `org.apache.kafka.common.internals.Topic`, and the warning
//! of `kafka-topics.sh` on periods and underscores.

use std::collections::BTreeMap;

use crate::catalog::Broker;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::source::span::Span;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "colliding-address",
    concern: Concern::Contracts,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("colliding_address.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut known: BTreeMap<(Key<Broker>, String), &Topic> = BTreeMap::new();
    let mut opinions = Vec::new();
    for topic in catalog.topics.rows() {
        let on_kafka = catalog.product(topic).is_some_and(|product| product.name == "kafka");
        let Some(broker) = topic.broker.filter(|_| on_kafka) else { continue };
        let span = address_span(topic);
        let first = *known.entry((broker, topic.address().replace('.', "_"))).or_insert(topic);
        // Two documents of one address are another fault.
        if first.address() == topic.address() {
            let evidence = "addresses that no metric confuses";
            opinions.push(RULE.pass_with(topic.subjects(), span, evidence, topic.address()));
            continue;
        }
        let message = format!(
            "Kafka takes `{}` and `{}` for one name where it names metrics",
            topic.address(),
            first.address()
        );
        let finding = RULE.fault(span, message).relate(address_span(first), "the other one");
        let finding = finding.label("use `.` or `_` in all addresses, not both");
        opinions.push(fault(finding, vec![topic.subject(), first.subject()]));
    }
    opinions
}

fn address_span(topic: &Topic) -> Span {
    topic.stated.address.as_ref().map_or(topic.span, |address| address.span)
}

//! # What it finds
//! Two documents of topics with one address on one broker. An exchange and a queue may share a
//! name, and so may what lies in two virtual hosts, accounts or regions.
//!
//! # Why it matters
//! The catalog shows two topics where there is one: the consumers of one half never learn who
//! publishes to the other, and every verdict on it is half true.
//!
//! # Bad
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! address: order-returns
//! ---
//! topic: order-returns
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # Good
//! ```yaml
//! topic: returns
//! broker: kafka
//! owner: shop-team
//! address: order-returns
//! ---
//! topic: order-complaints
//! broker: kafka
//! owner: shop-team
//! ```
//!
//! # When to allow it
//! The documents stand for two clusters that one document of a broker describes.
//!
//! # Source
//! The uniqueness of names within a cluster, as Apache Kafka, RabbitMQ (for each virtual host) and
//! NATS demand it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::source::span::Span;
use crate::study::Study;
use crate::transport::channel::TopicKind;

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-address",
    concern: Concern::Documents,
    group: Group::Naming,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("duplicate_address.rs"),
    check: Check::Design(check),
};

/// Keys of a broker's block within which a name is unique.
const PLACES: [&str; 4] = ["vhost", "virtual_host", "account", "region"];

fn check(study: &Study) -> Vec<Opinion> {
    let mut known: BTreeMap<_, &Topic> = BTreeMap::new();
    let mut opinions = Vec::new();
    for topic in study.catalog.topics.rows() {
        let Some(broker) = topic.broker else { continue };
        let place = PLACES.map(|key| topic.block.get(key).map(Value::to_string));
        let kind = topic.stated.kind.map(TopicKind::word);
        let first = *known.entry((broker, kind, place, topic.address())).or_insert(topic);
        if first.id == topic.id {
            continue;
        }
        // What sets the two apart may be what could not be read.
        if ![topic, first].iter().all(|one| study.catalog.is_sound(one.span)) {
            opinions.push(RULE.unknown(vec![topic.subject()], topic.span, scope::HIDDEN));
            continue;
        }
        let id = &study.catalog.brokers[broker].id;
        let message =
            format!("`{}` and `{}` are both `{}` on `{id}`", topic.id, first.id, topic.address());
        let finding = RULE.fault(address_span(topic), message);
        let finding = finding.relate(address_span(first), "the other one");
        let finding = finding.help("make them one document, or correct the address");
        opinions.push(fault(finding, vec![topic.subject(), first.subject()]));
    }
    opinions
}

fn address_span(topic: &Topic) -> Span {
    topic.stated.address.as_ref().map_or(topic.span, |address| address.span)
}

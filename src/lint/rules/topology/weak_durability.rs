//! # What it finds
//! A Kafka topic whose stated `replication_factor` is below 3, or which has 3 copies or more and states
//! that one is enough to acknowledge a record (`min_insync_replicas: 1`); and a client of a Kafka broker
//! whose stated `acks` is not `all`.
//!
//! # Why it matters
//! A record that was acknowledged can then be lost with one machine. The producer was told that all is
//! well, so nobody sends it again.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! kafka: { replication_factor: 3, min_insync_replicas: 1 }
//! ```
//!
//! # Good
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! kafka: { replication_factor: 3, min_insync_replicas: 2 }
//! ```
//!
//! # When to allow it
//! The records can be made anew, or nobody would miss one: measurements, clicks.
//!
//! # Source
//! Apache Kafka's documentation of `min.insync.replicas`, which names a replication factor of 3 with
//! two in-sync replicas and `acks=all` as the usual way to greater durability.

use crate::catalog::Broker;
use crate::catalog::setting;
use crate::catalog::topic::Topic;
use crate::finding::{Level, Subject};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;
use crate::transport::brokers::kafka;
use crate::transport::setting::Setting;

/// The rule.
pub const RULE: Rule = Rule {
    name: "weak-durability",
    concern: Concern::LostEvents,
    group: Group::Topology,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("weak_durability.rs"),
    check: Check::Design(check),
};

/// So many copies survive the loss of one while another is being made anew.
const COPIES: u64 = 3;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let is_kafka = |broker: &Broker| broker.stated.product.value == kafka::BROKER.name;
    let brokers = catalog.brokers.rows().iter().filter(|broker| is_kafka(broker));
    let mut opinions: Vec<Opinion> = brokers.flat_map(clients).collect();
    let topics = catalog
        .topics
        .rows()
        .iter()
        .filter(|topic| topic.broker.is_some_and(|broker| is_kafka(&catalog.brokers[broker])));
    opinions.extend(topics.map(|topic| {
        // A default of the cluster takes the place of the product's, so only what is stated counts.
        let stated = |wanted: &Setting| {
            let known = setting::of_topic(catalog, topic, wanted)?;
            Some((known.amount.number()?, known.stated()?))
        };
        judge(topic, stated)
    }));
    opinions
}

fn judge(
    topic: &Topic,
    stated: impl Fn(&Setting) -> Option<(u64, crate::source::span::Span)>,
) -> Opinion {
    let subjects = topic.subjects();
    let Some((copies, span)) = stated(&kafka::COPIES) else {
        let what = "`replication_factor` is not stated";
        return RULE.unknown(subjects, topic.span, what);
    };
    if copies < COPIES {
        let count = if copies == 1 { "one copy".to_owned() } else { format!("{copies} copies") };
        let message = format!(
            "`{}` has {count} of each record, so it loses records or stops when a broker is lost",
            topic.id
        );
        let help = "set `replication_factor: 3` and `min_insync_replicas: 2`";
        return fault(RULE.fault(span, message).label("3 or more").help(help), subjects);
    }
    match stated(&kafka::IN_SYNC) {
        None => RULE.unknown(subjects, span, "`min_insync_replicas` is not stated"),
        Some((needed, place)) if needed < 2 => {
            let message =
                format!("`{}` acknowledges a record that one of its {copies} copies has", topic.id);
            let finding = RULE.fault(place, message).label("2 or more");
            let finding = finding.relate(span, "so many copies");
            fault(finding.help("set `min_insync_replicas: 2`"), subjects)
        }
        Some((needed, place)) => {
            let evidence = "acknowledged records outlive a broker";
            RULE.pass_with(subjects, place, evidence, format!("{needed} of {copies} copies"))
        }
    }
}

/// What the clients of a broker state of acknowledgements.
fn clients(broker: &Broker) -> Vec<Opinion> {
    let stated = broker
        .stated
        .clients
        .iter()
        .filter_map(|(name, client)| Some((name, &client.settings.get("acks")?.0)));
    let judged = stated.map(|(name, acks)| {
        let subjects = vec![Subject::new("broker", &broker.id)];
        match acks.value.as_str() {
            "all" | "-1" => {
                let evidence = "publishers wait for all copies in sync";
                RULE.pass_with(subjects, acks.span, evidence, name.clone())
            }
            "0" | "1" => {
                let waits = match acks.value.as_str() {
                    "0" => "does not wait for any broker to have a record",
                    _ => "waits only for the leader to have a record",
                };
                let message =
                    format!("`{name}` on `{}` {waits}: `acks` is {}", broker.id, acks.value);
                let finding = RULE.fault(acks.span, message).label("`all`");
                fault(finding.help("set `acks: all`"), subjects)
            }
            _ => RULE.unknown(subjects, acks.span, "`acks` has a value that is not known"),
        }
    });
    judged.collect()
}

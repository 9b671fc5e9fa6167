//! # What it finds
//! A `fed_by` whose `match` or `filter` none of the messages meets that arrive at the topic that it
//! names.
//!
//! Of filters, only what Amazon EventBridge compares below `detail` is judged by the event's
//! schema: attributes, and what a broker puts around a message, are not known.
//!
//! # Why it matters
//! The queue stays empty and nothing fails. Most likely a key was renamed, or a word is missing:
//! `order.*` takes `order.placed` and not `order.placed.eu`.
//!
//! # Bad
//! ```yaml
//! broker: rabbitmq
//! type: rabbitmq
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbitmq
//! kind: exchange
//! owner: shop-team
//! rabbitmq: { type: topic }
//! ---
//! topic: placed-orders
//! broker: rabbitmq
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! fed_by: [{ topic: orders, match: order.# }]
//! ---
//! topic: returned-orders
//! broker: rabbitmq
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! fed_by: [{ topic: orders, match: return.# }]
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [{ topic: orders, key: order.placed }]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     from: [placed-orders]
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! broker: rabbitmq
//! type: rabbitmq
//! owner: shop-team
//! ---
//! topic: orders
//! broker: rabbitmq
//! kind: exchange
//! owner: shop-team
//! rabbitmq: { type: topic }
//! ---
//! topic: placed-orders
//! broker: rabbitmq
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! fed_by: [{ topic: orders, match: order.# }]
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [{ topic: orders, key: order.placed }]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     from: [placed-orders]
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The events that it waits for are on their way, and the reason says which and when.
//!
//! # Source
//! The naming rules of each product, as its own sources or documentation have them: `Topic.java` of
//! Apache Kafka, the queues guide of RabbitMQ, the subjects page of NATS,
//! the event patterns of Amazon EventBridge.

use crate::catalog::topic::Feed;
use crate::finding::Level;
use crate::lint::bindings::{broken, met};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::study::Study;
use crate::transport::answer::Answer;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unfed-binding",
    concern: Concern::Lifecycle,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unfed_binding.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let broken = broken(study);
    let mut opinions = Vec::new();
    for (to, topic) in catalog.topics.iter() {
        for (number, feed) in topic.fed_by.iter().enumerate() {
            let at_fault = broken.unfed.contains(&(to, number));
            let met = if at_fault { Some(Answer::No) } else { met(study, to, feed) };
            let Some(met) = met else { continue };
            let from = &catalog.topics[feed.topic];
            let subjects = vec![topic.subject(), from.subject()];
            match met {
                Answer::Yes => {
                    let evidence = "something is published that each binding lets through";
                    let detail = feed.pattern().unwrap_or_default().to_owned();
                    opinions.push(RULE.pass_with(subjects, feed.span(), evidence, detail));
                }
                Answer::Unknown => {
                    let what = "whether a binding lets something through is not known";
                    opinions.push(RULE.unknown(subjects, feed.span(), what));
                }
                Answer::No if at_fault => {
                    let (to, from) = (&topic.id, &from.id);
                    let by = by(feed);
                    let message =
                        format!("{by} lets nothing that arrives at `{from}` through to `{to}`");
                    let mut finding = RULE.fault(feed.span(), message);
                    for (publication, _) in study.graph.routing.arriving(feed.topic).take(4) {
                        let key = publication.key.as_deref().unwrap_or_default();
                        let text = format!("`{key}` is published here");
                        finding = finding.relate(publication.span, text);
                    }
                    opinions.push(fault(finding, subjects));
                }
                Answer::No => {}
            }
        }
    }
    opinions
}

/// What decides: the topic may be fed by other bindings.
fn by(feed: &Feed) -> String {
    match (feed.pattern(), &feed.stated.filter) {
        (Some(pattern), None) => format!("`{pattern}`"),
        (Some(pattern), Some(_)) => format!("`{pattern}` with its filter"),
        (None, _) => "the filter".to_owned(),
    }
}

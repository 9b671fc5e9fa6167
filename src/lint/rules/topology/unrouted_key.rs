//! # What it finds
//! An event that is published to an exchange, a bus or a subject with a key that none of its bindings
//! lets through.
//!
//! # Why it matters
//! What routes keeps nothing: the broker drops the message, and the producer is told nothing of it.
//!
//! # Bad
//! ```yaml
//! broker: rabbitmq
//! type: rabbitmq
//! owner: shop-team
//! ---
//! topic: notifications
//! broker: rabbitmq
//! kind: exchange
//! owner: shop-team
//! rabbitmq: { type: topic, durable: true }
//! ---
//! topic: mails
//! broker: rabbitmq
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! fed_by: [{ topic: notifications, match: "notification.email.#" }]
//! ---
//! event: WelcomeSent
//! version: 1
//! owner: shop-team
//! topics: [{ topic: notifications, key: notification.mail.welcome }]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     from: [mails]
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
//! topic: notifications
//! broker: rabbitmq
//! kind: exchange
//! owner: shop-team
//! rabbitmq: { type: topic, durable: true }
//! ---
//! topic: mails
//! broker: rabbitmq
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! fed_by: [{ topic: notifications, match: "notification.email.#" }]
//! ---
//! event: WelcomeSent
//! version: 1
//! owner: shop-team
//! topics: [{ topic: notifications, key: notification.email.welcome }]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     from: [mails]
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! A queue that is not in the catalog takes the messages. Better say so by the event's `audience`.
//!
//! # Source
//! The naming rules of each product, as its own sources or documentation have them: `Topic.java` of
//! Apache Kafka, the queues guide of RabbitMQ, the subjects page of NATS.

use crate::finding::Level;
use crate::graph::routing::Publication;
use crate::lint::bindings::{broken, fate};
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::answer::Answer;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unrouted-key",
    concern: Concern::Lifecycle,
    group: Group::Topology,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("unrouted_key.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let broken = broken(study);
    let mut opinions = Vec::new();
    for (event, row) in catalog.events.iter().filter(|(_, row)| scope::is_live(row)) {
        for (publication, journey) in study.graph.routing.of_event(event) {
            let Some(fate) = fate(study, publication, journey) else { continue };
            let topic = &catalog.topics[publication.topic];
            let subjects = vec![row.subject(), topic.subject()];
            match fate {
                Answer::Yes => {
                    let evidence = "a queue takes what is published";
                    let detail = publication.key.clone().unwrap_or_default();
                    opinions.push(RULE.pass_with(subjects, publication.span, evidence, detail));
                }
                Answer::Unknown => {
                    let what = "which queue takes a message is not known from its key";
                    opinions.push(RULE.unknown(subjects, publication.span, what));
                }
                // A key that the broker refuses reaches no queue either: `illegal-key` tells it.
                Answer::No if !is_legal(study, publication) => {}
                Answer::No if broken.unrouted.contains(&(event, publication.topic)) => {
                    opinions.push(fault(finding(study, publication), subjects));
                }
                Answer::No => {}
            }
        }
    }
    opinions
}

fn is_legal(study: &Study, publication: &Publication) -> bool {
    let topic = &study.catalog.topics[publication.topic];
    let (key, product) = (publication.key.as_ref(), study.catalog.product(topic));
    let refused = key
        .zip(product)
        .is_some_and(|(key, product)| (product.key)(&topic.channel(), key).is_err());
    !refused
}

fn finding(study: &Study, publication: &Publication) -> crate::finding::Finding {
    let catalog = &study.catalog;
    let event = &catalog.events[publication.event].id;
    let from = &catalog.topics[publication.topic].id;
    let with = publication.key.as_ref().map(|key| format!(" with the key `{key}`"));
    let with = with.unwrap_or_default();
    let message = format!("`{event}` is published to `{from}`{with}, which no queue takes");
    let mut finding = RULE.fault(publication.span, message);
    for to in study.graph.routing.feeds(publication.topic) {
        let feeds = catalog.topics[*to].fed_by.iter();
        for feed in feeds.filter(|feed| feed.topic == publication.topic) {
            finding = finding.relate(feed.span(), "this does not let it through");
        }
    }
    finding
}

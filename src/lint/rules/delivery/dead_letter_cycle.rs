//! # What it finds
//! A dead-letter queue whose messages come back by themselves to what the consumer reads, by `fed_by`.
//! One that is the very topic that is read is told by `missing-dlq`.
//!
//! # Why it matters
//! A message that can never succeed then goes round for ever. Nobody sees it, because the queue is never
//! full for long, and it takes its share of the consumer each time.
//!
//! # Bad
//! ```yaml
//! topic: order-events
//! broker: kafka
//! owner: shop-team
//! partition_key: orderId
//! retention: 7d
//! fed_by: [{ topic: order-events.DLQ }]
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # Good
//! ```yaml
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The number of rounds is limited by something that the catalog cannot say, such as a counter in a header.
//!
//! # Source
//! The documentation of RabbitMQ, "Dead Letter Exchanges", which warns of such cycles. For the queue itself,
//! the pattern Dead Letter Channel in Hohpe and Woolf, *Enterprise Integration Patterns*.

use std::collections::BTreeSet;

use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::kinds::topic::Role;
use crate::finding::Level;
use crate::graph::routing::passes;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::answer::Answer;

/// The rule.
pub const RULE: Rule = Rule {
    name: "dead-letter-cycle",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Error,
    gate: false,
    since: "0.1.0",
    text: include_str!("dead_letter_cycle.rs"),
    check: Check::Consumer(check),
};

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|consumer| judge(study, consumer))
}

fn judge(study: &Study, consumer: &Subscription) -> Option<Opinion> {
    let catalog = &study.catalog;
    // A consumer that reads its own dead letters has no dead-letter queue at all.
    let dlq = consumer.dlq_topic().filter(|dlq| !consumer.topics.contains(dlq))?;
    let subjects = scope::consumer_subjects(consumer);
    let place = consumer.stated.dlq.as_ref()?.span;
    let Some(way) = way_back(study, consumer, dlq) else {
        let evidence = "dead letters stay where they are put";
        return Some(RULE.pass_with(subjects, place, evidence, &catalog.topics[dlq].id));
    };
    let who = scope::consumer_words(catalog, consumer);
    let names: Vec<String> =
        way.iter().map(|key| format!("`{}`", catalog.topics[*key].id)).collect();
    let message = format!("{who} gets its dead letters back: {}", names.join(" -> "));
    let finding = RULE.fault(place, message).label("dead letters have to stay where they are put");
    let pairs = way.iter().zip(way.iter().skip(1));
    let feeds = pairs.flat_map(|(from, to)| {
        let feeds = catalog.topics[*to].fed_by.iter();
        feeds.filter(|feed| feed.topic == *from)
    });
    let finding = feeds.fold(finding, |finding, feed| {
        finding.relate(feed.span(), "this brings them back without end")
    });
    Some(fault(finding, subjects))
}

/// The topics from a dead-letter queue to what the consumer reads, where its messages certainly pass
/// from one to the next by themselves. A delay queue is meant to bring them back.
fn way_back(study: &Study, consumer: &Subscription, dlq: Key<Topic>) -> Option<Vec<Key<Topic>>> {
    let catalog = &study.catalog;
    let mut known = BTreeSet::new();
    let mut open = vec![vec![dlq]];
    while let Some(way) = open.pop() {
        let here = *way.last()?;
        if consumer.topics.contains(&here) {
            return Some(way);
        }
        if !known.insert(here) || catalog.topics[here].role() == Some(Role::Delay) {
            continue;
        }
        for to in study.graph.routing.feeds(here) {
            let feeds = catalog.topics[*to].fed_by.iter().filter(|feed| feed.topic == here);
            let answers = feeds.map(|feed| passes(catalog, *to, feed, None, consumer.event));
            if Answer::any(answers) == Answer::Yes {
                open.push(way.iter().copied().chain([*to]).collect());
            }
        }
    }
    None
}

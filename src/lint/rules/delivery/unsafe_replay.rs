//! # What it finds
//! A dead-letter queue that is replayed to a topic where another consumer of the same event reads
//! `at-most-once` and has no idempotency strategy.
//!
//! # Why it matters
//! A replay to a topic reaches every group that reads it, not only the one that failed. A consumer that is
//! never sent a message twice by its broker gets it twice then.
//!
//! # Bad
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
//!   - service: stock-service
//!     guarantee: at-most-once
//!     idempotency: none
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
//!   - service: stock-service
//!     guarantee: at-most-once
//!     idempotency: { strategy: natural, why: It replaces the row of the order. }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The replay is filtered by consumer, and the procedure says how.
//!
//! # Source
//! Kreps, "The Log", and the documentation of Apache Kafka, "Consumers": a record is delivered to each
//! subscribing group.

use std::collections::BTreeSet;

use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::either::OrNone;
use crate::document::parts::idempotency::Strategy;
use crate::document::parts::subscription::Guarantee;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unsafe-replay",
    concern: Concern::DeadLetters,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("unsafe_replay.rs"),
    check: Check::Design(check),
};

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let mut told = BTreeSet::new();
    let mut opinions = Vec::new();
    for (key, dlq) in catalog.topics.iter() {
        let (Some(to), Some(stated)) = (dlq.replay_to, &dlq.stated.replay) else { continue };
        let place = OrNone::some(&stated.value).and_then(|replay| replay.to.as_ref());
        let span = place.map_or(stated.span, |place| place.span);
        let mut safe = 0;
        let mut reached = 0;
        for key in receivers(study, key, to) {
            let consumer = &catalog.subscriptions[key];
            reached += 1;
            match repeats(consumer) {
                Some(false) => safe += 1,
                // Several queues may be replayed to one topic; one consumer is one cause.
                Some(true) if catalog.is_sound(consumer.span) && told.insert(key) => {
                    let who = scope::consumer_words(catalog, consumer);
                    let message = format!(
                        "{who} gets again what is replayed from `{}`, and has no idempotency strategy",
                        dlq.id
                    );
                    let place = consumer.stated.idempotency.as_ref();
                    let place = place.map_or(consumer.span, |stated| stated.strategy.span);
                    let finding = RULE
                        .fault(place, message)
                        .label("say how a message that comes twice has its effect once")
                        .relate(span, "a replay reaches all who read there");
                    let mut subjects = scope::consumer_subjects(consumer).to_vec();
                    subjects.push(dlq.subject());
                    opinions.push(fault(finding, subjects));
                }
                _ => {}
            }
        }
        if reached > 0 && safe == reached {
            let evidence = "every consumer that a replay reaches is idempotent";
            let detail = format!("{reached} of {}", catalog.topics[to].id);
            opinions.push(RULE.pass_with(vec![dlq.subject()], span, evidence, detail));
        }
    }
    opinions
}

/// Who gets what is replayed from a dead-letter queue to a topic: all who consume one of its events
/// there, or in what that topic feeds.
fn receivers(study: &Study, dlq: Key<Topic>, to: Key<Topic>) -> Vec<Key<Subscription>> {
    let catalog = &study.catalog;
    let letters = study.graph.dead_letters_of(dlq).iter();
    let dead: BTreeSet<Key<Event>> = letters.map(|key| catalog.subscriptions[*key].event).collect();
    let read = study.graph.routing.connected([to]);
    let readers = read.iter().flat_map(|topic| study.graph.read_from(*topic)).copied();
    let readers: BTreeSet<Key<Subscription>> = readers.collect();
    let gets = |key: &Key<Subscription>| {
        let consumer = &catalog.subscriptions[*key];
        dead.contains(&consumer.event)
            && !catalog.services[consumer.service].is_external()
            && !consumer.reads_only_roles(catalog)
            && scope::is_live(&catalog.events[consumer.event])
    };
    readers.into_iter().filter(gets).collect()
}

/// Whether a message that comes twice has its effect twice. What `missing-idempotency` tells of a
/// consumer is not told again.
fn repeats(consumer: &Subscription) -> Option<bool> {
    let stated = consumer.stated.idempotency.as_ref();
    let lacks = stated.is_none_or(|stated| stated.strategy.value == Strategy::None);
    match (lacks, consumer.guarantee() == Guarantee::AtMostOnce) {
        (false, _) => Some(false),
        (true, true) => Some(true),
        (true, false) => None,
    }
}

//! # What it finds
//! An event that sets off more than twenty further messages by what its consumers publish, and by what
//! theirs publish in turn. Of emissions with a condition one is counted, and so it is of those that say
//! how a command or a saga's step ended, done or failed.
//!
//! # Why it matters
//! Every consumer that publishes multiplies what comes in. A thousand orders in a minute are then tens of
//! thousands of messages, and none of the services along the way has them in its plans.
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
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentAsked]
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentAsked]
//! ---
//! event: PaymentAsked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentChecked]
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentChecked]
//! ---
//! event: PaymentChecked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentTaken]
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentTaken]
//! ---
//! event: PaymentTaken
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentBooked]
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentBooked]
//! ---
//! event: PaymentBooked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: payment-service
//!     group: two
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
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentAsked]
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     emits: [PaymentAsked]
//! ---
//! event: PaymentAsked
//! version: 1
//! owner: shop-team
//! topics: [order-events]
//! producers: [{ service: payment-service, writes: [payments-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     group: one
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!   - service: payment-service
//!     group: two
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//! ```
//!
//! # When to allow it
//! The messages are small, and the load has been measured.
//!
//! # Source
//! Nygard, *Release It!*, on the stability antipattern Unbalanced Capacities. The limit of twenty is this
//! rule's own.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::channel::Sharing;

/// The rule.
pub const RULE: Rule = Rule {
    name: "fan-out-chain",
    concern: Concern::ThunderingHerd,
    group: Group::Load,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("fan_out_chain.rs"),
    check: Check::Design(check),
};

/// How many messages follow from one of an event.
type Counts = BTreeMap<Key<Event>, u64>;

/// The events of which only one is published, for each of them.
type Endings = BTreeMap<Key<Event>, BTreeSet<Key<Event>>>;

/// So many messages may follow from one.
const MOST: u64 = 20;

fn check(study: &Study) -> Vec<Opinion> {
    let catalog = &study.catalog;
    let follow = following(study);
    let consumers = catalog.subscriptions.rows().iter();
    let in_turn: BTreeSet<Key<Event>> =
        consumers.flat_map(|consumer| &consumer.emits).map(|emit| emit.event).collect();
    let mut opinions = Vec::new();
    for (key, event) in catalog.events.iter().filter(|(_, event)| scope::is_live(event)) {
        // What is published in turn is counted with the event that it follows from.
        let Some(count) = follow.get(&key).filter(|_| !in_turn.contains(&key)) else { continue };
        if *count == 0 {
            continue;
        }
        let subjects = event.subjects();
        if *count <= MOST && !catalog.whole {
            opinions.push(RULE.unknown(subjects, event.span, scope::HIDDEN));
            continue;
        }
        if *count <= MOST {
            let evidence = "few messages follow from one";
            let detail = format!("{count} from {}", event.id);
            opinions.push(RULE.pass_with(subjects, event.span, evidence, detail));
            continue;
        }
        let message = format!(
            "one `{}` sets off {count} further messages by what its consumers publish",
            event.id
        );
        let finding = RULE
            .fault(event.span, message)
            .label(format!("more than {MOST}"))
            .help("publish one message for many, or let one consumer do what several do now");
        let own = study.graph.subscriptions_of(key).iter().map(|key| &catalog.subscriptions[*key]);
        let emits = own.flat_map(|consumer| &consumer.emits);
        let finding = emits.take(3).fold(finding, |finding, emit| {
            let more = follow.get(&emit.event).copied().unwrap_or_default();
            finding.relate(emit.span, format!("{more} follow from this one"))
        });
        opinions.push(fault(finding, subjects));
    }
    opinions
}

/// How many messages follow from one of each event, from the ends of all flows backwards. An event
/// that leads into a circle has no number; `circular-flow` tells it.
fn following(study: &Study) -> Counts {
    let catalog = &study.catalog;
    let endings = endings(catalog);
    let mut before: BTreeMap<Key<Event>, Vec<Key<Event>>> = BTreeMap::new();
    let mut open: BTreeMap<Key<Event>, usize> = BTreeMap::new();
    for consumer in catalog.subscriptions.rows() {
        for emit in &consumer.emits {
            before.entry(emit.event).or_default().push(consumer.event);
            *open.entry(consumer.event).or_default() += 1;
        }
    }
    let mut known = Counts::new();
    let keys = catalog.events.iter().map(|(key, _)| key);
    let mut ready: Vec<Key<Event>> = keys.filter(|key| !open.contains_key(key)).collect();
    while let Some(event) = ready.pop() {
        known.insert(event, of_event(study, event, &known, &endings));
        for earlier in before.get(&event).into_iter().flatten() {
            if let Some(count) = open.get_mut(earlier) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*earlier);
                }
            }
        }
    }
    known
}

fn of_event(study: &Study, event: Key<Event>, known: &Counts, endings: &Endings) -> u64 {
    let catalog = &study.catalog;
    let mut queues: BTreeMap<Key<Topic>, u64> = BTreeMap::new();
    let mut total: u64 = 0;
    for key in study.graph.subscriptions_of(event) {
        let consumer = &catalog.subscriptions[*key];
        if consumer.reads_only_roles(catalog) {
            continue;
        }
        let emitted = emitted(consumer, known, endings);
        // The consumers of a queue share its messages: one of them gets each.
        match queue(catalog, consumer) {
            Some(queue) => {
                let most = queues.entry(queue).or_default();
                *most = emitted.max(*most);
            }
            None => total = total.saturating_add(emitted),
        }
    }
    queues.values().fold(total, |total, most| total.saturating_add(*most))
}

fn queue(catalog: &Catalog, consumer: &Subscription) -> Option<Key<Topic>> {
    let shared =
        |key: &&Key<Topic>| catalog.sharing(&catalog.topics[**key]) == Some(Sharing::OneOfAll);
    consumer.topics.iter().find(shared).copied()
}

fn emitted(consumer: &Subscription, known: &Counts, endings: &Endings) -> u64 {
    let (mut always, mut either): (u64, u64) = (0, 0);
    for emit in &consumer.emits {
        let count = known.get(&emit.event).copied().unwrap_or_default().saturating_add(1);
        let mut others = endings.get(&emit.event).into_iter().flatten();
        match others.any(|other| consumer.emits_event(*other)) || emit.when.is_some() {
            true => either = either.max(count),
            false => always = always.saturating_add(count),
        }
    }
    always.saturating_add(either)
}

/// For each event that says that something was done or that it failed, the events that say the other.
fn endings(catalog: &Catalog) -> Endings {
    let replies = catalog.events.rows().iter().filter_map(|event| event.reply.as_ref());
    let replies = replies.map(|reply| (reply.success, reply.failure));
    let steps = catalog.sagas.rows().iter().flat_map(|saga| &saga.steps);
    let mut endings = Endings::new();
    for pair in replies.chain(steps.map(|step| (step.success, step.failure))) {
        if let (Some(success), Some(failure)) = pair
            && success != failure
        {
            endings.entry(success).or_default().insert(failure);
            endings.entry(failure).or_default().insert(success);
        }
    }
    endings
}

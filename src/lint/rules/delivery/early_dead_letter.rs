//! # What it finds
//! A queue of Amazon SQS that gives up a message after fewer than three receives (`max_receive_count`)
//! and is read by a Lambda function. Three or four receives are unknown.
//!
//! # Why it matters
//! Each time that Lambda takes a message and cannot run the function, because it is throttled or the
//! batch failed as a whole, a receive is counted. Healthy messages land in the dead-letter queue on the
//! first busy day.
//!
//! # Bad
//! ```yaml
//! broker: sqs
//! type: sqs
//! owner: shop-team
//! ---
//! topic: orders
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! sqs: { max_receive_count: 2 }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     client: lambda
//! ```
//!
//! # Good
//! ```yaml
//! broker: sqs
//! type: sqs
//! owner: shop-team
//! ---
//! topic: orders
//! broker: sqs
//! kind: queue
//! owner: shop-team
//! retention: 7d
//! sqs: { max_receive_count: 5 }
//! ---
//! event: OrderPlaced
//! version: 1
//! owner: shop-team
//! topics: [orders]
//! producers: [{ service: order-service, writes: [orders-db], publish: outbox }]
//! consumers:
//!   - service: payment-service
//!     idempotency: { strategy: dedup-table, key: eventId, store: payments-db, window: 30d }
//!     dlq: order-events.DLQ
//!     client: lambda
//! ```
//!
//! # When to allow it
//! The function must not run twice, and somebody brings back what was only throttled.
//!
//! # Source
//! The AWS Lambda Developer Guide, "Using Lambda with Amazon SQS": set `maxReceiveCount` to at least 5,
//! so that throttling alone sends no message to the dead-letter queue.

use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::finding::Level;
use crate::lint::concern::Concern;
use crate::lint::each::Each;
use crate::lint::group::Group;
use crate::lint::rule::{Check, Opinion, Rule, fault};
use crate::lint::scope;
use crate::study::Study;
use crate::transport::clients::lambda;
use crate::transport::setting::Amount;

/// The rule.
pub const RULE: Rule = Rule {
    name: "early-dead-letter",
    concern: Concern::ErrorHandling,
    group: Group::Delivery,
    level: Level::Warn,
    gate: false,
    since: "0.1.0",
    text: include_str!("early_dead_letter.rs"),
    check: Check::Consumer(check),
};

/// The fewest receives that a moment of throttling leaves room for.
const FEWEST: Amount = Amount::Of(3);

/// So many AWS asks for.
const ENOUGH: Amount = Amount::Of(5);

fn check(study: &Study) -> Each<'_, Subscription> {
    Each::by(|subscription| of_consumer(study, subscription))
        .otherwise("no Lambda function is called by a queue")
}

fn of_consumer(study: &Study, subscription: &Subscription) -> Vec<Opinion> {
    if setting::client(subscription).is_none_or(|one| one.name != lambda::CLIENT.name) {
        return Vec::new();
    }
    let judged = subscription.topics.iter();
    judged.filter_map(|topic| judge(study, subscription, *topic)).collect()
}

fn judge(study: &Study, subscription: &Subscription, key: Key<Topic>) -> Option<Opinion> {
    let catalog = &study.catalog;
    let topic = &catalog.topics[key];
    let product = catalog.product(topic).filter(|product| product.name == lambda::CLIENT.broker)?;
    let setting = (product.deliveries)(&topic.channel())?;
    let subjects = scope::consumer_subjects(subscription);
    let Some(most) = setting::of_consumer(catalog, subscription, key, &setting) else {
        let what = "after how many receives a queue gives up a message is not stated";
        return Some(RULE.unknown(subjects, topic.span, what));
    };
    let place = most.stated().unwrap_or(topic.span);
    if most.amount >= ENOUGH {
        let evidence = "receives enough for a function that is throttled";
        return Some(RULE.pass_with(subjects, place, evidence, most.words()));
    }
    if most.amount >= FEWEST {
        let what = "whether the function is ever throttled, for which AWS asks for 5 receives";
        return Some(RULE.unknown(subjects, place, what));
    }
    let who = scope::consumer_words(catalog, subscription);
    let message = format!(
        "{who} is a Lambda function, and `{}` gives up a message after {} receives: one that was only \
         throttled is taken for one that failed",
        topic.id,
        most.words()
    );
    let finding = RULE.fault(place, message).label("5 or more");
    let client = subscription.stated.client.as_ref();
    let finding = client.into_iter().fold(finding, |finding, client| {
        finding.relate(client.span, "throttled calls count as receives")
    });
    Some(fault(finding, subjects))
}

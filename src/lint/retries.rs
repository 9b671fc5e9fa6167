//! How long all tries of a message take on its topic, decided once: one rule tells what is gone before
//! its last try, and another is silent then.

use crate::catalog::Catalog;
use crate::catalog::setting::{self, Known};
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::values::attempts::Attempts;
use crate::lint::fifo;
use crate::source::span::Span;
use crate::transport::brokers::sqs::VISIBILITY;
use crate::transport::setting::Amount;

/// The tries of a message, which stays on its topic between them.
#[derive(Debug)]
pub struct Tries {
    /// Where their number is stated.
    pub place: Span,
    /// How long they take together, where that is known.
    pub time: Option<Time>,
}

/// How long all tries take.
#[derive(Debug)]
pub struct Time {
    /// In milliseconds.
    pub total: u64,
    attempts: u64,
    /// The visibility timeout, where no delays are stated.
    hidden: Option<Known>,
}

impl Time {
    /// How it comes about: "3 attempts with 30 s visibility".
    pub fn words(&self) -> String {
        let count = match self.attempts {
            1 => "1 attempt".to_owned(),
            count => format!("{count} attempts"),
        };
        match &self.hidden {
            Some(hidden) => format!("{count} with {} visibility", hidden.words()),
            None => format!("the delays of {count}"),
        }
    }

    /// Where the visibility timeout is stated.
    pub fn visibility(&self) -> Option<Span> {
        self.hidden.as_ref()?.stated()
    }
}

/// The tries of a consumer's message on a topic. None where they are not stated or never end, where a
/// message leaves the topic between them, or on RabbitMQ, which lets nothing expire that a consumer
/// holds.
pub fn tries(catalog: &Catalog, consumer: &Subscription, topic: Key<Topic>) -> Option<Tries> {
    let retry = consumer.stated.retry.as_ref().and_then(|stated| stated.value.some());
    let leaves = retry.is_some_and(|retry| retry.via.is_some());
    if leaves || fifo::is_on(catalog, &catalog.topics[topic], "rabbitmq") {
        return None;
    }
    let (attempts, place) = attempts(catalog, consumer, topic)?;
    Some(Tries { place, time: time(catalog, consumer, topic, attempts) })
}

/// How long a queue of Amazon SQS hides a message over all the receives that it allows, where both are
/// stated. A handler that tries again within one receive makes that no shorter.
pub fn receives(catalog: &Catalog, consumer: &Subscription, key: Key<Topic>) -> Option<u64> {
    let topic = &catalog.topics[key];
    let product = catalog.product(topic).filter(|product| product.name == "sqs")?;
    let setting = (product.deliveries)(&topic.channel())?;
    let most = setting::of_consumer(catalog, consumer, key, &setting)?.amount.number()?;
    let hidden = setting::of_consumer(catalog, consumer, key, &VISIBILITY)?;
    Some(hidden.amount.number()?.saturating_mul(most))
}

/// Whether a message can be gone from its topic before its last try.
pub fn outlast(catalog: &Catalog, consumer: &Subscription, topic: Key<Topic>) -> bool {
    let time = tries(catalog, consumer, topic).and_then(|tries| tries.time);
    let kept = setting::retention(catalog, &catalog.topics[topic]);
    time.zip(kept).is_some_and(|(time, kept)| Amount::Of(time.total) >= kept.amount)
}

/// How often a message is tried, and where that is stated: by the consumer, or else by a queue of
/// Amazon SQS.
fn attempts(catalog: &Catalog, consumer: &Subscription, key: Key<Topic>) -> Option<(u64, Span)> {
    if let Some(stated) = &consumer.stated.retry {
        let retry = stated.value.some()?;
        let place = retry.attempts.as_ref().map_or(stated.span, |attempts| attempts.span);
        return match retry.tries()? {
            Attempts::Limited(attempts) => Some((u64::from(attempts), place)),
            Attempts::Unlimited => None,
        };
    }
    let topic = &catalog.topics[key];
    let product = catalog.product(topic).filter(|product| product.name == "sqs")?;
    let setting = (product.deliveries)(&topic.channel())?;
    let known = setting::of_consumer(catalog, consumer, key, &setting)?;
    Some((known.amount.number()?, known.stated()?))
}

/// The delays, or on Amazon SQS the times for which a message is hidden where no delay is stated.
fn time(
    catalog: &Catalog,
    consumer: &Subscription,
    key: Key<Topic>,
    attempts: u64,
) -> Option<Time> {
    let retry = consumer.stated.retry.as_ref().and_then(|stated| stated.value.some());
    let timed = retry.filter(|retry| retry.initial.is_some() || !retry.delays.is_empty());
    if timed.is_none() && fifo::is_on(catalog, &catalog.topics[key], "sqs") {
        let hidden = setting::of_consumer(catalog, consumer, key, &VISIBILITY)?;
        let total = hidden.amount.number()?.saturating_mul(attempts);
        return Some(Time { total, attempts, hidden: Some(hidden) });
    }
    let total = retry.filter(|retry| !retry.is_inverted())?.total_delay()?;
    Some(Time { total, attempts, hidden: None })
}

//! Where the dead letters of a consumer go that says nothing of them itself: to the queue that the
//! exchange feeds to which its own queues give up messages.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::catalog::subscription::{DeadLetters, Subscription};
use crate::catalog::table::Key;
use crate::catalog::topic::{Feed, Topic};
use crate::catalog::{Broker, Catalog};
use crate::document::kinds::topic::Role;
use crate::transport::answer::Answer;
use crate::transport::broker::Hop;
use crate::transport::channel::TopicKind;

/// The topics by broker, by whether they are exchanges, which may bear a queue's name, and by their name.
type Addresses<'a> = BTreeMap<(Option<Key<Broker>>, bool, &'a str), Key<Topic>>;

/// What each topic feeds, with the condition.
type Fed<'a> = BTreeMap<Key<Topic>, Vec<(Key<Topic>, &'a Feed)>>;

/// The subscriptions, with what the queues say that they read where they say nothing themselves.
pub fn with_queues(catalog: &Catalog, mut subscriptions: Vec<Subscription>) -> Vec<Subscription> {
    let topics = catalog.topics.rows();
    if !topics.iter().any(|topic| exchange(topic).is_some()) {
        return subscriptions;
    }
    let named = catalog.topics.iter().flat_map(|(key, topic)| {
        [topic.id.as_str(), topic.address()]
            .map(|name| ((topic.broker, passes_on(topic), name), key))
    });
    let addresses: Addresses<'_> = named.collect();
    let mut fed: Fed<'_> = BTreeMap::new();
    for (key, topic) in catalog.topics.iter() {
        for feed in &topic.fed_by {
            fed.entry(feed.topic).or_default().push((key, feed));
        }
    }
    for subscription in &mut subscriptions {
        if subscription.dlq == DeadLetters::Unstated {
            let each = subscription.topics.iter();
            let each: Vec<DeadLetters> =
                each.map(|topic| of_queue(catalog, &addresses, &fed, *topic)).collect();
            subscription.dlq = of_all(&each);
        }
    }
    subscriptions
}

/// What the queues together say: each has to put its dead letters somewhere.
fn of_all(each: &[DeadLetters]) -> DeadLetters {
    let weakest = [DeadLetters::Unstated, DeadLetters::Untraced];
    let weakest = weakest.into_iter().find(|one| each.contains(one));
    weakest.or(each.first().copied()).unwrap_or(DeadLetters::Unstated)
}

/// Where a queue's dead letters go.
fn of_queue(
    catalog: &Catalog,
    addresses: &Addresses<'_>,
    fed: &Fed<'_>,
    key: Key<Topic>,
) -> DeadLetters {
    let queue = &catalog.topics[key];
    let Some(exchange) = exchange(queue) else { return DeadLetters::Unstated };
    let letter = queue.block.get("dead_letter_routing_key").and_then(Value::as_str);
    // The default exchange routes to the queue that the key names.
    let first = if exchange.is_empty() { letter } else { Some(exchange) };
    let first = first.and_then(|name| addresses.get(&(queue.broker, !exchange.is_empty(), name)));
    let mut waiting: Vec<Key<Topic>> = first.copied().into_iter().collect();
    let mut reached = Vec::new();
    while let Some(here) = waiting.pop() {
        if reached.contains(&here) {
            continue;
        }
        reached.push(here);
        let topic = &catalog.topics[here];
        if topic.is_dlq() {
            return DeadLetters::To(here);
        }
        // What lies in a queue stays there until somebody takes it.
        let feeds = fed.get(&here).filter(|_| passes_on(topic)).into_iter().flatten();
        waiting.extend(
            feeds
                .rev()
                .filter(|(to, feed)| may_pass(catalog, *to, feed, letter))
                .map(|(to, _)| *to),
        );
    }
    // A delay queue brings them back, and so does the queue itself.
    let queues: Vec<_> =
        reached.into_iter().filter(|at| !passes_on(&catalog.topics[*at])).collect();
    let comes_back =
        |at: &Key<Topic>| *at == key || catalog.topics[*at].role() == Some(Role::Delay);
    match !queues.is_empty() && queues.iter().all(comes_back) {
        true => DeadLetters::Unstated,
        false => DeadLetters::Untraced,
    }
}

fn exchange(topic: &Topic) -> Option<&str> {
    topic.block.get("dead_letter_exchange").and_then(Value::as_str)
}

fn passes_on(topic: &Topic) -> bool {
    topic.stated.kind == Some(TopicKind::Exchange)
}

fn may_pass(catalog: &Catalog, to: Key<Topic>, feed: &Feed, key: Option<&str>) -> bool {
    let (from, to) = (&catalog.topics[feed.topic], &catalog.topics[to]);
    let hop = Hop { from: from.channel(), to: to.channel(), pattern: feed.pattern(), key };
    catalog.router(from, to).is_none_or(|product| (product.passes)(&hop) != Answer::No)
}

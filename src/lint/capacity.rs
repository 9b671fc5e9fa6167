//! How many handlers of a consumer can work at once, whatever is started, and what limits them.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::catalog::setting;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::document::parts::subscription::Guarantee;
use crate::finding::Finding;
use crate::lint::assignment::{self, Divided};
use crate::source::span::Span;
use crate::transport::brokers::{kafka, nats, rabbitmq};
use crate::transport::channel::TopicKind;
use crate::transport::clients::{java, kafkajs};

/// Clients of Kafka that handle the messages of a partition one after another.
const IN_ORDER: [&str; 2] = [kafkajs::CLIENT.name, java::SPRING.name];

/// Clients of RabbitMQ that open a consumer for each of `concurrency`.
const CONSUMERS_EACH: [&str; 1] = ["spring-amqp"];

/// How many handlers can work at once.
pub struct Capacity {
    /// So many, as far as is known.
    pub handlers: u64,
    /// How many it may be instead, and what is not known of it.
    pub perhaps: Option<(u64, &'static str)>,
    /// What they share, where more of them need more of it.
    partitions: Option<u64>,
    /// How many messages wait for their acknowledgement at most, where that is fewer than there are
    /// handlers.
    pending: Option<u64>,
    /// Whether one consumer gets all messages of a queue.
    single: bool,
    /// What limits them, and what is to be seen there.
    limits: Vec<(Span, &'static str)>,
}

impl Capacity {
    /// That of a consumer which reads these topics, with so many handlers in so many instances.
    pub fn of(
        catalog: &Catalog,
        consumer: &Subscription,
        (concurrency, instances): (u64, u64),
        keys: &BTreeSet<Key<Topic>>,
    ) -> Self {
        let topics: Vec<&Topic> = keys.iter().map(|key| &catalog.topics[*key]).collect();
        let mut capacity = Capacity {
            handlers: concurrency.saturating_mul(instances),
            perhaps: None,
            partitions: None,
            pending: None,
            single: false,
            limits: Vec::new(),
        };
        let product = |topic: &Topic| catalog.product(topic).map(|product| product.name);
        let Some(name) = topics.first().and_then(|topic| product(topic)) else { return capacity };
        if topics.iter().any(|topic| product(topic) != Some(name)) {
            return capacity;
        }
        if name == rabbitmq::BROKER.name {
            capacity.on_rabbitmq(consumer, concurrency, &topics);
        } else if name == nats::BROKER.name {
            capacity.on_nats(catalog, consumer, keys);
        } else if name == kafka::BROKER.name {
            capacity.on_kafka(catalog, consumer, (concurrency, instances), &topics);
        }
        capacity
    }

    fn on_rabbitmq(&mut self, consumer: &Subscription, concurrency: u64, topics: &[&Topic]) {
        let is_single = |topic: &&Topic| {
            topic.block.get("single_active_consumer").is_some_and(|single| single == true)
        };
        if !topics.iter().all(is_single) {
            return;
        }
        self.single = true;
        self.limits = topics.iter().filter_map(|topic| single_at(topic)).collect();
        let client = consumer.stated.client.as_ref().map(|client| client.value.as_str());
        let consumers_each = client.is_some_and(|client| CONSUMERS_EACH.contains(&client));
        let each = if consumers_each { 1 } else { concurrency };
        self.handlers = each.saturating_mul(topics.len() as u64).min(self.handlers);
    }

    /// A consumer of JetStream gets no more messages than may wait for their acknowledgement. What
    /// is not acknowledged does not wait for it.
    fn on_nats(&mut self, catalog: &Catalog, consumer: &Subscription, keys: &BTreeSet<Key<Topic>>) {
        let is_core =
            |key: &Key<Topic>| catalog.topics[*key].stated.kind == Some(TopicKind::Subject);
        if consumer.guarantee() == Guarantee::AtMostOnce || keys.iter().any(is_core) {
            return;
        }
        let pending =
            |key: &Key<Topic>| setting::of_consumer(catalog, consumer, *key, &nats::PENDING);
        let known: Option<Vec<_>> = keys.iter().map(pending).collect();
        let Some(known) = known else { return };
        let counts: Option<Vec<u64>> = known.iter().map(|known| known.amount.number()).collect();
        let most = counts.map(|counts| counts.into_iter().fold(0, u64::saturating_add).max(1));
        if let Some(most) = most.filter(|most| *most < self.handlers) {
            self.handlers = most;
            self.pending = Some(most);
            let places: BTreeSet<Span> = known.iter().filter_map(|known| known.stated()).collect();
            let what = "so many messages before one is acknowledged";
            self.limits = places.into_iter().map(|span| (span, what)).collect();
        }
    }

    fn on_kafka(
        &mut self,
        catalog: &Catalog,
        consumer: &Subscription,
        (concurrency, instances): (u64, u64),
        topics: &[&Topic],
    ) {
        let stated = topics.iter().map(|topic| topic.stated.partitions.as_ref());
        let places = stated.clone().flatten();
        self.limits = places.map(|count| (count.span, "so many partitions")).collect();
        let counts: Option<Vec<u64>> = stated.map(|count| Some(u64::from(count?.value))).collect();
        let (Some(counts), Some(first)) = (counts, topics.first()) else { return };
        let all = counts.iter().copied().fold(0, u64::saturating_add).max(1);
        let most = counts.iter().copied().max().unwrap_or_default().max(1);
        let divided = assignment::divided(catalog, consumer, first);
        let partitions = if divided == Divided::EachTopic { most } else { all };
        self.partitions = Some(partitions);
        let in_order = setting::client(consumer).is_some_and(|one| IN_ORDER.contains(&one.name));
        let handlers = |partitions: u64| {
            let handlers = instances.min(partitions).saturating_mul(concurrency);
            if in_order { handlers.min(partitions) } else { handlers }
        };
        self.handlers = handlers(partitions);
        let fewest = if divided == Divided::Unknown { most } else { partitions };
        if !in_order {
            let what = "whether the client works on several messages of a partition at once is not \
                        known (`client`)";
            self.perhaps = Some((handlers(fewest).min(fewest), what));
        } else if handlers(fewest) < self.handlers {
            let what = "how the partitions of several topics are divided among the consumers \
                        (`partition.assignment.strategy` in `settings`)";
            self.perhaps = Some((handlers(fewest), what));
        }
    }

    /// A finding with what to do, where so many handlers are enough.
    pub fn told(&self, finding: Finding, enough: u64) -> Finding {
        let tight = self.single
            || self.pending.is_some()
            || self.partitions.is_some_and(|partitions| enough > partitions);
        let limits = self.limits.iter().filter(|_| tight).take(3);
        let finding = limits.fold(finding, |finding, (span, text)| finding.relate(*span, *text));
        finding.help(match (self.partitions, self.pending) {
            _ if self.single => {
                "make them faster, or divide the messages among several queues: one consumer gets \
                 all messages of a queue with `single_active_consumer`, however many there are"
                    .to_owned()
            }
            (Some(partitions), _) if enough > partitions => format!(
                "run {enough} handlers or more at once, and give what they read as many partitions \
                 ({partitions} now), or make them faster"
            ),
            (_, Some(pending)) => format!(
                "let {enough} messages or more wait for their acknowledgement \
                 (`max_ack_pending`, {pending} now) and as many handlers run, or make them faster"
            ),
            _ => format!("run {enough} handlers or more at once, or make them faster"),
        })
    }
}

/// Where a queue says that one consumer at a time gets its messages.
fn single_at(topic: &Topic) -> Option<(Span, &'static str)> {
    let stated = topic.node.get(rabbitmq::BROKER.name)?.get("single_active_consumer")?;
    Some((stated.span, "one consumer at a time"))
}

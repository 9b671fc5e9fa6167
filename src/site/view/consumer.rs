//! Who receives: a subscription as facts, each with the defaults that it came from.

use serde::Serialize;

use crate::catalog::subscription::{DeadLetters, Subscription};
use crate::document::either::OrNone;
use crate::document::parts::failure::Retry;
use crate::document::parts::idempotency::{Idempotency, Strategy};
use crate::document::parts::monitor::Monitor;
use crate::document::parts::subscription::{Ordering, Processing};
use crate::document::spanned::Spanned;
use crate::document::values::attempts::Attempts;
use crate::document::values::duration::Duration;
use crate::site::listing::SHOWN;
use crate::site::standpoint::Standpoint;
use crate::site::url::slug;
use crate::site::view::piece::{Fact, Link, Place};

/// A consumer of an event.
#[derive(Debug, Clone, Serialize)]
pub struct ConsumerView {
    /// The id of its element.
    pub anchor: String,
    /// Where the event's page tells of it: the page, or its element where the page shows it.
    pub href: String,
    /// The service.
    pub service: Link,
    /// The event.
    pub event: Link,
    /// The consumer group.
    pub group: String,
    /// What the handler does.
    pub action: Option<String>,
    /// The delivery guarantee.
    pub guarantee: &'static str,
    /// What is read.
    pub topics: Vec<Link>,
    /// The dead-letter queue.
    pub dlq: Option<Link>,
    /// All that the documents state.
    pub facts: Vec<Fact>,
    /// What the handler publishes in turn.
    pub emits: Vec<EmitView>,
    /// Why it is as it is.
    pub why: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// An event that a handler publishes in turn.
#[derive(Debug, Clone, Serialize)]
pub struct EmitView {
    /// The event.
    pub event: Link,
    /// Under which condition.
    pub when: Option<String>,
    /// How a flow that leads back ends.
    pub terminates: Option<String>,
}

/// A subscription as a page shows it.
pub fn consumer(at: Standpoint<'_>, subscription: &Subscription) -> ConsumerView {
    let catalog = at.catalog();
    let group = subscription.group(catalog).to_owned();
    let service = &catalog.services[subscription.service].id;
    let emits = subscription.emits.iter().map(|emit| EmitView {
        event: at.event(emit.event),
        when: emit.when.clone(),
        terminates: emit.terminates.clone(),
    });
    let anchor = format!("consumer-{}-{}", slug(service), slug(&group));
    let event = at.event(subscription.event);
    let mut shown = at.study.graph.subscriptions_of(subscription.event).iter().take(SHOWN);
    let is_shown = shown.any(|key| std::ptr::eq(&catalog.subscriptions[*key], subscription));
    let fragment = if is_shown { format!("#{anchor}") } else { String::new() };
    ConsumerView {
        href: format!("{}{fragment}", event.href),
        anchor,
        service: at.service(subscription.service),
        event,
        action: subscription.stated.action.clone(),
        guarantee: subscription.guarantee().word(),
        topics: subscription.topics.iter().map(|key| at.topic(*key)).collect(),
        dlq: subscription.dlq_topic().map(|key| at.topic(key)),
        facts: delivery(at, subscription).into_iter().chain(handling(at, subscription)).collect(),
        emits: emits.collect(),
        why: subscription.stated.why.clone(),
        place: at.place(subscription.span),
        group,
    }
}

/// How messages arrive, and what happens to those that cannot be handled.
fn delivery(at: Standpoint<'_>, subscription: &Subscription) -> Vec<Fact> {
    let stated = &subscription.stated;
    let from = |key: &str| {
        let document = subscription.inherited.get(key)?;
        at.subject(document)
    };
    let poison = stated.poison.as_ref().map(|poison| match &poison.value {
        OrNone::None => Fact::missing("Poison messages"),
        OrNone::Some(poison) => {
            let to = subscription.poison_to.or(subscription.dlq_topic());
            let fact = Fact::words("Poison messages", poison.detect.join(", "));
            to.map_or(fact.clone(), |topic| fact.text(" to ").link(at.topic(topic)))
        }
    });
    let log = stated.failure_log.as_ref().map(|log| match log.value.0.is_empty() {
        true => Fact::missing("Logged on failure"),
        false => Fact::new("Logged on failure").codes(log.value.0.clone()),
    });
    let dlq = match subscription.dlq {
        DeadLetters::To(topic) => Some(Fact::new("Dead letters").text("to ").link(at.topic(topic))),
        DeadLetters::None => Some(Fact::missing("Dead letters")),
        DeadLetters::Unstated | DeadLetters::Untraced | DeadLetters::Unresolved => None,
    };
    let retry = stated.retry.as_ref().map(|stated| match &stated.value {
        OrNone::None => Fact::missing("Retry"),
        OrNone::Some(retry) => {
            let fact = Fact::words("Retry", retry_words(retry));
            let via = subscription.retry_via;
            via.map_or(fact.clone(), |topic| fact.text(", waiting in ").link(at.topic(topic)))
        }
    });
    let alerts = stated.alerts.as_ref().map(|alerts| monitors("Alerts", &alerts.value.0));
    let facts = [
        Fact::new("Receives from")
            .links(subscription.topics.iter().map(|key| at.topic(*key)))
            .known(),
        stated.idempotency.as_ref().map(|found| {
            let store = subscription.dedup_store.map(|key| at.store(key));
            idempotency_fact(&found.value, store).inherited(from("idempotency"))
        }),
        retry.map(|fact| fact.inherited(from("retry"))),
        dlq.map(|fact| fact.inherited(from("dlq"))),
        poison.map(|fact| fact.inherited(from("poison"))),
        log.map(|fact| fact.inherited(from("failure_log"))),
        alerts,
    ];
    facts.into_iter().flatten().collect()
}

/// How the handler works.
fn handling(at: Standpoint<'_>, subscription: &Subscription) -> Vec<Fact> {
    let stated = &subscription.stated;
    let number = |term, value: Option<u32>| value.map(|n| Fact::words(term, n.to_string()));
    let batch = stated.batch.as_ref().map(|batch| {
        let size = batch.size.map(|size| format!("{size} messages"));
        let window = batch.window.as_ref().map(|window| format!("for {window}"));
        Fact::words("Batch", size.into_iter().chain(window).collect::<Vec<_>>().join(", "))
    });
    let settings = stated.settings.iter().map(|(name, value)| format!("{name}: {}", value.0.value));
    let effects = stated.effects.iter().map(|effect| {
        let calls = effect.calls.as_ref().map(|name| format!("calls {}", name.value));
        let key = effect.idempotency_key.as_ref().map(|key| format!("key {}", key.value));
        let parts = [calls, effect.description.clone(), key].into_iter().flatten();
        parts.collect::<Vec<_>>().join(", ")
    });
    let facts = [
        stated.module.as_ref().map(|module| Fact::new("Module").code(module)),
        stated.versions.as_ref().map(|range| Fact::new("Versions").code(range.value.to_string())),
        Fact::new("Depends on").codes(stated.fields.iter().map(|name| name.value.clone())).known(),
        stated.ordering.as_ref().map(|order| Fact::words("Order", order_words(order.value))),
        stated.processing.as_ref().map(|found| Fact::words("Takes", processing(&found.value))),
        Fact::new("Reads").links(subscription.reads.iter().map(|key| at.store(*key))).known(),
        Fact::new("Writes").links(subscription.writes.iter().map(|key| at.store(*key))).known(),
        Fact::words("Effects", effects.collect::<Vec<_>>().join("; ")).said(),
        number("Instances", stated.instances.as_ref().map(|n| n.value)),
        number("Concurrency", stated.concurrency.as_ref().map(|n| n.value)),
        number("Prefetch", stated.prefetch.as_ref().map(|n| n.value)),
        batch,
        stated.client.as_ref().map(|client| Fact::words("Client", &client.value)),
        Fact::new("Settings").codes(settings).known(),
        stated.start_from.as_ref().map(|from| Fact::words("New groups begin", &from.value)),
    ];
    facts.into_iter().flatten().collect()
}

impl Fact {
    /// The fact, if its words say anything.
    fn said(self) -> Option<Fact> {
        self.value.iter().any(|piece| !piece.text.is_empty()).then_some(self)
    }
}

/// How a message that arrives twice has its effect once; `store` is what remembers it.
pub fn idempotency_fact(stated: &Idempotency, store: Option<Link>) -> Fact {
    if stated.strategy.value == Strategy::None {
        return Fact::missing("Idempotency");
    }
    let mut fact = Fact::words("Idempotency", stated.strategy.value.words());
    if let Some(key) = &stated.key {
        fact = fact.text(" on ").code(&key.value);
    }
    if let Some(table) = &stated.table {
        fact = fact.text(" in ").code(table);
    }
    if let Some(store) = store {
        fact = fact.text(if stated.table.is_some() { " of " } else { " in " }).link(store);
    }
    if let Some(window) = &stated.window {
        fact = fact.text(format!(", remembered {}", lasting(&window.value.to_string())));
    }
    match &stated.why {
        Some(why) => fact.text(format!(": {why}")),
        None => fact,
    }
}

/// "for 7d", or "forever".
pub fn lasting(time: &str) -> String {
    if time == "forever" { time.to_owned() } else { format!("for {time}") }
}

/// A retry policy in words: "4 tries, exponential backoff from 1s to 30s with jitter".
pub fn retry_words(retry: &Retry) -> String {
    let tries = retry.tries().map(|tries| match tries {
        Attempts::Limited(1) => "1 try".to_owned(),
        Attempts::Limited(number) => format!("{number} tries"),
        Attempts::Unlimited => "without limit".to_owned(),
    });
    let backoff = retry.backoff.map(|backoff| {
        let from = retry.initial.as_ref().map(|delay| format!(" from {delay}"));
        let to = retry.max.as_ref().map(|delay| format!(" to {delay}"));
        let jitter = retry.jitter.map(|yes| if yes { " with jitter" } else { " without jitter" });
        let mut words = format!("{} backoff", backoff.word());
        words.extend([from.unwrap_or_default(), to.unwrap_or_default()]);
        words.push_str(jitter.unwrap_or_default());
        words
    });
    let delays = (!retry.delays.is_empty()).then(|| {
        let delays: Vec<String> = retry.delays.iter().map(ToString::to_string).collect();
        format!("after {}", delays.join(", "))
    });
    [tries, backoff, delays].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn order_words(order: Ordering) -> &'static str {
    match order {
        Ordering::None => "not needed: copes with any order",
        Ordering::PerKey => "needed per partition key",
        Ordering::Global => "needed over the whole topic",
    }
}

fn processing(processing: &Processing) -> String {
    let part = |name: &str, time: &Option<Spanned<Duration>>| {
        time.as_ref().map(|time| format!("{name} {}", time.value))
    };
    let parts = [
        part("p50", &processing.p50),
        part("p99", &processing.p99),
        part("gives up after", &processing.timeout),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// What is watched: "depth over 0 for 5m", each a link to its dashboard where it has one.
pub fn monitors(term: &'static str, monitors: &[Monitor]) -> Fact {
    if monitors.is_empty() {
        return Fact::missing(term);
    }
    let mut fact = Fact::new(term);
    for (index, monitor) in monitors.iter().enumerate() {
        fact = if index > 0 { fact.text("; ") } else { fact };
        let over = monitor.over.as_ref().map(|over| format!(" over {}", over.0));
        let lasting = monitor.lasting.as_ref().map(|time| format!(" for {time}"));
        let title = format!(
            "{}{}{}",
            monitor.on.value,
            over.unwrap_or_default(),
            lasting.unwrap_or_default()
        );
        fact = match &monitor.link {
            Some(link) => fact.link(Link { title, href: link.to_string(), kind: "" }),
            None => fact.text(title),
        };
    }
    fact
}

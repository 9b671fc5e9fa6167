//! Who publishes: a producer's entry as facts.

use serde::Serialize;

use crate::catalog::producer::{Producer, Trigger};
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::{Fact, Link, Place};

/// A producer of an event.
#[derive(Debug, Clone, Serialize)]
pub struct ProducerView {
    /// The service.
    pub service: Link,
    /// The event.
    pub event: Link,
    /// The topics published to.
    pub topics: Vec<Link>,
    /// What makes it publish, each in words.
    pub triggers: Vec<String>,
    /// All that the documents state.
    pub facts: Vec<Fact>,
    /// Why it is as it is.
    pub why: Option<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A producer as a page shows it.
pub fn producer(at: Standpoint<'_>, producer: &Producer) -> ProducerView {
    let stated = &producer.stated;
    let mut trigger = Fact::new("Trigger");
    for (index, cause) in producer.triggers.iter().enumerate() {
        trigger = if index > 0 { trigger.text("; ") } else { trigger };
        trigger = match cause {
            Trigger::Event(event) => trigger.text("on ").link(at.event(*event)),
            other => trigger.text(words(at, other)),
        };
    }
    let guarantee = stated.guarantee.as_ref().map(|stated| stated.value.word());
    let confirms = stated.confirms.map(|yes| match yes {
        true => "waits for the broker's confirmation",
        false => "does not wait for the broker's confirmation",
    });
    let facts = [
        trigger.known(),
        stated.module.as_ref().map(|module| Fact::new("Module").code(module)),
        stated.publish.as_ref().map(|mode| Fact::words("Published", mode.value.words())),
        Fact::new("Writes").links(producer.writes.iter().map(|key| at.store(*key))).known(),
        Fact::new("To").links(producer.topics.iter().map(|key| at.topic(*key))).known(),
        guarantee.map(|word| Fact::words("Guarantee", word)),
        confirms.map(|words| Fact::words("Confirmation", words)),
    ];
    ProducerView {
        service: at.service(producer.service),
        event: at.event(producer.event),
        topics: producer.topics.iter().map(|key| at.topic(*key)).collect(),
        triggers: producer.triggers.iter().map(|trigger| words(at, trigger)).collect(),
        facts: facts.into_iter().flatten().collect(),
        why: stated.why.clone(),
        place: at.place(producer.span),
    }
}

fn words(at: Standpoint<'_>, trigger: &Trigger) -> String {
    match trigger {
        Trigger::Actor { actor, action } if action.is_empty() => actor.clone(),
        Trigger::Actor { actor, action } => format!("{actor}: {action}"),
        Trigger::Event(event) => format!("on {}", at.catalog().events[*event].title()),
        Trigger::Schedule(schedule) => format!("schedule: {schedule}"),
        Trigger::Cdc(table) => format!("changes of the table {table}"),
    }
}

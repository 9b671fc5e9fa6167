//! What is told of an event in a line each: where it travels and with which promise, what it answers,
//! whose it is, and how often it comes.

use crate::catalog::event::Event;
use crate::catalog::table::Key;
use crate::document::kinds::event::EventKind;
use crate::site::standpoint::Standpoint;
use crate::site::view::piece::Fact;

/// What is known of an event as a whole, whichever version is shown.
pub fn facts(at: Standpoint<'_>, key: Key<Event>) -> Vec<Fact> {
    let (catalog, graph) = (at.catalog(), &at.study.graph);
    let event = &catalog.events[key];
    let mut topics = Fact::new("Topics");
    for (index, carrier) in event.topics.iter().enumerate() {
        topics = if index > 0 { topics.text(", ") } else { topics }.link(at.topic(carrier.topic));
        let address = catalog.topics[carrier.topic].address();
        if address != catalog.topics[carrier.topic].id {
            topics = topics.text(" at ").code(address);
        }
        if let Some(key) = &carrier.key {
            topics = topics.text(" with the key ").code(&key.value);
        }
    }
    let mut guarantees: Vec<&str> = graph
        .producers_of(key)
        .iter()
        .filter_map(|key| catalog.producers[*key].stated.guarantee.as_ref())
        .map(|stated| stated.value.word())
        .collect();
    guarantees.dedup();
    let sla = event.stated.sla.as_ref();
    let rate = sla.and_then(|sla| sla.rate.as_ref()).map(|rate| {
        let average = rate.average.as_ref().map(|rate| format!("{rate} on average"));
        let peak = rate.peak.as_ref().map(|rate| format!("{rate} at peak"));
        average.into_iter().chain(peak).collect::<Vec<_>>().join(", ")
    });
    let latency = sla.and_then(|sla| sla.latency_p99.as_ref());
    let facts = [
        (!guarantees.is_empty()).then(|| Fact::words("Delivery", guarantees.join(", "))),
        topics.known(),
        answers(at, event),
        (event.kind() == EventKind::Reply).then(|| asks(at, key)).flatten(),
        Fact::new("Stored of")
            .links(graph.aggregates_of(key).iter().map(|key| at.aggregate(*key)))
            .known(),
        Fact::new("Changes")
            .links(graph.projections_of_event(key).map(|key| at.projection(key)))
            .known(),
        event.owner.map(|key| Fact::new("Owner").link(at.team(key))),
        event.domain.map(|key| Fact::new("Domain").link(at.domain(key))),
        event.audience().map(|audience| Fact::words("Audience", audience.word())),
        latency.map(|time| Fact::words("Latency", format!("p99 within {time}"))),
        rate.map(|rate| Fact::words("Rate", rate)),
    ];
    facts.into_iter().flatten().collect()
}

/// How the handler of a command answers.
fn answers(at: Standpoint<'_>, event: &Event) -> Option<Fact> {
    let (reply, stated) = (event.reply.as_ref()?, event.stated.reply.as_ref()?);
    let mut fact = Fact::new("Answered");
    for (key, when) in [(reply.success, "with "), (reply.failure, "on failure with ")] {
        if let Some(key) = key {
            let comma = if fact.value.is_empty() { "" } else { ", " };
            fact = fact.text(format!("{comma}{when}")).link(at.event(key));
        }
    }
    if let Some(topic) = reply.topic {
        fact = fact.text(" on ").link(at.topic(topic));
    }
    if let Some(time) = &stated.timeout {
        fact = fact.text(format!(", awaited for {time}"));
    }
    fact.known()
}

/// The commands that a reply answers.
fn asks(at: Standpoint<'_>, key: Key<Event>) -> Option<Fact> {
    let commands = at.catalog().events.iter().filter(|(_, command)| {
        let reply = command.reply.as_ref();
        reply.is_some_and(|reply| [reply.success, reply.failure].contains(&Some(key)))
    });
    Fact::new("Answers").links(commands.map(|(command, _)| at.event(command))).known()
}

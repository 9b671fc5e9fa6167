//! Every flow followed from its trigger, wave by wave: publishing, delivery, and what the consumers
//! publish in turn. A message that was already shown is marked and not followed again, so a circle
//! ends.

use std::collections::BTreeSet;

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::producer::{Producer, Trigger};
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::graph::FlowGraph;
use crate::graph::routing::{Arrival, way};
use crate::graph::trace::{Branch, BranchKind, Step, Trace};
use crate::transport::channel::Sharing;

/// Every flow: one for each producer that is set to work by something other than an event, and one
/// for what none of these reaches. Each bears the id of its first event, so two may have one id
/// until they are named.
pub fn traces(catalog: &Catalog, flow: &FlowGraph) -> Vec<Trace> {
    let mut traces: Vec<Trace> = Vec::new();
    for (key, producer) in catalog.producers.iter() {
        for trigger in producer.triggers.iter().filter_map(Start::of) {
            traces.push(trace(catalog, flow, key, producer, Some(&trigger)));
        }
    }
    // A circle, or a producer that names no trigger, is entered at its first event.
    let mut shown: BTreeSet<Key<Event>> =
        traces.iter().flat_map(|trace| trace.events(catalog)).collect();
    for (key, producer) in catalog.producers.iter() {
        if !shown.contains(&producer.event) && !flow.subscriptions_of(producer.event).is_empty() {
            let unstarted = trace(catalog, flow, key, producer, None);
            shown.extend(unstarted.events(catalog));
            traces.push(unstarted);
        }
    }
    traces
}

/// What sets a flow off.
struct Start {
    actor: String,
    action: String,
}

impl Start {
    fn of(trigger: &Trigger) -> Option<Start> {
        let (actor, action) = match trigger {
            Trigger::Actor { actor, action } => (actor.clone(), action.clone()),
            Trigger::Schedule(schedule) => ("Schedule".to_owned(), schedule.clone()),
            Trigger::Cdc(table) => ("Change data capture".to_owned(), table.clone()),
            Trigger::Event(_) => return None,
        };
        Some(Start { actor, action })
    }
}

fn trace(
    catalog: &Catalog,
    flow: &FlowGraph,
    key: Key<Producer>,
    producer: &Producer,
    start: Option<&Start>,
) -> Trace {
    let mut walk = Walk { catalog, flow, shown: BTreeSet::new(), steps: Vec::new() };
    walk.steps.extend(start.map(|start| Step::Request {
        actor: start.actor.clone(),
        service: producer.service,
        action: start.action.clone(),
    }));
    let first = Message { event: producer.event, topics: producer.topics.clone() };
    let published = walk.publish(producer.service, &first);
    walk.steps.extend(published);
    walk.follow(first);
    let title = match start {
        None => catalog.events[producer.event].title().to_owned(),
        Some(start) if start.action.is_empty() => start.actor.clone(),
        Some(start) => format!("{}: {}", start.actor, start.action),
    };
    let id = catalog.events[producer.event].id.clone();
    Trace { id, title, named: None, producer: key, event: producer.event, steps: walk.steps }
}

/// An event on its way.
#[derive(Debug, Clone)]
struct Message {
    event: Key<Event>,
    topics: Vec<Key<Topic>>,
}

/// Steps and the label of the branch that they may become.
type Labelled = (String, Vec<Step>);

struct Walk<'a> {
    catalog: &'a Catalog,
    flow: &'a FlowGraph,
    /// Who has published what: the second time it is only named.
    shown: BTreeSet<(Key<Service>, Key<Event>)>,
    steps: Vec<Step>,
}

impl Walk<'_> {
    /// Wave by wave: all deliveries of what was published, then all that their consumers publish.
    fn follow(&mut self, first: Message) {
        let mut wave = vec![first];
        while !wave.is_empty() {
            let mut receivers = Vec::new();
            for message in &wave {
                receivers.extend(self.deliver(message));
            }
            wave = Vec::new();
            for receiver in receivers {
                wave.extend(self.emit(receiver));
            }
        }
    }

    /// Publishing to each topic; nothing where the service has published the event before.
    fn publish(&mut self, service: Key<Service>, message: &Message) -> Vec<Step> {
        let again = !self.shown.insert((service, message.event));
        let event = message.event;
        let steps = message.topics.iter().map(|topic| Step::Publish {
            service,
            topic: *topic,
            event,
            again,
        });
        steps.collect()
    }

    /// The deliveries of a message, after the steps from topic to topic that lead there. Several
    /// consumer groups receive it side by side; of those that share one queue, one does.
    fn deliver(&mut self, message: &Message) -> Vec<Key<Subscription>> {
        let flow = self.flow;
        let ways = flow.routing.of_event(message.event);
        let ways = ways.filter(|(publication, _)| message.topics.contains(&publication.topic));
        let journey_to = |topic: Key<Topic>| {
            let mut journeys = ways.clone().map(|(_, journey)| journey);
            journeys.find(|journey| journey.iter().any(|arrival| arrival.topic == topic))
        };
        let (mut receivers, mut passed) = (Vec::new(), Vec::new());
        let mut deliveries: Vec<(Option<Key<Topic>>, Vec<Labelled>)> = Vec::new();
        for key in flow.subscriptions_of(message.event) {
            let subscription = &self.catalog.subscriptions[*key];
            if subscription.reads_only_roles(self.catalog) {
                continue;
            }
            let mut steps = Vec::new();
            let mut queue = None;
            for topic in &subscription.topics {
                let Some(journey) = journey_to(*topic) else { continue };
                for hop in hops(message.event, journey, *topic) {
                    if !passed.contains(&hop) {
                        passed.push(hop);
                    }
                }
                steps.push(Step::Deliver { topic: *topic, subscription: *key });
                queue = queue.or(Some(*topic).filter(|topic| self.is_shared(*topic)));
            }
            if steps.is_empty() {
                continue;
            }
            receivers.push(*key);
            let branch = (subscription.group(self.catalog).to_owned(), steps);
            let known = deliveries.iter_mut().find(|(known, _)| queue.is_some() && *known == queue);
            match known {
                Some((_, sharers)) => sharers.push(branch),
                None => deliveries.push((queue, vec![branch])),
            }
        }
        self.steps.extend(passed);
        let branches = deliveries.into_iter().map(|(queue, mut sharers)| match queue {
            Some(queue) if sharers.len() > 1 => {
                let label = self.catalog.topics[queue].id.clone();
                (label, branched(BranchKind::Either, sharers))
            }
            _ => sharers.remove(0),
        });
        self.steps.extend(branched(BranchKind::Together, branches.collect()));
        receivers
    }

    /// Whether each message of a topic goes to one of its consumers only.
    fn is_shared(&self, topic: Key<Topic>) -> bool {
        self.catalog.sharing(&self.catalog.topics[topic]) == Some(Sharing::OneOfAll)
    }

    /// What a consumer publishes in turn. Emissions with a condition are alternatives.
    fn emit(&mut self, receiver: Key<Subscription>) -> Vec<Message> {
        let subscription = &self.catalog.subscriptions[receiver];
        let mut always = Vec::new();
        let mut either = Vec::new();
        let mut messages = Vec::new();
        for emit in &subscription.emits {
            let topics = self.topics_of(subscription.service, emit.event);
            let message = Message { event: emit.event, topics };
            let new = !self.shown.contains(&(subscription.service, emit.event));
            let steps = self.publish(subscription.service, &message);
            match &emit.when {
                Some(condition) => either.push((condition.clone(), steps)),
                None => always.extend(steps),
            }
            messages.extend(new.then_some(message));
        }
        self.steps.extend(always);
        match either.len() {
            // One condition is an option with a name: its guard must not be lost.
            0 => {}
            _ => self.steps.push(Step::Branches {
                kind: BranchKind::Either,
                branches: either
                    .into_iter()
                    .map(|(label, steps)| Branch { label, steps })
                    .collect(),
            }),
        }
        messages
    }

    /// Where a service publishes an event: as its producer's entry says, or else as the event does.
    fn topics_of(&self, service: Key<Service>, event: Key<Event>) -> Vec<Key<Topic>> {
        let producers =
            self.flow.producers_of(event).iter().map(|key| &self.catalog.producers[*key]);
        let own = producers.into_iter().find(|producer| producer.service == service);
        own.map(|producer| producer.topics.clone()).unwrap_or_else(|| {
            self.catalog.events[event].topics.iter().map(|carrier| carrier.topic).collect()
        })
    }
}

/// The steps of an event from where it is published to a topic of its journey.
fn hops(event: Key<Event>, journey: &[Arrival], to: Key<Topic>) -> Vec<Step> {
    let way = way(journey, to);
    let pairs = way.iter().zip(way.iter().skip(1));
    pairs.map(|(from, to)| Step::Route { from: *from, to: *to, event }).collect()
}

/// Branches, or the steps themselves where there is only one branch.
fn branched(kind: BranchKind, mut branches: Vec<Labelled>) -> Vec<Step> {
    match branches.len() {
        0 => Vec::new(),
        1 => branches.remove(0).1,
        _ => vec![Step::Branches {
            kind,
            branches: branches.into_iter().map(|(label, steps)| Branch { label, steps }).collect(),
        }],
    }
}

//! One flow as an ordered sequence: from what triggers it, by publishing and delivery, to all that
//! follows.

use crate::catalog::Catalog;
use crate::catalog::event::Event;
use crate::catalog::flow::Flow;
use crate::catalog::producer::Producer;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;

/// A flow in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    /// Unique and safe as a folder's name.
    pub id: String,
    /// Who begins it and how: "User: POST /orders"; or the title that its document gives it.
    pub title: String,
    /// The document that names it.
    pub named: Option<Key<Flow>>,
    /// The producer that the trigger makes publish.
    pub producer: Key<Producer>,
    /// The event that it begins with.
    pub event: Key<Event>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// One step of a flow.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// Someone outside, time or a change of data sets a service to work.
    Request {
        /// Who or what.
        actor: String,
        /// The service.
        service: Key<Service>,
        /// What is asked.
        action: String,
    },
    /// A service publishes an event to a topic.
    Publish {
        /// The service.
        service: Key<Service>,
        /// The topic.
        topic: Key<Topic>,
        /// The event.
        event: Key<Event>,
        /// Whether the flow has shown this before: what follows is not shown again.
        again: bool,
    },
    /// A topic passes an event on to one that it feeds.
    Route {
        /// The topic that passes it on.
        from: Key<Topic>,
        /// The topic that gets it.
        to: Key<Topic>,
        /// The event.
        event: Key<Event>,
    },
    /// A topic delivers an event to a consumer.
    Deliver {
        /// The topic that the consumer reads.
        topic: Key<Topic>,
        /// The subscription.
        subscription: Key<Subscription>,
    },
    /// Steps that happen side by side, or of which only one happens.
    Branches {
        /// Which of the two.
        kind: BranchKind,
        /// The branches.
        branches: Vec<Branch>,
    },
}

/// How branches relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BranchKind {
    /// All of them happen, in no order.
    Together,
    /// One of them happens.
    Either,
}

/// Some of the steps that happen side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Branch {
    /// The consumer group, or the condition.
    pub label: String,
    /// What happens in it.
    pub steps: Vec<Step>,
}

impl Trace {
    /// The events that are published or delivered on the way, each once, in order.
    pub fn events(&self, catalog: &Catalog) -> Vec<Key<Event>> {
        let mut events = Vec::new();
        collect_events(catalog, &self.steps, &mut events);
        events
    }
}

fn collect_events(catalog: &Catalog, steps: &[Step], events: &mut Vec<Key<Event>>) {
    for step in steps {
        let event = match step {
            Step::Request { .. } => continue,
            Step::Publish { event, .. } | Step::Route { event, .. } => *event,
            Step::Deliver { subscription, .. } => catalog.subscriptions[*subscription].event,
            Step::Branches { branches, .. } => {
                branches.iter().for_each(|branch| collect_events(catalog, &branch.steps, events));
                continue;
            }
        };
        if !events.contains(&event) {
            events.push(event);
        }
    }
}

//! The flow graph: who publishes what, where it lies, who receives it, and what follows.
//!
//! petgraph holds the nodes and edges and finds the circles; the questions that pages and rules
//! ask are answered from tables that are made once, here.

pub mod build;
pub mod cycles;
pub mod follow;
pub mod named;
pub mod node;
pub mod routing;
pub mod trace;

use std::collections::BTreeMap;

use petgraph::graph::{DiGraph, NodeIndex};

use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::producer::Producer;
use crate::catalog::projection::Projection;
use crate::catalog::saga::Saga;
use crate::catalog::service::Service;
use crate::catalog::subscription::Subscription;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;
use crate::graph::node::{Edge, Node};
use crate::graph::routing::Routing;

/// The flow graph of a catalog.
#[derive(Debug, Default)]
pub struct FlowGraph {
    graph: DiGraph<Node, Edge>,
    indexes: BTreeMap<Node, NodeIndex>,
    producers_of: BTreeMap<Key<Event>, Vec<Key<Producer>>>,
    subscriptions_of: BTreeMap<Key<Event>, Vec<Key<Subscription>>>,
    produced_by: BTreeMap<Key<Service>, Vec<Key<Producer>>>,
    consumed_by: BTreeMap<Key<Service>, Vec<Key<Subscription>>>,
    published_to: BTreeMap<Key<Topic>, Vec<Key<Producer>>>,
    read_from: BTreeMap<Key<Topic>, Vec<Key<Subscription>>>,
    carried_by: BTreeMap<Key<Topic>, Vec<Key<Event>>>,
    dead_letters_of: BTreeMap<Key<Topic>, Vec<Key<Subscription>>>,
    fed_by: BTreeMap<Key<Topic>, Vec<Key<Topic>>>,
    callers_of: BTreeMap<Key<Service>, Vec<Key<Service>>>,
    sagas_of_event: BTreeMap<Key<Event>, Vec<Key<Saga>>>,
    sagas_of_service: BTreeMap<Key<Service>, Vec<Key<Saga>>>,
    aggregates_of: BTreeMap<Key<Event>, Vec<Key<Aggregate>>>,
    projections_of: BTreeMap<Key<Aggregate>, Vec<Key<Projection>>>,
    /// Where what is published arrives.
    pub routing: Routing,
}

impl FlowGraph {
    /// Who publishes an event.
    pub fn producers_of(&self, event: Key<Event>) -> &[Key<Producer>] {
        of(&self.producers_of, event)
    }

    /// Who receives an event.
    pub fn subscriptions_of(&self, event: Key<Event>) -> &[Key<Subscription>] {
        of(&self.subscriptions_of, event)
    }

    /// What a service publishes.
    pub fn produced_by(&self, service: Key<Service>) -> &[Key<Producer>] {
        of(&self.produced_by, service)
    }

    /// What a service receives.
    pub fn consumed_by(&self, service: Key<Service>) -> &[Key<Subscription>] {
        of(&self.consumed_by, service)
    }

    /// Who publishes to a topic.
    pub fn published_to(&self, topic: Key<Topic>) -> &[Key<Producer>] {
        of(&self.published_to, topic)
    }

    /// Who reads a topic.
    pub fn read_from(&self, topic: Key<Topic>) -> &[Key<Subscription>] {
        of(&self.read_from, topic)
    }

    /// The events that are published to a topic.
    pub fn carried_by(&self, topic: Key<Topic>) -> &[Key<Event>] {
        of(&self.carried_by, topic)
    }

    /// The subscriptions whose dead letters a topic takes.
    pub fn dead_letters_of(&self, topic: Key<Topic>) -> &[Key<Subscription>] {
        of(&self.dead_letters_of, topic)
    }

    /// The topics that are reached from one by `fed_by`, itself first.
    pub fn fed_from(&self, topic: Key<Topic>) -> Vec<Key<Topic>> {
        let mut reached = vec![topic];
        let mut next = 0;
        while let Some(from) = reached.get(next).copied() {
            next += 1;
            let new = of(&self.fed_by, from).iter().filter(|topic| !reached.contains(topic));
            let new: Vec<Key<Topic>> = new.copied().collect();
            reached.extend(new);
        }
        reached
    }

    /// The services that call a service.
    pub fn callers_of(&self, service: Key<Service>) -> &[Key<Service>] {
        of(&self.callers_of, service)
    }

    /// The sagas that an event tells of.
    pub fn sagas_of_event(&self, event: Key<Event>) -> &[Key<Saga>] {
        of(&self.sagas_of_event, event)
    }

    /// The aggregates that an event is stored of.
    pub fn aggregates_of(&self, event: Key<Event>) -> &[Key<Aggregate>] {
        of(&self.aggregates_of, event)
    }

    /// The projections that are made from an aggregate's events.
    pub fn projections_of(&self, aggregate: Key<Aggregate>) -> &[Key<Projection>] {
        of(&self.projections_of, aggregate)
    }

    /// The projections that an event changes.
    pub fn projections_of_event(&self, event: Key<Event>) -> impl Iterator<Item = Key<Projection>> {
        let aggregates = self.aggregates_of(event).iter();
        aggregates.flat_map(|aggregate| self.projections_of(*aggregate)).copied()
    }

    /// The sagas that a service takes part in.
    pub fn sagas_of_service(&self, service: Key<Service>) -> &[Key<Saga>] {
        of(&self.sagas_of_service, service)
    }
}

fn of<K: Ord, V>(table: &BTreeMap<K, Vec<V>>, key: K) -> &[V] {
    table.get(&key).map(Vec::as_slice).unwrap_or_default()
}

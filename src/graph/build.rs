//! A catalog to its flow graph.

use std::collections::BTreeMap;

use petgraph::graph::NodeIndex;

use crate::catalog::Catalog;
use crate::catalog::subscription::Subscription;
use crate::document::kinds::event::EventKind;
use crate::graph::FlowGraph;
use crate::graph::node::{Edge, Node};
use crate::graph::routing::Routing;

/// The flow graph of a catalog. Nodes and edges stand in the order of the catalog.
pub fn build(catalog: &Catalog) -> FlowGraph {
    let mut flow = FlowGraph::default();
    for (key, _) in catalog.services.iter() {
        flow.node(Node::Service(key));
    }
    for (key, event) in catalog.events.iter() {
        for carrier in &event.topics {
            flow.edge(Node::Event(key), Node::Topic(carrier.topic), Edge::CarriedBy);
            note(&mut flow.carried_by, carrier.topic, key);
        }
    }
    for (key, topic) in catalog.topics.iter() {
        for feed in &topic.fed_by {
            flow.edge(Node::Topic(feed.topic), Node::Topic(key), Edge::Feeds);
        }
    }
    producers(catalog, &mut flow);
    subscriptions(catalog, &mut flow);
    services(catalog, &mut flow);
    sagas(catalog, &mut flow);
    aggregates(catalog, &mut flow);
    flow.routing = Routing::of(catalog);
    flow
}

impl FlowGraph {
    fn node(&mut self, node: Node) -> NodeIndex {
        *self.indexes.entry(node).or_insert_with(|| self.graph.add_node(node))
    }

    fn edge(&mut self, from: Node, to: Node, edge: Edge) {
        let (from, to) = (self.node(from), self.node(to));
        if !self.graph.edges_connecting(from, to).any(|known| *known.weight() == edge) {
            self.graph.add_edge(from, to, edge);
        }
    }
}

fn note<K: Ord, V: PartialEq>(table: &mut BTreeMap<K, Vec<V>>, key: K, value: V) {
    let values = table.entry(key).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}

fn producers(catalog: &Catalog, flow: &mut FlowGraph) {
    for (key, producer) in catalog.producers.iter() {
        let service = Node::Service(producer.service);
        flow.edge(service, Node::Event(producer.event), Edge::Publishes);
        note(&mut flow.producers_of, producer.event, key);
        note(&mut flow.produced_by, producer.service, key);
        for topic in &producer.topics {
            note(&mut flow.published_to, *topic, key);
            note(&mut flow.carried_by, *topic, producer.event);
        }
        for store in &producer.writes {
            flow.edge(service, Node::Store(*store), Edge::Writes);
        }
    }
}

fn subscriptions(catalog: &Catalog, flow: &mut FlowGraph) {
    for (key, subscription) in catalog.subscriptions.iter() {
        let service = Node::Service(subscription.service);
        note(&mut flow.subscriptions_of, subscription.event, key);
        note(&mut flow.consumed_by, subscription.service, key);
        for topic in &subscription.topics {
            flow.edge(Node::Topic(*topic), service, Edge::DeliversTo);
            note(&mut flow.read_from, *topic, key);
        }
        if let Some(dlq) = subscription.dlq_topic() {
            flow.edge(service, Node::Topic(dlq), Edge::DeadLettersTo);
            note(&mut flow.dead_letters_of, dlq, key);
        }
        for store in &subscription.reads {
            flow.edge(service, Node::Store(*store), Edge::Reads);
        }
        for store in &subscription.writes {
            flow.edge(service, Node::Store(*store), Edge::Writes);
        }
        for emit in &subscription.emits {
            let edge = Edge::LeadsTo { terminates: emit.terminates.is_some() };
            flow.edge(Node::Event(subscription.event), Node::Event(emit.event), edge);
        }
        // An answer ends what its command began: it sets nobody to work anew.
        let answers = catalog.events[subscription.event].kind() == EventKind::Reply;
        for producer in flow.producers_of(subscription.event).to_vec() {
            let from = Node::Service(catalog.producers[producer].service);
            if from != service && !answers && !replays_only(catalog, subscription) {
                flow.edge(from, service, Edge::Triggers);
            }
        }
    }
}

/// Whether a subscription only takes messages out of dead-letter, delay or parking queues: that is
/// operation, not flow.
fn replays_only(catalog: &Catalog, subscription: &Subscription) -> bool {
    subscription.reads_only_roles(catalog)
}

fn services(catalog: &Catalog, flow: &mut FlowGraph) {
    for (key, service) in catalog.services.iter() {
        for call in &service.calls {
            flow.edge(Node::Service(key), Node::Service(call.service), Edge::Calls);
        }
    }
}

fn sagas(catalog: &Catalog, flow: &mut FlowGraph) {
    for (key, saga) in catalog.sagas.iter() {
        let parts = saga.coordinator.into_iter().chain(saga.steps.iter().map(|step| step.service));
        for service in parts {
            flow.edge(Node::Service(service), Node::Saga(key), Edge::TakesPartIn);
            note(&mut flow.sagas_of_service, service, key);
        }
        for event in saga.outcomes().chain(saga.steps.iter().filter_map(|step| step.command)) {
            note(&mut flow.sagas_of_event, event, key);
        }
    }
}

fn aggregates(catalog: &Catalog, flow: &mut FlowGraph) {
    for (key, aggregate) in catalog.aggregates.iter() {
        for event in &aggregate.events {
            flow.edge(Node::Event(*event), Node::Aggregate(key), Edge::AppendedTo);
            note(&mut flow.aggregates_of, *event, key);
        }
    }
    for (key, projection) in catalog.projections.iter() {
        let node = Node::Projection(key);
        if let Some(aggregate) = projection.aggregate {
            flow.edge(Node::Aggregate(aggregate), node, Edge::ProjectedInto);
            note(&mut flow.projections_of, aggregate, key);
        }
        if let Some(store) = projection.store {
            flow.edge(node, Node::Store(store), Edge::Writes);
        }
    }
}

//! Circles: events that lead back to themselves, and services that trigger each other.
//!
//! Strongly connected components by Tarjan's algorithm (petgraph); within each, the shortest
//! circle by breadth-first search, because that is the one a person can follow.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use petgraph::algo::tarjan_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use crate::catalog::event::Event;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::graph::FlowGraph;
use crate::graph::node::{Edge, Node};

/// A circle of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventCycle {
    /// The events, in the order of the flow; the last leads to the first.
    pub events: Vec<Key<Event>>,
    /// Whether an edge of it says how it ends.
    pub terminates: bool,
}

/// Events that lead back to themselves by what their consumers emit: the shortest circle of each
/// strongly connected component, beginning at its first event in the order of the catalog.
pub fn event_cycles(flow: &FlowGraph) -> Vec<EventCycle> {
    let keep = |edge: &Edge| matches!(edge, Edge::LeadsTo { .. });
    let part = subgraph(flow, keep);
    circles(&part)
        .into_iter()
        .map(|circle| {
            let pairs = circle.iter().zip(circle.iter().cycle().skip(1));
            let terminates = pairs.into_iter().any(|(from, to)| {
                let mut edges = part.edges_connecting(*from, *to);
                edges.any(|edge| *edge.weight() == Edge::LeadsTo { terminates: true })
            });
            let events = circle.iter().filter_map(|index| match part[*index] {
                Node::Event(key) => Some(key),
                _ => None,
            });
            EventCycle { events: events.collect(), terminates }
        })
        .collect()
}

/// Pairs of services that trigger each other by events, in the order of the catalog.
pub fn mutual_triggers(flow: &FlowGraph) -> Vec<(Key<Service>, Key<Service>)> {
    let triggers = flow.graph.edge_references().filter(|edge| *edge.weight() == Edge::Triggers);
    let services =
        triggers.filter_map(|edge| match (flow.graph[edge.source()], flow.graph[edge.target()]) {
            (Node::Service(from), Node::Service(to)) => Some((from, to)),
            _ => None,
        });
    let all: BTreeSet<_> = services.collect();
    all.iter().copied().filter(|(a, b)| a < b && all.contains(&(*b, *a))).collect()
}

fn subgraph(flow: &FlowGraph, keep: impl Fn(&Edge) -> bool) -> DiGraph<Node, Edge> {
    flow.graph.filter_map(|_, node| Some(*node), |_, edge| keep(edge).then_some(*edge))
}

/// The shortest circle of each strongly connected component that has one.
fn circles(graph: &DiGraph<Node, Edge>) -> Vec<Vec<NodeIndex>> {
    let mut found = Vec::new();
    for component in tarjan_scc(graph) {
        let alone = component.len() == 1 && !graph.contains_edge(component[0], component[0]);
        if !alone {
            let shortest = component.iter().filter_map(|start| shortest_circle(graph, *start));
            found.extend(shortest.min_by_key(|circle| (circle.len(), rotated_key(graph, circle))));
        }
    }
    let mut found: Vec<Vec<NodeIndex>> =
        found.into_iter().map(|circle| rotated(graph, circle)).collect();
    found.sort_by_key(|circle| circle.iter().map(|index| graph[*index]).collect::<Vec<_>>());
    found
}

fn rotated_key(graph: &DiGraph<Node, Edge>, circle: &[NodeIndex]) -> Option<Node> {
    circle.iter().map(|index| graph[*index]).min()
}

/// The circle beginning at its first node in the order of the catalog.
fn rotated(graph: &DiGraph<Node, Edge>, mut circle: Vec<NodeIndex>) -> Vec<NodeIndex> {
    let first = (0..circle.len()).min_by_key(|index| graph[circle[*index]]).unwrap_or(0);
    circle.rotate_left(first);
    circle
}

fn shortest_circle(graph: &DiGraph<Node, Edge>, start: NodeIndex) -> Option<Vec<NodeIndex>> {
    let mut came_from: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
    let mut waiting = VecDeque::from([start]);
    while let Some(node) = waiting.pop_front() {
        let mut next: Vec<NodeIndex> = graph.neighbors(node).collect();
        next.sort_by_key(|index| graph[*index]);
        for to in next {
            if to == start {
                let mut circle = vec![node];
                let mut at = node;
                while at != start {
                    at = *came_from.get(&at)?;
                    circle.push(at);
                }
                circle.reverse();
                return Some(circle);
            }
            if to != start && !came_from.contains_key(&to) {
                came_from.insert(to, node);
                waiting.push_back(to);
            }
        }
    }
    None
}

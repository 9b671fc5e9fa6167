//! What the flow graph is made of.

use crate::catalog::Store;
use crate::catalog::aggregate::Aggregate;
use crate::catalog::event::Event;
use crate::catalog::projection::Projection;
use crate::catalog::saga::Saga;
use crate::catalog::service::Service;
use crate::catalog::table::Key;
use crate::catalog::topic::Topic;

/// A node of the flow graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Node {
    /// A service.
    Service(Key<Service>),
    /// An event.
    Event(Key<Event>),
    /// A topic.
    Topic(Key<Topic>),
    /// A saga.
    Saga(Key<Saga>),
    /// A store.
    Store(Key<Store>),
    /// An aggregate.
    Aggregate(Key<Aggregate>),
    /// A projection.
    Projection(Key<Projection>),
}

/// How one node leads to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edge {
    /// A service publishes an event.
    Publishes,
    /// An event is carried by a topic.
    CarriedBy,
    /// A topic's messages arrive in another topic.
    Feeds,
    /// A topic delivers to a service.
    DeliversTo,
    /// A consumer of one event publishes another in turn.
    LeadsTo {
        /// Whether the documents say how a flow that comes back here ends.
        terminates: bool,
    },
    /// A service's events are handled by a service: the first triggers the second.
    Triggers,
    /// A service's dead letters go to a topic.
    DeadLettersTo,
    /// An event is appended to the stream of an aggregate.
    AppendedTo,
    /// An aggregate's events make a projection.
    ProjectedInto,
    /// A service reads a store.
    Reads,
    /// A service or a projection writes a store.
    Writes,
    /// A service takes part in a saga.
    TakesPartIn,
    /// A service calls another and waits.
    Calls,
}

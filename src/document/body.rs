//! Documents in their typed form. The set is closed on purpose: a new kind makes the compiler list
//! all places that must answer.

use serde::de::DeserializeOwned;

use crate::document::kind::Kind;
use crate::document::kinds::aggregate::Aggregate;
use crate::document::kinds::broker::Broker;
use crate::document::kinds::domain::Domain;
use crate::document::kinds::envelope::Envelope;
use crate::document::kinds::event::Event;
use crate::document::kinds::flow::Flow;
use crate::document::kinds::projection::Projection;
use crate::document::kinds::saga::Saga;
use crate::document::kinds::service::Service;
use crate::document::kinds::store::Store;
use crate::document::kinds::team::Team;
use crate::document::kinds::topic::Topic;
use crate::document::read::{self, ReadError};
use crate::document::tree::Node;

/// A document's typed form.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "each variant is the kind that its type describes")]
pub enum Body {
    Event(Box<Event>),
    Service(Box<Service>),
    Topic(Box<Topic>),
    Broker(Box<Broker>),
    Store(Box<Store>),
    Team(Box<Team>),
    Domain(Box<Domain>),
    Saga(Box<Saga>),
    Flow(Box<Flow>),
    Aggregate(Box<Aggregate>),
    Projection(Box<Projection>),
    Envelope(Box<Envelope>),
}

/// The typed form of a document. Fails where the tree does not fit the type, which the schema
/// finds first.
pub fn read(kind: &Kind, node: &Node) -> Result<Body, ReadError> {
    match kind.name {
        "event" => boxed(node, Body::Event),
        "service" => boxed(node, Body::Service),
        "topic" => boxed(node, Body::Topic),
        "broker" => boxed(node, Body::Broker),
        "store" => boxed(node, Body::Store),
        "team" => boxed(node, Body::Team),
        "domain" => boxed(node, Body::Domain),
        "saga" => boxed(node, Body::Saga),
        "flow" => boxed(node, Body::Flow),
        "aggregate" => boxed(node, Body::Aggregate),
        "projection" => boxed(node, Body::Projection),
        "envelope" => boxed(node, Body::Envelope),
        other => Err(ReadError {
            message: format!("`{other}` has no typed form"),
            span: Some(node.span),
        }),
    }
}

fn boxed<T: DeserializeOwned>(node: &Node, body: fn(Box<T>) -> Body) -> Result<Body, ReadError> {
    read::read(node).map(|value| body(Box::new(value)))
}
